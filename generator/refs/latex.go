package refs

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// accents are the commands that put a mark on the character behind them, as the
// combining character they stand for.
var accents = map[string]rune{
	"'": 0x301, "`": 0x300, "^": 0x302, `"`: 0x308, "~": 0x303, "=": 0x304, ".": 0x307,
	"c": 0x327, "v": 0x30c, "u": 0x306, "H": 0x30b, "k": 0x328, "r": 0x30a, "b": 0x331, "d": 0x323,
}

// letters are the commands that stand for a text.
var letters = map[string]string{
	"ss": "ß", "l": "ł", "L": "Ł", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
	"i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "S": "§", "P": "¶",
	"textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
	"textquotedblright": "”", "dots": "…", "ldots": "…", "textellipsis": "…", "copyright": "©", "pounds": "£", "euro": "€",
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ",
	"tau": "τ", "phi": "φ", "omega": "ω", "Delta": "Δ", "infty": "∞", "times": "×", "to": "→", "ell": "ℓ",
	"textbackslash": `\`, "textasciitilde": "~", "textasciicircum": "^", "textregistered": "®", "texttrademark": "™", "LaTeX": "LaTeX", "TeX": "TeX",
}

// dressed are the commands whose argument is printed and which are not.
var dressed = map[string]bool{
	"textit": true, "textbf": true, "textsc": true, "texttt": true, "textrm": true, "textsf": true, "textsl": true, "textup": true,
	"emph": true, "em": true, "it": true, "bf": true, "sc": true, "tt": true, "rm": true, "mbox": true, "text": true,
	"mathrm": true, "url": true, "path": true, "nolinkurl": true, "uppercase": true, "lowercase": true, "ensuremath": true,
	"noopsort": true, "enquote": true, "textsuperscript": true, "textsubscript": true, "relax": true, "protect": true,
}

// commands warns of commands that stand for nothing known, at their places.
func (r *reader) commands(s string, base int) {
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		name := command(s[i+1:])
		if len(name) > 0 && isLetter(name[0]) && accents[name] == 0 && letters[name] == "" && !dressed[name] {
			r.note(base+i, base+i+1+len(name), diag.Warning, fmt.Sprintf(`the command "\%s" is not known and dropped`, name), "write the character itself")
		}
		i += len(name)
	}
}

// command returns the name of a command: letters, or one character.
func command(s string) string {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n == 0 && s != "" {
		_, n = utf8.DecodeRuneInString(s)
	}
	return s[:n]
}

// typist turns LaTeX into characters. An accent waits for the next character,
// however many braces stand before it, so one pass is enough.
type typist struct {
	strings.Builder
	waiting []rune
}

func (t *typist) put(s string) {
	for i, r := range s {
		if i == 0 && len(t.waiting) > 0 {
			switch r {
			case 'ı':
				r = 'i'
			case 'ȷ':
				r = 'j'
			}
			t.WriteRune(r)
			for len(t.waiting) > 0 {
				t.WriteRune(t.waiting[len(t.waiting)-1])
				t.waiting = t.waiting[:len(t.waiting)-1]
			}
			continue
		}
		t.WriteRune(r)
	}
}

// plain returns the text that LaTeX source prints, white space collapsed.
func plain(s string) string {
	var t typist
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '{' || c == '}' || c == '$': // of a formula its letters are printed
			i++
		case c == '\\':
			i += t.command(s[i:])
		case c == '~':
			t.put("\u00a0")
			i++
		case strings.HasPrefix(s[i:], "---"):
			t.put("—")
			i += 3
		case strings.HasPrefix(s[i:], "--"):
			t.put("–")
			i += 2
		case strings.HasPrefix(s[i:], "``"):
			t.put("“")
			i += 2
		case strings.HasPrefix(s[i:], "''"):
			t.put("”")
			i += 2
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			t.put(string(r))
			i += n
		}
	}
	return norm.NFC.String(collapse(t.String()))
}

// command types a command and returns its length, with the spaces that end its
// name.
func (t *typist) command(s string) int {
	name := command(s[1:])
	n := 1 + len(name)
	if name == "" {
		return n
	}
	if isLetter(name[0]) {
		for n < len(s) && (s[n] == ' ' || s[n] == '\n' || s[n] == '\t') {
			n++
		}
	}
	switch mark := accents[name]; {
	case mark != 0:
		t.waiting = append(t.waiting, mark)
	case letters[name] != "":
		t.put(letters[name])
	case name == "url" || name == "path" || name == "nolinkurl":
		if end := strings.IndexByte(s[n:], '}'); end > 0 && s[n] == '{' {
			t.put(address(s[n+1 : n+end])) // dashes and tildes are its own
			n += end
		}
	case isLetter(name[0]) || name == "-" || name == "/":
		// Of no character.
	case name == `\` || name == "," || name == "\n" || name == ";":
		t.put(" ")
	default:
		t.put(name)
	}
	return n
}

// address returns what an address or an identifier says, where only escapes and
// \url are LaTeX.
func address(s string) string {
	s = strings.TrimSpace(s)
	for _, c := range []string{`\url`, `\path`, `\nolinkurl`} {
		s = strings.TrimPrefix(s, c)
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '{' || c == '}' || c <= ' ' || c == 0x7f:
		case c == '\\' && i+1 < len(s) && !isLetter(s[i+1]):
			i++
			out.WriteByte(s[i])
		default:
			out.WriteByte(c)
		}
	}
	return strings.ToValidUTF8(out.String(), "\ufffd")
}

// collapse makes one space of each stretch of white space, and none at the ends;
// a space that does not break stays.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}
