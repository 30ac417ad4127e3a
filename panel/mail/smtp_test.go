package mail_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	netmail "net/mail"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"realitycheck/panel"
	"realitycheck/panel/mail"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// server is a real mail server in the test; the first word of a receiver's address says what happens to the letter.
type server struct {
	net.Listener
	mu          sync.Mutex
	taken       []taken
	connections int
	hang        chan struct{} // closed when the test ends
	guarded     bool          // wants encryption and a password
}

type taken struct {
	from string
	to   []string
	body []byte
}

type session struct {
	server *server
	conn   *gosmtp.Conn
	mail   taken

	signedIn bool
}

var answers = map[string]*gosmtp.SMTPError{
	"unknown":   {Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such user an.peeters"},
	"plain550":  {Code: 550, EnhancedCode: gosmtp.NoEnhancedCode, Message: "no"},
	"greylist":  {Code: 450, EnhancedCode: gosmtp.EnhancedCode{4, 7, 1}, Message: "later"},
	"busy":      {Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "busy"},
	"full":      {Code: 552, EnhancedCode: gosmtp.EnhancedCode{5, 2, 2}, Message: "full"},
	"fullnow":   {Code: 452, EnhancedCode: gosmtp.EnhancedCode{4, 2, 2}, Message: "full"},
	"spam":      {Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 7, 1}, Message: "policy"},
	"shutdown":  {Code: 421, EnhancedCode: gosmtp.EnhancedCode{4, 3, 2}, Message: "going down"},
	"auth":      {Code: 530, EnhancedCode: gosmtp.EnhancedCode{5, 7, 0}, Message: "sign in"},
	"data554":   {Code: 554, EnhancedCode: gosmtp.EnhancedCode{5, 6, 0}, Message: "content"},
	"data451":   {Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "content"},
	"sender553": {Code: 553, EnhancedCode: gosmtp.EnhancedCode{5, 1, 8}, Message: "sender"},
}

func (s *server) NewSession(c *gosmtp.Conn) (gosmtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.connections++
	if s.guarded {
		return &guarded{session{server: s, conn: c}}, nil
	}
	return &session{server: s, conn: c}, nil
}

func (s *session) Mail(from string, _ *gosmtp.MailOptions) error {
	s.mail = taken{from: from}
	if name, _, _ := strings.Cut(from, "@"); answers[name] != nil {
		return answers[name]
	}
	return nil
}

func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.mail.to = append(s.mail.to, to)
	name, _, _ := strings.Cut(to, "@")
	if name == "hang" {
		<-s.server.hang
	}
	if strings.HasPrefix(name, "data") || answers[name] == nil {
		return nil
	}
	return answers[name]
}

func (s *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	name, _, _ := strings.Cut(s.mail.to[0], "@")
	if answers[name] != nil {
		return answers[name]
	}
	s.mail.body = body
	s.server.mu.Lock()
	s.server.taken = append(s.server.taken, s.mail)
	s.server.mu.Unlock()
	if name == "cut" {
		s.conn.Close()
	}
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// start runs a mail server and gives a sender that is set up for it.
func start(t testing.TB, change func(*mail.Config)) (*server, *mail.SMTP) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Listener: listener, hang: make(chan struct{})}
	config := mail.Config{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Encryption: mail.Unencrypted,
		From: "Stad Voorbeeld <panel@stad.example>", Timeout: 5 * time.Second}
	if change != nil {
		change(&config)
	}
	s.guarded = config.User != ""
	in := gosmtp.NewServer(s)
	in.Domain, in.ErrorLog = "localhost", silent{}
	if s.guarded {
		in.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	}
	if config.Encryption == mail.TLS {
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}})
	}
	go in.Serve(listener)
	sender, err := mail.NewSMTP(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		sender.Close()
		close(s.hang)
		in.Close()
	})
	return s, sender
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func invitation(t testing.TB, to string) mail.Letter {
	t.Helper()
	letter, err := mail.Invitation{Envelope: mail.Envelope{To: to, Name: "Renée Ömer", MessageID: "fixed"}, Wave: wave, Link: link}.
		Write(translator(t, i18n.Dutch))
	if err != nil {
		t.Fatal(err)
	}
	return letter
}

