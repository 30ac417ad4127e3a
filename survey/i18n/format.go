package i18n

import (
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/number"
)

// Int writes a whole number with the language's grouping: "1.234" in Dutch.
func (t *Translator) Int(n int) string { return minus(t.printer.Sprint(number.Decimal(n))) }

// Decimal writes a number with a fixed count of decimals: "3,6" in Dutch.
func (t *Translator) Decimal(x float64, digits int) string {
	if scale := math.Pow10(digits); math.Round(x*scale) == 0 {
		x = 0 // no "-0,0"
	}
	return minus(t.printer.Sprint(number.Decimal(x, number.Scale(digits))))
}

// Signed writes a difference with its sign, "+0,3" or "−0,3"; nothing stands before a difference that rounds to zero.
func (t *Translator) Signed(x float64, digits int) string {
	text := t.Decimal(x, digits)
	if x > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// Percent writes a share as a whole percentage, "58 %".
func (t *Translator) Percent(share float64) string {
	return t.Decimal(100*share, 0) + "\u00a0%"
}

// minus puts the minus sign where a hyphen stood.
func minus(s string) string { return strings.Replace(s, "-", "\u2212", 1) }

var months = map[Lang][12]string{
	Dutch: {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
		"november", "december"},
	English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December"},
}

// Date writes a day, "23 november 2026".
func (t *Translator) Date(at time.Time) string {
	at = t.local(at)
	return strconv.Itoa(at.Day()) + " " + months[t.lang][at.Month()-1] + " " + strconv.Itoa(at.Year())
}

// Time writes a time of day, "14:05".
func (t *Translator) Time(at time.Time) string { return t.local(at).Format("15:04") }

// local is a time in the zone of the reader, where that is known.
func (t *Translator) local(at time.Time) time.Time {
	if t.zone == nil {
		return at
	}
	return at.In(t.zone)
}

// DateTime writes a day and a time of day.
func (t *Translator) DateTime(at time.Time) string {
	return t.Date(at) + ", " + t.Time(at)
}
