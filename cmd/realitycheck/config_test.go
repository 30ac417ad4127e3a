package main

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/viper"

	"realitycheck/survey/fault"
)

func TestConfigFileHoldsEveryKeyWithItsDefault(t *testing.T) {
	v := viper.New()
	v.SetConfigFile(filepath.Join("..", "..", "config.yaml"))
	if err := v.ReadInConfig(); err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(maps.Keys(defaults()))
	if got := slices.Sorted(slices.Values(v.AllKeys())); !slices.Equal(got, want) {
		t.Errorf("keys of config.yaml: got %v, want %v", got, want)
	}
	for key, value := range defaults() {
		got := v.Get(key)
		if list, ok := got.([]any); ok && len(list) == 0 {
			got = []string{}
		}
		if !reflect.DeepEqual(got, value) {
			t.Errorf("%s: got %v in config.yaml, want %v", key, got, value)
		}
	}
}

func TestEveryKeyOfTheTypeHasADefault(t *testing.T) {
	var keys []string
	var walk func(reflect.Type, string)
	walk = func(typ reflect.Type, prefix string) {
		for f := range typ.Fields() {
			name := f.Tag.Get("mapstructure")
			switch {
			case name == "":
			case f.Type.Kind() == reflect.Struct:
				walk(f.Type, prefix+name+".")
			default:
				keys = append(keys, prefix+name)
			}
		}
	}
	walk(reflect.TypeFor[Config](), "")
	slices.Sort(keys)
	if want := slices.Sorted(maps.Keys(defaults())); !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

// write puts a configuration in a folder of its own.
func write(t *testing.T, yaml string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestUnknownKeysAreRefusedByName(t *testing.T) {
	_, err := loadConfig(write(t, "server:\n  adr: 127.0.0.1:1\n"))
	if fault.Of(err) != fault.Invalid || !strings.Contains(err.Error(), "adr") {
		t.Errorf("got %v, want a fault that names adr", err)
	}
}

func TestAllFaultsOfAConfigurationAreNamedAtOnce(t *testing.T) {
	_, err := loadConfig(write(t, "privacy: {n_min: 2}\nserver: {base_url: nowhere}\ntime_zone: Mars\nlog: {level: loud}\n"))
	if fault.Of(err) != fault.Invalid {
		t.Fatalf("got %v, want a fault", err)
	}
	for _, key := range []string{"privacy.n_min", "server.base_url", "time_zone", "log.level"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("%s is not named in %v", key, err)
		}
	}
}

func TestAddressesAndPortsAreChecked(t *testing.T) {
	for _, c := range []struct{ yaml, wrong string }{
		{"server: {addr: '[::1]:8080'}", ""},
		{"server: {addr: ':0'}", ""},
		{"server: {addr: '99999'}", "server.addr"},
		{"server: {addr: '127.0.0.1:99999'}", "server.addr"},
		{"server: {addr: '::1:8080'}", "server.addr"},
		{"server: {addr: ':http'}", "server.addr"},
		{"mail: {smtp: {port: 70000}}", "mail.smtp.port"},
		{"mail: {from: the ministry}", "mail.from"},
		{"contact: Els <els@organisation.example>", "contact"},
		{"contact: els@organisation.example", ""},
		{"mail: {from: reality.check@organisation.example}", ""},
	} {
		_, err := loadConfig(write(t, c.yaml+"\n"))
		if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
			t.Errorf("%s: got %v, want %q named", c.yaml, err, c.wrong)
		}
	}
}

func TestWhoAsksAndWhomToAskReachThePages(t *testing.T) {
	c, err := loadConfig(write(t, "organisation: Stad\ncontact: els@organisation.example\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := (&app{config: c}).webConfig()
	if got.Organisation != "Stad" || got.Contact != "els@organisation.example" {
		t.Errorf("got %q and %q", got.Organisation, got.Contact)
	}
}

func TestEnvironmentStandsAboveTheFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REALITYCHECK_PRIVACY_N_MIN", "12")
	t.Setenv("REALITYCHECK_MAIL_SMTP_PASSWORD_FILE", secret)
	c, err := loadConfig(write(t, "privacy: {n_min: 20}\ndata: {dir: here}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Privacy.NMin != 12 || c.Mail.SMTP.Password != "s3cret" {
		t.Errorf("got n_min %d and password %q", c.Privacy.NMin, c.Mail.SMTP.Password)
	}
	if !filepath.IsAbs(c.Data.Dir) || filepath.Base(c.Data.Dir) != "here" {
		t.Errorf("got %s, want a path beside the file", c.Data.Dir)
	}
}

func TestStartsWithoutAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := loadConfig("")
	if err != nil {
		t.Fatal(err)
	}
	if c.Server.Addr != "127.0.0.1:8080" || c.Stores.People != "data/people.db" {
		t.Errorf("got %+v", c)
	}
}

func TestAMissingNamedFileIsAFault(t *testing.T) {
	if _, err := loadConfig(filepath.Join(t.TempDir(), "none.yaml")); fault.Of(err) != fault.Invalid {
		t.Errorf("got %v, want a fault", err)
	}
}

func TestAVariableThatIsNoSettingIsRefused(t *testing.T) {
	t.Setenv("REALITYCHECK_SERVER_ADR", "127.0.0.1:1")
	if _, err := loadConfig(write(t, "")); fault.Of(err) != fault.Invalid || !strings.Contains(err.Error(), "SERVER_ADR") {
		t.Errorf("got %v, want a fault that names the variable", err)
	}
}
