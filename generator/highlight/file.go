package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2/lexers"
)

// FileLanguage returns the language that a file's name tells, "python" of
// "gan.py"; "" where it tells none.
func FileLanguage(name string) string {
	l := lexers.Match(name)
	if l == nil {
		return ""
	}
	lang := strings.ToLower(l.Config().Name)
	if a := l.Config().Aliases; len(a) > 0 && strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "" {
		lang = a[0] // "cpp", not "c++"
	}
	if find(strings.ToLower(lang)) == nil {
		return ""
	}
	return lang
}
