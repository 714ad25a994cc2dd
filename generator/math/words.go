package math

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rewordings turn KaTeX's messages into ours, first match wins; the third
// member is a hint. Messages not listed keep their words: see wording.
var rewordings = []struct {
	pattern    *regexp.Regexp
	text, hint string
}{
	{regexp.MustCompile(`^Undefined control sequence: (.+)$`), `unknown command "$1"`, ""},
	{regexp.MustCompile(`^No such environment: (.+)$`), `unknown environment "$1"`, ""},
	{regexp.MustCompile(`^Expected '\\right', got 'EOF'$`), `"\right" is missing at the end`, `a "\left" needs its "\right"; "\right." draws nothing`},
	{regexp.MustCompile(`^Expected '(.*)', got 'EOF'$`), `"$1" is missing at the end`, ""},
	{regexp.MustCompile(`^Unexpected end of input in a macro argument, expected '(.*)'$`), `"$1" is missing at the end`, ""},
	{regexp.MustCompile(`^Expected 'EOF', got '\\end'$`), `"\end" without its "\begin"`, ""},
	{regexp.MustCompile(`^Expected 'EOF', got '&'$`), `"&" stands outside an alignment`, `put the lines into \begin{aligned} … \end{aligned}, or write \& for the sign`},
	{regexp.MustCompile(`^Expected 'EOF', got '#'$`), `"#" stands alone`, `write \# for the sign`},
	{regexp.MustCompile(`^Expected 'EOF', got '(.*)'$`), `"$1" does not belong here`, ""},
	{regexp.MustCompile(`^Multiple \\tag$`), "a formula has one number, but this is a second", "in \\begin{align} each line may have one"},
	{regexp.MustCompile(`^Double (super|sub)script$`), "two ${1}scripts on one base", "put the base with its first one into braces"},
	{regexp.MustCompile(`^Expected group (?:as argument to|after) '(.*)'$`), `"$1" lacks its argument`, ""},
	{regexp.MustCompile(`^Can't use function '\$' in math mode$`), `"$$" stands inside the formula`, `write \$$ for the sign`},
	{regexp.MustCompile(`^Can't use function '(.*)' in (\w+) mode$`), `"$1" cannot stand in $2 mode`, ""},
	{regexp.MustCompile(`^Too many expansions: .*$`), "a macro never ends: more than 1000 expansions", ""},
	{regexp.MustCompile(`^\\tag works only in display equations$`), `"\tag" works in display formulas only`, ""},
	{regexp.MustCompile(`^\{(.*)\} can be used only in display mode\.$`), `the environment "$1" works in display formulas only`, ""},
}

// wording puts a message of KaTeX's into our style: lower case, names in double
// quotes, no full stop.
func wording(message string) (text, hint string) {
	for _, r := range rewordings {
		if m := r.pattern.FindStringSubmatchIndex(message); m != nil {
			return string(r.pattern.ExpandString(nil, r.text, message, m)),
				string(r.pattern.ExpandString(nil, r.hint, message, m))
		}
	}
	return quoted(message), ""
}

// single is a quotation as KaTeX writes it, not an apostrophe.
var single = regexp.MustCompile(`'([^' ]+)'`)

// quoted is the part of wording for messages that are not listed.
func quoted(message string) string {
	message = single.ReplaceAllString(strings.TrimRight(message, ". "), `"$1"`)
	first, size := utf8.DecodeRuneInString(message)
	second, _ := utf8.DecodeRuneInString(message[size:])
	if unicode.IsUpper(first) && !unicode.IsUpper(second) && !strings.HasPrefix(message, "KaTeX") {
		return string(unicode.ToLower(first)) + message[size:]
	}
	return message
}

// Where the script names commands and environments. It exports no list of
// either, so every string in it that could be a name is a candidate, and the
// running KaTeX is asked which it knows.
var (
	commandNames     = regexp.MustCompile(`\\\\([a-zA-Z]+)`)
	environmentNames = regexp.MustCompile(`names:\[("[a-zA-Z*]+"(?:,"[a-zA-Z*]+")*)\]`)
)

// candidates returns what may be names in KaTeX's script, with spaces between.
func candidates(script string) string {
	var names []string
	for _, m := range commandNames.FindAllStringSubmatch(script, -1) {
		names = append(names, `\`+m[1])
	}
	for _, m := range environmentNames.FindAllStringSubmatch(script, -1) {
		for name := range strings.SplitSeq(m[1], ",") {
			names = append(names, strings.Trim(name, `"`))
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}
