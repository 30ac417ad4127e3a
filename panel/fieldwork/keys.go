package fieldwork

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

const keyBytes = 32

// Keys is the folder of key files, outside both stores and never in a backup. A key is read when it is needed and not
// kept.
type Keys struct {
	Dir  string // folder of the invite keys, and of the link key unless Link names another place
	Link string // file of the link key; empty for link.key in Dir
}

// LinkKeyFile is where the link key is looked for.
func (k Keys) LinkKeyFile() string {
	if k.Link != "" {
		return k.Link
	}
	return filepath.Join(k.Dir, "link.key")
}

// LinkKeyLies says whether the link key lies on this machine.
func (k Keys) LinkKeyLies() bool {
	_, err := os.Stat(k.LinkKeyFile())
	return err == nil
}

// linkKey reads the key that pseudonyms are made with; create makes it when there is none, at the very first opening. A
// key that is not the one of the first opening is refused: pseudonyms made with it would belong to nobody.
func (k Keys) linkKey(create bool) ([]byte, error) {
	key, err := readKey(k.LinkKeyFile())
	switch {
	case errors.Is(err, fs.ErrNotExist) && create:
		if key, err = newKey(k.LinkKeyFile()); err != nil {
			return nil, err
		}
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "link_key_missing", "file", k.LinkKeyFile()).Because(err)
	case err != nil:
		return nil, err
	}
	return key, k.recognise(key)
}

// recognise compares a link key with the mark of the one that was used first, a hash that stays in the key folder when
// the key is taken away, and leaves the mark when there is none yet.
func (k Keys) recognise(key []byte) error {
	file := filepath.Join(k.Dir, "link.mark")
	mark := hex.EncodeToString(mac(key, []byte("mark of the link key")))
	left, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.Join(os.MkdirAll(k.Dir, 0o700), os.WriteFile(file, []byte(mark), 0o600))
	case err == nil && string(left) != mark:
		return fault.New(fault.Invalid, "link_key_other", "file", k.LinkKeyFile())
	}
	return err
}

func (k Keys) inviteFile(wave string) string { return filepath.Join(k.Dir, "invite-"+wave+".key") }

// inviteKey reads the key of a wave's links.
func (k Keys) inviteKey(wave string) ([]byte, error) {
	key, err := readKey(k.inviteFile(wave))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "invite_key_missing", "wave", wave).Because(err)
	}
	return key, err
}

// makeInviteKey makes the key of a wave's links, or reads the one that an interrupted opening made.
func (k Keys) makeInviteKey(wave string) ([]byte, error) {
	key, err := readKey(k.inviteFile(wave))
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(k.inviteFile(wave))
	}
	return key, err
}

// destroyInviteKey overwrites and removes the key of a wave's links; a key that is gone already is fine.
func (k Keys) destroyInviteKey(wave string) error { return destroy(k.inviteFile(wave)) }

func destroy(file string) error {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := os.WriteFile(file, make([]byte, keyBytes), 0o600); err != nil {
		return err
	}
	return os.Remove(file)
}

func readKey(file string) ([]byte, error) {
	key, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if len(key) != keyBytes {
		return nil, fault.New(fault.Invalid, "key_damaged", "file", file)
	}
	return key, nil
}

// newKey writes a random key that is on disk before it is used. A file of the same name is never overwritten: a lost key
// is lost for good.
func newKey(file string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	key := make([]byte, keyBytes)
	rand.Read(key)
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*") // with mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	return key, os.Link(f.Name(), file) // fails where there is one; a crash before leaves no half key under the name
}

// tokenOf makes the secret of one member's link of one wave: HMAC-SHA256(invite key of the wave, uid). It is stored nowhere.
func tokenOf(inviteKey []byte, uid panel.UID) survey.Token {
	return survey.Token(mac(inviteKey, uid[:]))
}

// pseudonymKey derives the key of a wave's pseudonyms (HKDF, Krawczyk & Eronen 2010), another in every wave.
func pseudonymKey(linkKey []byte, wave string) ([]byte, error) {
	return hkdf.Key(sha256.New, linkKey, nil, "pseudonym "+wave, keyBytes)
}

// pseudonymOf makes the name under which a member's ticket and response stand in the answer store.
func pseudonymOf(pseudonymKey []byte, uid panel.UID) []byte { return mac(pseudonymKey, uid[:]) }

func mac(key, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(message)
	return h.Sum(nil)
}
