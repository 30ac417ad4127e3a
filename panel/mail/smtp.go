package mail

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/mail"
	"strings"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

// Encryption is how the way to the mail server is protected.
type Encryption string

// The ways. Unencrypted is for a relay on the same machine.
const (
	StartTLS    Encryption = "starttls"
	TLS         Encryption = "tls"
	Unencrypted Encryption = "none"
)

// Config says how letters reach the mail server.
type Config struct {
	Host       string
	Port       int // 587 with starttls, 465 with tls
	Encryption Encryption
	User       string // no sign-in when empty
	Password   string
	From       string        // "Name <address>"; the address is also the envelope sender
	Timeout    time.Duration // for connecting, and again for each letter
}

// Validate names everything that is wrong at once; the paths are keys under mail.
func (c Config) Validate() error {
	var faults []fault.Field
	add := func(path, key string, args ...any) {
		faults = append(faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
	}
	if c.Host == "" || strings.ContainsAny(c.Host, " \t\r\n/") {
		add("smtp.host", "mail_host_wrong")
	}
	if c.Port < 1 || c.Port > 65535 {
		add("smtp.port", "mail_port_wrong")
	}
	switch c.Encryption {
	case StartTLS, TLS, Unencrypted:
	default:
		add("smtp.encryption", "mail_encryption_wrong", "value", string(c.Encryption))
	}
	if c.User != "" && c.Encryption == Unencrypted {
		add("smtp.user", "mail_password_unprotected")
	}
	if from, err := mail.ParseAddress(c.From); err != nil || !panel.IsEmail(strings.ToLower(from.Address)) {
		add("from", "mail_from_wrong", "value", c.From)
	}
	if c.Timeout <= 0 {
		add("smtp.timeout", "mail_timeout_wrong")
	}
	return fault.InFields("mail_config_wrong", faults)
}

// SMTP sends letters through a mail server, one after another over a connection that it keeps.
type SMTP struct {
	client *gomail.Client
	from   *mail.Address
	domain string // of From, for Message-IDs

	mu   sync.Mutex
	conn *smtp.Client // nil when not connected
}

// NewSMTP makes a sender; it connects when the first letter is sent.
func NewSMTP(c Config) (*SMTP, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	// Greeting with the domain of the sender: the name of the machine is nobody's business.
	options := []gomail.Option{gomail.WithPort(c.Port), gomail.WithTimeout(c.Timeout), gomail.WithHELO(domain)}
	switch c.Encryption {
	case TLS:
		options = append(options, gomail.WithSSL())
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case Unencrypted:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if c.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
	}
	client, err := gomail.NewClient(c.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{client: client, from: from, domain: domain}, nil
}

// Send hands one letter to the mail server. A letter that was cut off after its last byte may have been taken; it is
// reported as not taken, and its Message-ID lets the receiver drop the second copy.
func (s *SMTP) Send(ctx context.Context, letter Letter) error {
	message, err := s.message(letter)
	if err != nil {
		return &Failure{Reason: panel.Unsendable}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.connect(ctx); err != nil {
		return connecting(err)
	}
	err = s.client.SendWithSMTPClient(s.conn, message)
	switch {
	case message.IsDelivered():
		if err != nil { // what failed came after the server took the letter
			s.drop()
		}
		return nil
	case err == nil:
		return &Failure{Reason: panel.Unsendable}
	}
	failure := sending(err)
	if failure.Code == 0 || failure.Code == 421 {
		s.drop()
	}
	return failure
}

// Check connects and signs in, without sending anything.
func (s *SMTP) Check(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.connect(ctx); err != nil {
		return connecting(err)
	}
	return nil
}

// Close says goodbye to the mail server.
func (s *SMTP) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn != nil {
		_ = s.client.CloseWithSMTPClient(s.conn) // nothing is lost when the goodbye is not heard
		s.conn = nil
	}
}

// connect keeps a connection that still answers, else makes a new one.
func (s *SMTP) connect(ctx context.Context) error {
	if s.conn != nil {
		if s.conn.Noop() == nil {
			return nil
		}
		s.drop()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	conn, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	s.conn = conn
	return nil
}

func (s *SMTP) drop() {
	_ = s.conn.Close() // it is of no use any more, closed or not
	s.conn = nil
}

// message builds the mail. Addresses are checked and text is one clean line before they come near a header.
func (s *SMTP) message(l Letter) (*gomail.Msg, error) {
	if !panel.IsEmail(l.To) {
		return nil, fault.New(fault.Invalid, "letter_no_address")
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.SetAddrHeaderFromMailAddress(gomail.HeaderFrom, s.from)
	m.SetAddrHeaderFromMailAddress(gomail.HeaderTo, &mail.Address{Name: panel.CleanLine(l.Name), Address: l.To})
	if err := m.EnvelopeFrom(s.from.Address); err != nil {
		return nil, err
	}
	id := l.MessageID
	if id == "" {
		id = rand.Text()
	}
	m.SetMessageIDWithValue(panel.CleanLine(id) + "@" + s.domain)
	m.SetDate()
	m.Subject(panel.CleanLine(l.Subject))
	m.SetGenHeader(gomail.HeaderContentLang, string(l.Lang))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // keeps out-of-office answers away
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	return m, nil
}
