package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"realitycheck/panel"
	"realitycheck/panel/mail"
)

// certificate is for the mail server of the test; the program trusts it as it would an authority of the machine.
var certificate tls.Certificate

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "mail")
	if err == nil {
		certificate, err = selfSigned(filepath.Join(folder, "ca.pem"))
	}
	if err != nil {
		panic(err)
	}
	os.Setenv("SSL_CERT_FILE", filepath.Join(folder, "ca.pem"))
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// selfSigned makes a certificate for 127.0.0.1 and writes it to a file.
func selfSigned(file string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, os.WriteFile(file, text, 0o600)
}

// guarded is a session that wants a password first.
type guarded struct{ session }

func (g *guarded) AuthMechanisms() []string { return []string{sasl.Plain} }

func (g *guarded) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "relay" || password != "geheim" {
			return gosmtp.ErrAuthFailed
		}
		g.signedIn = true
		return nil
	}), nil
}

func (g *guarded) Mail(from string, o *gosmtp.MailOptions) error {
	if _, encrypted := g.conn.TLSConnectionState(); !encrypted || !g.signedIn {
		return gosmtp.ErrAuthRequired
	}
	return g.session.Mail(from, o)
}

// startGuarded runs a mail server that wants encryption and a password.
func startGuarded(t testing.TB, encryption mail.Encryption, password string) (*server, *mail.SMTP) {
	t.Helper()
	s, sender := start(t, func(c *mail.Config) {
		c.Encryption, c.User, c.Password = encryption, "relay", password
	})
	return s, sender
}

func TestLetterGoesEncryptedWithPassword(t *testing.T) {
	for _, encryption := range []mail.Encryption{mail.StartTLS, mail.TLS} {
		s, sender := startGuarded(t, encryption, "geheim")
		if err := sender.Send(t.Context(), invitation(t, "an@stad.be")); err != nil || len(s.taken) != 1 {
			t.Errorf("%s: got %v and %d letters, want it taken", encryption, err, len(s.taken))
		}
	}
}

func TestWrongPasswordGivesNoLetterUp(t *testing.T) {
	_, sender := startGuarded(t, mail.StartTLS, "wrong")
	err := sender.Send(t.Context(), invitation(t, "an@stad.be"))
	var got *mail.Failure
	if !errors.As(err, &got) || got.Reason != panel.Unauthorised || !got.Temporary {
		t.Errorf("got %+v, want unauthorised for now", err)
	}
	if err != nil && strings.Contains(err.Error(), "wrong") {
		t.Errorf("the error tells the password: %v", err)
	}
}

func TestUnknownCertificateIsNotTrusted(t *testing.T) {
	_, sender := start(t, func(c *mail.Config) { c.Encryption, c.Host = mail.TLS, "localhost" }) // the certificate is for the number
	if err := sender.Check(t.Context()); err == nil {
		t.Error("a certificate for another name was trusted")
	}
}
