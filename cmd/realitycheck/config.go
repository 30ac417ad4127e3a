package main

import (
	"errors"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/viper"

	"realitycheck/survey/fault"
)

// Config is everything that can be set, in the shape of config.yaml.
type Config struct {
	Organisation string `mapstructure:"organisation"` // who asks, as members know it
	Contact      string `mapstructure:"contact"`      // e-mail address for questions, on the help pages; may be empty
	Server       struct {
		Addr           string   `mapstructure:"addr"`            // host:port to listen on
		BaseURL        string   `mapstructure:"base_url"`        // public address, the start of every link
		TrustedProxies []string `mapstructure:"trusted_proxies"` // CIDR ranges whose X-Forwarded-For is believed
	} `mapstructure:"server"`
	Data struct {
		Dir string `mapstructure:"dir"` // media, archives and, with SQLite, both stores
	} `mapstructure:"data"`
	Stores struct {
		People  string `mapstructure:"people"`  // file or postgres:// address
		Answers string `mapstructure:"answers"` // file or postgres:// address
	} `mapstructure:"stores"`
	Keys struct {
		Dir  string `mapstructure:"dir"`  // folder of key files
		Link string `mapstructure:"link"` // file of the link key; empty for link.key in dir
	} `mapstructure:"keys"`
	Mail struct {
		From string `mapstructure:"from"` // sender of every letter
		SMTP struct {
			Host     string `mapstructure:"host"` // empty: letters go to the recorder
			Port     int    `mapstructure:"port"`
			Username string `mapstructure:"username"`
			Password string `mapstructure:"password"`
			TLS      string `mapstructure:"tls"` // starttls, tls or none
		} `mapstructure:"smtp"`
	} `mapstructure:"mail"`
	Log struct {
		Level string `mapstructure:"level"` // debug, info, warn or error
	} `mapstructure:"log"`
	TimeZone string `mapstructure:"time_zone"` // of every date on screen and in files
	Privacy  struct {
		NMin    int `mapstructure:"n_min"`    // fewest members behind a published figure, 5 at least
		KStrata int `mapstructure:"k_strata"` // fewest members in a combination of attributes, 2 at least
	} `mapstructure:"privacy"`
	Synthetic bool `mapstructure:"synthetic"` // made data: every screen and report says so

	location *time.Location
}

const envPrefix = "REALITYCHECK"

// defaults are the settings that the program starts with, without a file.
func defaults() map[string]any {
	return map[string]any{
		"organisation":           "Vlaamse overheid",
		"contact":                "",
		"server.addr":            "127.0.0.1:8080",
		"server.base_url":        "http://127.0.0.1:8080",
		"server.trusted_proxies": []string{},
		"data.dir":               "data",
		"stores.people":          "data/people.db",
		"stores.answers":         "data/answers.db",
		"keys.dir":               "data-keys",
		"keys.link":              "",
		"mail.from":              "Reality check <reality.check@localhost>",
		"mail.smtp.host":         "",
		"mail.smtp.port":         587,
		"mail.smtp.username":     "",
		"mail.smtp.password":     "",
		"mail.smtp.tls":          "starttls",
		"log.level":              "info",
		"time_zone":              "Europe/Brussels",
		"privacy.n_min":          10,
		"privacy.k_strata":       5,
		"synthetic":              false,
	}
}

// loadConfig reads the settings: environment over file over defaults. Without a named file, config.yaml in the working
// folder is read when it is there. Unknown keys are refused, and all faults are named at once.
func loadConfig(file string) (*Config, error) {
	v := viper.New()
	for key, value := range defaults() {
		v.SetDefault(key, value)
	}
	v.SetEnvPrefix(envPrefix)
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	v.AutomaticEnv()
	if file == "" {
		if _, err := os.Stat("config.yaml"); err == nil {
			file = "config.yaml"
		}
	}
	if file != "" {
		v.SetConfigFile(file)
		if err := v.ReadInConfig(); err != nil {
			return nil, fault.New(fault.Invalid, "config_unreadable", "file", file, "why", err.Error())
		}
	}
	if err := errors.Join(unknownVariables(), secretsFromFiles(v)); err != nil {
		return nil, err
	}
	var c Config
	if err := v.UnmarshalExact(&c, strictNumbers); err != nil {
		return nil, fault.New(fault.Invalid, "config_wrong_key", "file", file, "why", plainDecodeError(err))
	}
	c.anchor(filepath.Dir(file))
	return &c, c.validate()
}

