package coding

import (
	"regexp"
	"strings"
)

var (
	emailPattern = regexp.MustCompile(`(?i)[\pL\pN._%+'-]+\s?(?:@|\(at\)|\[at\]|\(a\)|＠)\s?[\pL\pN-]+(?:\s?\.\s?[\pL\pN-]+)*\s?(?:\.|\(dot\)|\[dot\])\s?\pL{2,}`)
	// An address that is spelt out: "jan punt peeters at werk punt be".
	spokenPattern = regexp.MustCompile(`(?i)[\pL\pN_-]+(?:(?: punt | dot |\.)[\pL\pN_-]+)*(?: at | apenstaart(?:je)? | @ )[\pL\pN-]+(?:(?: punt | dot |\.)[\pL\pN-]+)+`)
	linkPattern   = regexp.MustCompile(`(?i)(?:https?://|www\.|(?:facebook|instagram|linkedin|twitter|tiktok|x)\.com/)[^\s<>"]+|(?:^|\s)@[\pL\pN._]{3,}`)
)

func findEmails(text string) []Mark {
	return append(matches(text, emailPattern, Email), matches(text, spokenPattern, Email)...)
}

func findLinks(text string) []Mark { return matches(text, linkPattern, Link) }

func matches(text string, pattern *regexp.Regexp, kind Kind) []Mark {
	var list []Mark
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		start := at[0] + len(text[at[0]:at[1]]) - len(strings.TrimLeft(text[at[0]:at[1]], " \n\t"))
		list = append(list, Mark{start, at[1], kind})
	}
	return list
}

// accountPattern is what may be an IBAN: a country, two check digits, groups of letters and digits.
var accountPattern = regexp.MustCompile(`(?i)\b[a-z]{2}\s?\d{2}(?:[\s.\-]?[a-z0-9]){11,30}`)

// mistypedPattern is a Belgian account number whatever its check digits are.
var mistypedPattern = regexp.MustCompile(`(?i)\bbe\s?\d{2}(?:[\s.\-]?\d){10,13}`)

// findAccounts marks account numbers whose check digits are right. The pattern may run into the words behind, so that
// its longest beginning with the right digits is taken.
func findAccounts(text string) []Mark {
	list := matches(text, mistypedPattern, Number)
	for _, at := range accountPattern.FindAllStringIndex(text, -1) {
		for end := at[1]; end > at[0]; end-- {
			if c := text[end-1]; c == ' ' || c == '.' || c == '-' || end < len(text) && isAlphanumeric(text[end]) && isAlphanumeric(c) {
				continue
			}
			if ValidIBAN(text[at[0]:end]) {
				list = append(list, Mark{at[0], end, IBAN})
				break
			}
		}
	}
	return list
}

// ibanLengths are the lengths of the account numbers of countries. Without them one text in a hundred would pass by chance.
var ibanLengths = map[string]int{"AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
	"FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MT": 31, "NL": 18, "NO": 15,
	"PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "TN": 24, "TR": 26, "UA": 29}

// ValidIBAN says whether a text is an international account number with the right check digits (ISO 13616: the number
// with its first four signs at the end, letters as 10 to 35, leaves 1 when divided by 97).
func ValidIBAN(text string) bool {
	compact := strings.ToUpper(keep(text, isAlphanumeric))
	if len(compact) < 2 || ibanLengths[compact[:2]] != len(compact) {
		return false
	}
	rest := 0
	for _, c := range []byte(compact[4:] + compact[:4]) {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest == 1
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isAlphanumeric(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func keep(text string, wanted func(byte) bool) string {
	var kept []byte
	for i := range len(text) {
		if wanted(text[i]) {
			kept = append(kept, text[i])
		}
	}
	return string(kept)
}

var (
	// A run of digits with at most two signs that people put between them.
	runPattern      = regexp.MustCompile(`\+?\(?\d(?:[\s\x{a0}.\-/()]{0,2}\d){6,18}`)
	nationalPattern = regexp.MustCompile(`^\d{2}[.\s/-]?\d{2}[.\s/-]?\d{2}[\s./-]{0,2}\d{3}[.\s/-]?\d{2}$`)
)

// findNumbers tells telephone numbers, national numbers and other long numbers apart.
func findNumbers(text string) []Mark {
	var list []Mark
	for _, at := range runPattern.FindAllStringIndex(text, -1) {
		start := at[0]
		if start > 0 && (isAlphanumeric(text[start-1]) || text[start-1] == ',') {
			continue
		}
		if kind := numberKind(text[start:at[1]]); kind != "" {
			list = append(list, Mark{start, at[1], kind})
		}
	}
	return list
}

// leastDigits is the shortest run that is marked whatever it is: shorter ones are years, amounts and postal codes.
const leastDigits = 8

func numberKind(run string) Kind {
	digits := keep(run, isDigit)
	switch {
	case nationalPattern.MatchString(run) && ValidNational(digits):
		return National
	case isPhone(run, digits):
		return Phone
	case len(digits) >= leastDigits && !isPeriod(run):
		return Number
	}
	return ""
}

// ValidNational says whether eleven digits are a Belgian national register number, or a bis number (months from 21 or
// 41), with the right check digits: 97 less the remainder of the first nine digits, with a 2 before them for those born
// from 2000 on.
func ValidNational(digits string) bool {
	if len(digits) != 11 {
		return false
	}
	number, check := 0, int(digits[9]-'0')*10+int(digits[10]-'0')
	for _, c := range []byte(digits[:9]) {
		number = number*10 + int(c-'0')
	}
	month := (int(digits[2]-'0')*10 + int(digits[3]-'0')) % 20
	day := int(digits[4]-'0')*10 + int(digits[5]-'0')
	if month > 12 || day > 31 {
		return false
	}
	return 97-number%97 == check || 97-(2_000_000_000+number)%97 == check
}

// isPhone takes Belgian numbers with their zero or country code, and foreign ones with a plus or two zeros.
func isPhone(run, digits string) bool {
	switch {
	case strings.HasPrefix(run, "+") || strings.HasPrefix(run, "(+") || strings.HasPrefix(digits, "00"):
		return len(digits) >= 9 && len(digits) <= 15
	case strings.HasPrefix(digits, "0"):
		return len(digits) == 9 || len(digits) == 10
	}
	return strings.HasPrefix(digits, "32") && (len(digits) == 10 || len(digits) == 11)
}

var periodPattern = regexp.MustCompile(`^(?:(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|\d{1,3}(?:[.\s]000)+)$`)

// isPeriod recognises two years, a date, or a round amount.
func isPeriod(run string) bool { return periodPattern.MatchString(strings.TrimSpace(run)) }
