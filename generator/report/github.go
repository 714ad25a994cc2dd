package report

import (
	"fmt"
	"strings"

	"duizhao/generator/diag"
)

// GitHub returns a diagnostic as a command of GitHub's workflows, which shows it
// beside the line in a pull request; title names it.
func GitHub(d diag.Diagnostic, title string) string {
	var properties []string
	add := func(name string, value any) {
		properties = append(properties, name+"="+property(fmt.Sprint(value)))
	}
	if d.File != "" {
		add("file", d.File)
	}
	if d.Line > 0 {
		add("line", d.Line)
	}
	if d.Col > 0 {
		add("col", d.Col)
	}
	if d.End > 0 {
		add("endLine", d.Line)
		add("endColumn", d.End)
	}
	add("title", title)
	text := d.Text
	if d.Hint != "" {
		text += "\n" + d.Hint
	}
	return "::" + d.Severity.String() + " " + strings.Join(properties, ",") + "::" + message(text)
}

// message and property escape what a workflow command would read as its own.
func message(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(message(s))
}
