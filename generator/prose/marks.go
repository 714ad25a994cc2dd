package prose

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// Marks of unfinished work, and what is nobody's business.

// unfinished are what authors write where something is to come. Words that are
// also ordinary ones count in brackets, before a colon or by themselves only.
var unfinished = regexp.MustCompile(`(?:\bTODO|\bFIXME|\bTBD|\bXXX|待补充?|待完善|待撰写|待续写|未完待续)`)

// todo reports marks of what is still to be written. They stand in code and
// comments as they like.
func (p paper) todo() {
	if !p.may(func(r, next rune) bool {
		return r == 'T' && (next == 'O' || next == 'B') || r == 'F' && next == 'I' || r == 'X' && next == 'X' || r == '待' || r == '未' && next == '完'
	}) {
		return
	}
	text, at := p.plain()
	for _, m := range unfinished.FindAllStringIndex(text, -1) {
		before, after := strings.TrimRight(text[:m[0]], " "), strings.TrimLeft(text[m[1]:], " ")
		alone := opensMark(before) && closesMark(after)
		named := (before == "" || strings.ContainsAny(last(before), "([（【。.")) && strings.HasPrefix(after, "(") && text[m[1]:] == after
		if word := text[m[0]:m[1]]; alone || named {
			i, j := at(m[0]), at(m[1])
			p.say(i, j, "todo", fmt.Sprintf("%q says that something is still to come", word), "write it, or take the mark out; <!-- … --> keeps a note among authors")
		}
	}
}

// last returns the last character of a text. The texts before and behind marks are
// as long as a block, so only their ends are read.
func last(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

func opensMark(before string) bool {
	return before == "" || strings.ContainsAny(last(before), "([（【〔\n")
}

func closesMark(after string) bool {
	if after == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(after)
	return strings.ContainsRune(":：)]）】〕。\n…", r)
}

// may reports whether the stretch has a character, with the one behind it, that a
// closer look is worth.
func (p paper) may(is func(r, next rune) bool) bool {
	for i := range p.signs {
		if is(p.signs[i].r, p.at(i+1)) {
			return true
		}
	}
	return false
}

// plain returns the stretch as text, with a function from its bytes to indexes of
// signs.
func (p paper) plain() (string, func(int) int) {
	var b strings.Builder
	starts := make([]int, 0, len(p.signs)+1)
	for _, s := range p.signs {
		starts = append(starts, b.Len())
		b.WriteRune(s.r)
	}
	starts = append(starts, b.Len())
	return b.String(), func(offset int) int {
		lo, hi := 0, len(starts)-1
		for lo < hi {
			if mid := (lo + hi) / 2; starts[mid] < offset {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return lo
	}
}

var (
	longDigits = regexp.MustCompile(`[0-9]{17}[0-9Xx]|[0-9]{11}`)
	address    = regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}`)
)

// personal reports what looks like a number of a person or an address of one: a
// Chinese identity number whose check digit is right, a mobile number, an e-mail
// address that is no link.
func (p paper) personal() {
	run := 0
	if !p.may(func(r, _ rune) bool {
		if run++; r < '0' || r > '9' {
			run = 0
		}
		return r == '@' || run == 11
	}) {
		return
	}
	text, at := p.plain()
	for _, m := range longDigits.FindAllStringIndex(text, -1) {
		word := text[m[0]:m[1]]
		if beside(text, m[0]-1) || beside(text, m[1]) {
			continue
		}
		switch {
		case len(word) == 18 && identity(word):
			p.say(at(m[0]), at(m[1]), "personal-data", "a Chinese identity number", "take it out; an example has another last digit, which no one bears")
		case len(word) == 11 && mobile(word):
			p.say(at(m[0]), at(m[1]), "personal-data", "a mobile number", "take it out, or write an invented one as 138 0000 0000")
		}
	}
	for _, m := range address.FindAllStringIndex(text, -1) {
		if word := text[m[0]:m[1]]; !invented(word) {
			p.say(at(m[0]), at(m[1]), "personal-data", fmt.Sprintf("the e-mail address %q", word), "write [words](mailto:…) where readers shall write to it, else take it out; examples are at example.com")
		}
	}
}

// beside reports whether a digit or a letter stands at a byte: the number is part
// of another.
func beside(text string, i int) bool {
	return i >= 0 && i < len(text) && (text[i] < 0x80 && (unicode.IsDigit(rune(text[i])) || unicode.IsLetter(rune(text[i]))) || text[i] == '-' || text[i] == '.' && i+1 < len(text) && unicode.IsDigit(rune(text[i+1])))
}

// identity reports whether a number is one of GB 11643: a day of birth, and the
// check digit that follows from the others.
func identity(s string) bool {
	year, _ := strconv.Atoi(s[6:10]) // digits alone
	month, _ := strconv.Atoi(s[10:12])
	day, _ := strconv.Atoi(s[12:14])
	if s[0] == '0' || s[0] == '9' || year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(s[i]-'0')
	}
	return "10X98765432"[sum%11] == strings.ToUpper(s[17:])[0]
}

// mobile reports whether a number is one of the mainland's mobile networks and
// not plainly invented: 13800138000, or with five equal digits in a row.
func mobile(s string) bool {
	if s[0] != '1' || s[1] < '3' || s == "13800138000" || s == "13912345678" || strings.Contains(s, "12345678") {
		return false
	}
	for i := 0; i+5 <= len(s); i++ {
		if strings.Count(s[i:i+5], s[i:i+1]) == 5 {
			return false
		}
	}
	return true
}

// invented reports whether an e-mail address is an example (RFC 2606) or nobody's
// own.
func invented(s string) bool {
	name, host, _ := strings.Cut(strings.ToLower(s), "@")
	for _, h := range []string{"example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost", "example.cn"} {
		if host == strings.TrimPrefix(h, ".") || strings.HasSuffix(host, h) {
			return true
		}
	}
	return name == "git" || strings.HasPrefix(name, "noreply") || strings.HasPrefix(name, "no-reply") || strings.HasSuffix(host, "noreply.github.com")
}

var secret = regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}|\bghp_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{40,}|\bAKIA[A-Z0-9]{16}\b`)

// secrets reports keys that open something, in code too.
func secrets(src []byte, out *diag.Notes) {
	for _, mark := range []string{"PRIVATE KEY", "ghp_", "github_pat_", "AKIA"} {
		if !bytes.Contains(src, []byte(mark)) {
			continue
		}
		for _, m := range secret.FindAllIndex(src, -1) {
			if bytes.Contains(src[m[0]:m[1]], []byte("EXAMPLE")) {
				continue
			}
			out.Add(diag.Note{
				Start: m[0], End: m[1], Severity: diag.Warning, Code: "personal-data", Text: "a key that opens something",
				Hint: "take it out, and make a new one: what was published once is known",
			})
		}
		return
	}
}
