// Package highlight colours code when the site is built: it turns a block of
// code into HTML whose spans carry short class names.
//
// The words of some 290 languages are told apart by chroma's lexers. Of chroma's
// hundred kinds of words a page keeps the few that assets/css/code.css has a
// colour for (see class.go); all else, such as names and punctuation, is bare
// text, so that pages stay light.
//
// Two promises hold for every block. The text of the HTML is the code: nothing
// is added, lost or moved. No span crosses a line end, so a caller may cut the
// HTML at its line ends to mark or number lines: render does (code.go), as the
// colours of a block do not depend on its marks.
//
// A language that is not known, a block that is too long, or a lexer that fails
// costs the colours, never the text. Notes, all warnings, whose places the
// caller must fill in (Start and End are 0: the package sees code and the
// language's name, not where they stand):
//
//	unknown-language  no lexer has this name; the hint has the nearest
//	not-highlighted   the block is longer than 1 MB, or its lexer failed
//
// The package knows nothing of Markdown, files, line numbers or themes.
package highlight

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// longest is the length of the longest block that is coloured, in bytes.
const longest = 1 << 20

// patience is the number of empty tokens in a row after which a lexer is given
// up. Lexers that work give a handful.
const patience = 1000

// lexerVersion is chroma's version in go.mod; classVersion goes up with every
// change of this package's output.
const (
	lexerVersion = "v2.27.0"
	classVersion = "2"
)

// Version identifies what Render's result depends on besides its arguments.
func Version() string { return "chroma " + lexerVersion + " classes " + classVersion }

// plain are names for text without a grammar; it needs no lexer.
var plain = []string{"", "none", "output", "plain", "plaintext", "text", "txt"}

// others are names in use that chroma lacks, with the language that fits.
var others = map[string]string{
	"cs":          "csharp",
	"json5":       "javascript",
	"jsonc":       "javascript",
	"kt":          "kotlin",
	"pycon":       "python",
	"shellscript": "bash",
	"yml":         "yaml",
}

// Render returns the inside of <code> for a block in the language lang, a
// lexer's name or alias in any case. Line ends become "\n". The notes have no
// places.
func Render(lang, code string) (html string, notes []diag.Note) {
	code = strings.ReplaceAll(code, "\r\n", "\n")
	name := strings.ToLower(lang)
	if slices.Contains(plain, name) {
		return escape(code), nil
	}
	lexer := find(name)
	if lexer == nil {
		return escape(code), []diag.Note{unknown(lang)}
	}
	if len(code) > longest {
		return escape(code), []diag.Note{bare(lang, fmt.Sprintf("is longer than %d bytes", longest))}
	}
	tokens, err := tokenise(lexer, code)
	if err != nil {
		return escape(code), []diag.Note{bare(lang, "cannot be read")}
	}
	return write(tokens), nil
}

func unknown(lang string) diag.Note {
	hint := diag.DidYouMean(lang, Languages())
	if hint == "" {
		hint = `for text without colours, write "text"`
	}
	return diag.Note{
		Severity: diag.Warning,
		Code:     "unknown-language",
		Text:     fmt.Sprintf("unknown language %q", lang),
		Hint:     hint,
	}
}

func bare(lang, why string) diag.Note {
	return diag.Note{
		Severity: diag.Warning,
		Code:     "not-highlighted",
		Text:     fmt.Sprintf("this block of %q %s and stays without colours", lang, why),
	}
}

// find returns the lexer of a lower-case name or alias, or nil. Unlike
// lexers.Get it takes no file names: "in" is no language.
func find(name string) chroma.Lexer {
	if other, ok := others[name]; ok {
		name = other
	}
	for _, named := range []func(*chroma.Config) bool{
		func(c *chroma.Config) bool { return strings.EqualFold(c.Name, name) },
		func(c *chroma.Config) bool {
			return slices.ContainsFunc(c.Aliases, func(a string) bool { return strings.EqualFold(a, name) })
		},
	} {
		for _, l := range lexers.GlobalLexerRegistry.Lexers {
			if named(l.Config()) {
				return l
			}
		}
	}
	return nil
}

// Languages returns every name and alias that Render knows, in lower case and
// sorted.
func Languages() []string {
	var names []string
	for _, n := range lexers.Names(true) {
		names = append(names, strings.ToLower(n))
	}
	for n := range others {
		names = append(names, n)
	}
	names = append(names, plain[1:]...)
	slices.Sort(names)
	return slices.Compact(names)
}

// tokenise cuts code into tokens whose texts together are the code. The lexers
// are tables of other people's patterns: one that panics, or gives other text
// than it got, is an error here and not the end of the build.
func tokenise(lexer chroma.Lexer, code string) (tokens []chroma.Token, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("lexer fault: %v", p)
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return nil, err
	}
	rest, idle := code, 0
	for t := range next.Stdlib() {
		// Some lexers stay for ever at a place they cannot read.
		if idle++; idle > patience {
			return nil, fmt.Errorf("lexer stays before %q", rest)
		}
		if t.Value == "" {
			continue
		}
		idle = 0
		var ok bool
		if rest, ok = strings.CutPrefix(rest, t.Value); ok {
			tokens = append(tokens, t)
			continue
		}
		// Many lexers put a line end behind the last line and may return it.
		if t.Value != rest+"\n" {
			return nil, fmt.Errorf("lexer changed the text near %q", t.Value)
		}
		t.Value, rest = rest, ""
		tokens = append(tokens, t)
	}
	if rest != "" {
		return nil, fmt.Errorf("lexer lost the text %q", rest)
	}
	return tokens, nil
}
