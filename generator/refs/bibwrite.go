package refs

import (
	"fmt"
	"strings"
)

// ParseNames reads names as BibTeX has them, each alone: "Last, First", "First
// Last", "{A Corporate Name}", 李雷.
func ParseNames(list []string) Names {
	var out Names
	for _, s := range list {
		if n, ok := name(s); ok {
			out.List = append(out.List, n)
		}
	}
	return out
}

// String is a name as it is spoken: "First Last".
func (n Name) String() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case han(n.Family):
		return n.Family + n.Given
	}
	return strings.TrimSpace(n.Given+" "+n.Family) + cond(n.Suffix != "", ", "+n.Suffix)
}

// Group reports whether a name is that of a body rather than a person's: one in
// braces. Names in Han need none, and tell nothing.
func (n Name) Group() bool { return n.Literal != "" && !han(n.Literal) }

// BibTeX writes a page of the web as an entry that this package reads again.
func BibTeX(e *Entry) string {
	var authors []string
	for _, n := range e.Authors.List {
		switch {
		case n.Literal != "":
			authors = append(authors, "{"+latex(n.Literal)+"}")
		case n.Suffix != "":
			authors = append(authors, latex(n.Family)+", "+latex(n.Suffix)+", "+latex(n.Given))
		default:
			authors = append(authors, latex(n.Family)+cond(n.Given != "", ", "+latex(n.Given)))
		}
	}
	date := e.Year
	if date != "" && e.Month > 0 {
		date += fmt.Sprintf("-%02d", e.Month) + cond(e.Day > 0, fmt.Sprintf("-%02d", e.Day))
	}
	var b strings.Builder
	b.WriteString("@online{" + e.Key)
	for _, f := range [][2]string{
		{"author", strings.Join(authors, " and ")}, {"title", latex(e.Title)}, {"organization", latex(e.Publisher)},
		{"year", e.Year}, {"date", date}, {"url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(e.URL)},
	} {
		if f[1] != "" {
			b.WriteString(",\n  " + f[0] + " = {" + f[1] + "}")
		}
	}
	b.WriteString("\n}\n")
	return b.String()
}

// latex escapes what LaTeX would not print.
func latex(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "\n", " ").Replace(s)
}
