package math

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// textCommands take a text as their argument; without braces it is one character.
var textCommands = []string{
	`\text`, `\mbox`, `\textbf`, `\textit`, `\textrm`, `\textsf`, `\texttt`, `\textnormal`, `\textup`, `\textmd`,
}

// habits are warnings of what KaTeX sets without a word, though hardly as it was
// meant: \text without braces and, in a line, a < that other tools take for the
// start of a tag, and a line break outside an alignment.
func habits(tex string, display bool) []diag.Note {
	var notes []diag.Note
	warn := func(start, end int, text, hint string) {
		notes = append(notes, diag.Note{Start: start, End: end, Severity: diag.Warning, Code: "tex-doubtful", Text: text, Hint: hint})
	}
	var braces []bool // open ones; true: of a text
	environments, text := 0, false
	inText := func() bool { return len(braces) > 0 && braces[len(braces)-1] }
	for i := 0; i < len(tex); i++ {
		switch c := tex[i]; {
		case c == '%':
			end := strings.IndexByte(tex[i:], '\n')
			if end < 0 {
				return notes
			}
			i += end
		case c == '{':
			braces = append(braces, text || inText())
		case c == '}':
			braces = braces[:max(len(braces)-1, 0)]
		case c == '<' && !display && !inText() && i+1 < len(tex) && letter(tex[i+1]):
			warn(i, i+1, `"<" with a letter behind it looks like a tag`, `write \lt, or a space behind it`)
		case c == '\\':
			name := commandAt(tex, i)
			switch {
			case name == `\begin`:
				environments++
			case name == `\end`:
				environments--
			case (name == `\\` || name == `\newline` || name == `\cr`) && !display && environments <= 0 && len(braces) == 0:
				t, hint := explain("newLineInDisplayMode", name)
				warn(i, i+len(name), t, hint)
			case slices.Contains(textCommands, name):
				if r, bare := bareArgument(tex[i+len(name):]); bare {
					warn(i, i+len(name), fmt.Sprintf("\"%s\" without braces takes \"%c\" alone", name, r), "write "+name+"{…}")
				}
			}
			text = slices.Contains(textCommands, name)
			i += len(name) - 1
			continue
		case c == ' ' || c == '\n' || c == '\t':
			continue
		}
		text = false
	}
	return notes
}

// commandAt returns the command at a backslash.
func commandAt(tex string, at int) string {
	end := at + 1
	for end < len(tex) && letter(tex[end]) {
		end++
	}
	if end == at+1 {
		_, size := utf8.DecodeRuneInString(tex[end:])
		end += size
	}
	return tex[at:end]
}

// bareArgument returns the character that a text command takes for want of
// braces.
func bareArgument(rest string) (rune, bool) {
	rest = strings.TrimLeft(rest, " \t\n")
	r, size := utf8.DecodeRuneInString(rest)
	return r, size > 0 && !strings.ContainsRune(`{}\&%$#`, r)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