// forTests is the beginning of variables that tests read; they are no settings.
const forTests = envPrefix + "_TEST_"

// unknownVariables refuses variables of the environment that look like a setting and are none: a typing error there
// would pass unseen.
func unknownVariables() error {
	known := map[string]bool{}
	for key := range defaults() {
		name := envPrefix + "_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
		known[name], known[name+"_FILE"] = true, true
	}
	var fields []fault.Field
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, envPrefix+"_") && !strings.HasPrefix(name, forTests) && !known[name] {
			fields = append(fields, fault.Field{Path: name, Key: "config_unknown_variable"})
		}
	}
	return fault.InFields("config_invalid", fields)
}

// strictNumbers refuses a text where a number belongs only when it is none: the environment gives texts.
func strictNumbers(d *mapstructure.DecoderConfig) { d.WeaklyTypedInput = true }

// plainDecodeError names the keys that are wrong, without the decoder's own frame around them.
func plainDecodeError(err error) string {
	var lines []string
	for line := range strings.Lines(err.Error()) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "*"))
		if line != "" && !strings.HasPrefix(line, "decoding failed") && !strings.HasSuffix(line, "error(s) decoding:") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "; ")
}

// secretsFromFiles reads REALITYCHECK_..._FILE variables: the value is the content of the file, as containers hand over
// secrets.
func secretsFromFiles(v *viper.Viper) error {
	for key := range defaults() {
		name := envPrefix + "_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_")) + "_FILE"
		file := os.Getenv(name)
		if file == "" {
			continue
		}
		secret, err := os.ReadFile(file)
		if err != nil {
			return fault.New(fault.Invalid, "config_secret_unreadable", "name", name, "why", err.Error())
		}
		v.Set(key, strings.TrimRight(string(secret), "\r\n"))
	}
	return nil
}

// anchor makes paths relative to the folder of the file.
func (c *Config) anchor(dir string) {
	for _, path := range []*string{&c.Data.Dir, &c.Stores.People, &c.Stores.Answers, &c.Keys.Dir, &c.Keys.Link} {
		if *path != "" && !filepath.IsAbs(*path) && !isPostgres(*path) {
			*path = filepath.Join(dir, *path)
		}
	}
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// validate names every fault at once.
func (c *Config) validate() error {
	var fields []fault.Field
	wrong := func(path, key string, args ...any) {
		fields = append(fields, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	if _, port, err := net.SplitHostPort(c.Server.Addr); err != nil || !isPort(port) {
		wrong("server.addr", "config_addr")
	}
	if u, err := url.Parse(c.Server.BaseURL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		wrong("server.base_url", "config_base_url")
	}
	for _, proxy := range c.Server.TrustedProxies {
		if _, err := netip.ParsePrefix(proxy); err != nil {
			wrong("server.trusted_proxies", "config_proxy", "value", proxy)
		}
	}
	if c.Stores.People == c.Stores.Answers {
		wrong("stores", "config_same_store")
	}
	if location, err := time.LoadLocation(c.TimeZone); err != nil {
		wrong("time_zone", "config_time_zone", "value", c.TimeZone)
	} else {
		c.location = location
	}
	if c.Privacy.NMin < 5 {
		wrong("privacy.n_min", "config_too_small", "min", 5)
	}
	if c.Privacy.KStrata < 2 {
		wrong("privacy.k_strata", "config_too_small", "min", 2)
	}
	if address, err := mail.ParseAddress(c.Contact); c.Contact != "" && (err != nil || address.Address != c.Contact) {
		wrong("contact", "config_contact")
	}
	if _, err := mail.ParseAddress(c.Mail.From); err != nil {
		wrong("mail.from", "config_from")
	}
	if !isPort(strconv.Itoa(c.Mail.SMTP.Port)) {
		wrong("mail.smtp.port", "config_port")
	}
	if !oneOf(c.Mail.SMTP.TLS, "starttls", "tls", "none") {
		wrong("mail.smtp.tls", "config_one_of", "values", "starttls, tls, none")
	}
	if !oneOf(c.Log.Level, "debug", "info", "warn", "error") {
		wrong("log.level", "config_one_of", "values", "debug, info, warn, error")
	}
	return fault.InFields("config_invalid", fields)
}

// isPort is true for the number of a port; a name of a service is none, for not every machine knows the same.
func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

func oneOf(value string, values ...string) bool {
	for _, v := range values {
		if v == value {
			return true
		}
	}
	return false
}