func TestLetterArrivesWhole(t *testing.T) {
	s, sender := start(t, nil)
	letter := invitation(t, "an@stad.be")
	if err := sender.Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	got := s.taken[0]
	if got.from != "panel@stad.example" || !reflect.DeepEqual(got.to, []string{"an@stad.be"}) {
		t.Errorf("got from %q to %q", got.from, got.to)
	}
	m, err := netmail.ReadMessage(bytes.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{
		"Message-Id": "<fixed@stad.example>", "From": `"Stad Voorbeeld" <panel@stad.example>`, "Auto-Submitted": "auto-generated",
		"Content-Language": "nl", "User-Agent": "", "X-Mailer": "", "List-Unsubscribe": "",
	} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || *to[0] != (netmail.Address{Name: "Renée Ömer", Address: "an@stad.be"}) {
		t.Errorf("got to %v, %v", to, err)
	}
	text, html := bodies(t, m)
	if normal(text) != normal(letter.Text) || normal(html) != normal(letter.HTML) {
		t.Errorf("the letter changed on its way:\n%s", text)
	}
}

func TestManyLettersGoOverOneConnection(t *testing.T) {
	s, sender := start(t, nil)
	letter := invitation(t, "an@stad.be")
	for range 50 {
		if err := sender.Send(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.taken) != 50 || s.connections != 1 {
		t.Errorf("got %d letters over %d connections, want 50 over 1", len(s.taken), s.connections)
	}
}

func TestFailuresAreClassed(t *testing.T) {
	for name, want := range map[string]mail.Failure{
		"unknown":  {Reason: panel.UnknownMailbox, Code: 550, Enhanced: "5.1.1"},
		"plain550": {Reason: panel.UnknownMailbox, Code: 550},
		"greylist": {Reason: panel.Deferred, Temporary: true, Code: 450, Enhanced: "4.7.1"},
		"busy":     {Reason: panel.Deferred, Temporary: true, Code: 451, Enhanced: "4.3.0"},
		"full":     {Reason: panel.FullMailbox, Code: 552, Enhanced: "5.2.2"},
		"fullnow":  {Reason: panel.FullMailbox, Temporary: true, Code: 452, Enhanced: "4.2.2"},
		"spam":     {Reason: panel.Refused, Code: 550, Enhanced: "5.7.1"},
		"shutdown": {Reason: panel.Deferred, Temporary: true, Code: 421, Enhanced: "4.3.2"},
		"auth":     {Reason: panel.Unauthorised, Temporary: true, Code: 530, Enhanced: "5.7.0"},
		"data554":  {Reason: panel.Refused, Code: 554, Enhanced: "5.6.0"},
		"data451":  {Reason: panel.Deferred, Temporary: true, Code: 451, Enhanced: "4.3.0"},
		"cut":      {Reason: panel.Unreachable, Temporary: true},
	} {
		t.Run(name, func(t *testing.T) {
			_, sender := start(t, nil)
			err := sender.Send(t.Context(), invitation(t, name+"@stad.be"))
			var got *mail.Failure
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want a failure", err)
			}
			if *got != want {
				t.Errorf("got %+v, want %+v", *got, want)
			}
			if strings.Contains(got.Error(), "stad.be") || strings.Contains(got.Error(), "peeters") {
				t.Errorf("the error names somebody: %v", got)
			}
			if err := sender.Send(t.Context(), invitation(t, "an@stad.be")); err != nil {
				t.Errorf("the next letter suffers: %v", err)
			}
		})
	}
}

func TestServerThatHangsIsLeft(t *testing.T) {
	_, sender := start(t, func(c *mail.Config) { c.Timeout = 300 * time.Millisecond })
	begin := time.Now()
	err := sender.Send(t.Context(), invitation(t, "hang@stad.be"))
	var got *mail.Failure
	if !errors.As(err, &got) || got.Reason != panel.Unreachable || !got.Temporary {
		t.Errorf("got %v, want unreachable for now", err)
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	if err := sender.Send(t.Context(), invitation(t, "an@stad.be")); err != nil {
		t.Errorf("the next letter suffers: %v", err)
	}
}

func TestServerThatIsAwayOrRefusesUs(t *testing.T) {
	for name, change := range map[string]func(*mail.Config){
		"nobody listens":   func(c *mail.Config) { c.Port = closedPort(t) },
		"sender not taken": func(c *mail.Config) { c.From = "sender553@stad.example" },
		"no encryption":    func(c *mail.Config) { c.Encryption = mail.StartTLS },
	} {
		_, sender := start(t, change)
		var got *mail.Failure
		if err := sender.Send(t.Context(), invitation(t, "an@stad.be")); !errors.As(err, &got) || !got.Temporary {
			t.Errorf("%s: got %v, want a failure for now", name, err)
		}
	}
}

func TestCheckSendsNothing(t *testing.T) {
	s, sender := start(t, nil)
	if err := sender.Check(t.Context()); err != nil || s.connections != 1 || len(s.taken) != 0 {
		t.Errorf("got %v, %d connections, %d letters", err, s.connections, len(s.taken))
	}
}

// What gets past letters and lists must still not reach a header.
func TestHeadersCannotBeAdded(t *testing.T) {
	s, sender := start(t, nil)
	for _, evil := range []string{"\r\nBcc: x@evil.invalid", "\nBcc: x@evil.invalid", "\rBcc: x@evil.invalid", "\u2028Bcc: x@evil.invalid", "\x00\r\n\r\n<h1>", "=?utf-8?q?=0D=0ABcc:_x=40evil.invalid?=",
		"\" <x@evil.invalid>, \"", "a, x@evil.invalid", "\r\n.\r\nMAIL FROM:<x@evil.invalid>\r\n"} {
		letter := invitation(t, "an@stad.be")
		letter.Name, letter.Subject, letter.MessageID = "An"+evil, "Dag"+evil, "id"
		s.taken = nil
		if err := sender.Send(t.Context(), letter); err != nil {
			t.Errorf("%q: %v", evil, err)
			continue
		}
		m, err := netmail.ReadMessage(bytes.NewReader(s.taken[0].body))
		if err != nil {
			t.Fatal(err)
		}
		to, err := m.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "an@stad.be" || m.Header.Get("Bcc") != "" || len(s.taken) != 1 || len(s.taken[0].to) != 1 {
			t.Errorf("%q: got to %v, %v, headers %v", evil, to, err, m.Header)
		}
		letter = invitation(t, "an@stad.be")
		letter.To += evil
		var failure *mail.Failure
		if err := sender.Send(t.Context(), letter); !errors.As(err, &failure) || failure.Reason != panel.Unsendable || failure.Temporary {
			t.Errorf("address with %q: got %v, want unsendable", evil, err)
		}
	}
}

func TestPasswordIsNotSentInTheOpen(t *testing.T) {
	_, err := mail.NewSMTP(mail.Config{Host: "relay", Port: 70000, Encryption: mail.Unencrypted, User: "relay", From: "nobody"})
	var f *fault.Fault
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	var got []string
	for _, field := range f.Fields {
		got = append(got, field.Path)
	}
	if want := []string{"smtp.port", "smtp.user", "from", "smtp.timeout"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func closedPort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
