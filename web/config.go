package web

import (
	"log/slog"
	"net/url"
	"time"

	"realitycheck/panel/mail"
	"realitycheck/panel/office"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/blob"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// Config is what an installation decides about the server.
type Config struct {
	BaseURL        string         // public address, as it stands in letters: "https://bevraging.example"
	TrustedProxies []string       // address ranges (CIDR) of balancers whose X-Forwarded-For is believed; none by default
	TimeZone       *time.Location // of every time on screen
	Organisation   string         // name at the top of every page; empty for that of the catalogue
	Contact        string         // e-mail address for help and accessibility remarks; may be empty
	Synthetic      bool           // every screen says that the data is invented
	Version        string         // of the program, for the measures
	Archives       string         // folder of the archives of closed waves, which results are read from
	Margins        string         // folder of population margins that are not used yet
	NMin           int            // fewest members behind a published figure
}

// Deps is what the server works with.
type Deps struct {
	People      *database.DB
	Erased      *paneldb.Erased
	Office      *office.Office
	Mail        mail.Sender    // of trial letters
	Recorder    *mail.Recorder // nil where letters really go out
	Answers     *database.DB
	Waves       surveydb.Waves
	Responses   surveydb.Responses
	ClosedLinks surveydb.ClosedLinks
	Media       surveydb.Media
	Blobs       blob.Store
	Catalogue   *i18n.Catalogue
	Log         *slog.Logger
	Now         func() time.Time
}

// base checks the public address and tells whether it is reached over https.
func (c Config) base() (address *url.URL, https bool, err error) {
	address, err = url.Parse(c.BaseURL)
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return nil, false, fault.New(fault.Invalid, "base_url_wrong", "value", c.BaseURL).Because(err)
	}
	return address, address.Scheme == "https", nil
}
