package highlight

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// FileLanguage returns the language that a file's name tells, "python" of
// "gan.py"; "" where it tells none.
func FileLanguage(name string) string {
	l := match(name)
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

// match is lexers.Match for the lexers that may come into question. That alone
// would match the name with some eight thousand patterns: each lexer's, and these
// with the endings of backups.
func match(name string) chroma.Lexer {
	likely := chroma.LexerRegistry{}
	for _, n := range fileNames() {
		for _, l := range n.literals {
			if l.in(name) {
				likely.Lexers = append(likely.Lexers, n.lexer)
				break
			}
		}
	}
	return likely.Match(name)
}

// lexerNames has a literal for each pattern of a lexer's file names.
type lexerNames struct {
	lexer    chroma.Lexer
	literals []literal
}

// literal is what stands in all names that match a pattern: ".py" for "*.py".
type literal struct {
	text string
	last bool // nothing is behind it but the ending of a backup: "~", ".orig"
}

func (l literal) in(name string) bool {
	return strings.Contains(name, l.text) &&
		(!l.last || strings.HasSuffix(name, l.text) || strings.Contains(name, l.text+".") || strings.Contains(name, l.text+"~"))
}

var fileNames = sync.OnceValue(func() []lexerNames {
	var out []lexerNames
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		n := lexerNames{lexer: l}
		for _, p := range slices.Concat(l.Config().Filenames, l.Config().AliasFilenames) {
			n.literals = append(n.literals, literalOf(p))
		}
		out = append(out, n)
	}
	return out
})

func literalOf(pattern string) literal {
	text := strings.TrimLeft(pattern, "*")
	if i := strings.IndexAny(text, `*?[\`); i >= 0 {
		return literal{text[:i], false}
	}
	return literal{text, true}
}
