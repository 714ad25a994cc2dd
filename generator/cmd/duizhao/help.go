package main

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/check"
	"duizhao/generator/diag"
)

type helpCmd struct {
	Topic []string `arg:"" optional:"" help:"A command, or a code that stands in brackets behind a message."`
}

// Run prints the help of a command, or what a code means.
func (h *helpCmd) Run(c *console) error {
	topic := strings.Join(h.Topic, " ")
	for _, code := range check.Codes() {
		if code.Name == topic {
			x := check.Explain()[code.Name]
			indented := func(s string) string { return "\t" + strings.ReplaceAll(s, "\n", "\n\t") }
			c.say("%s (%s)\n\n%s\n\nWrong:\n\n%s\n\nRight:\n\n%s", code.Name, x.Severity, code.Text, indented(x.Bad), indented(x.Good))
			return nil
		}
	}
	k, err := newParser(c)
	if err != nil {
		return err
	}
	var names []string
	for _, n := range k.Model.Leaves(true) {
		names = append(names, strings.TrimPrefix(n.FullPath(), "duizhao "))
	}
	known := topic == "" || slices.ContainsFunc(names, func(n string) bool { return n == topic || strings.HasPrefix(n, topic+" ") })
	if !known {
		for _, code := range check.Codes() {
			names = append(names, code.Name)
		}
		hint := diag.DidYouMean(topic, names)
		if hint == "" {
			hint = "duizhao help lists the commands; codes stand in brackets behind a message"
		}
		return usageError{fmt.Sprintf("no command and no code %q\n\thint: %s", topic, hint)}
	}
	_, err = k.Parse(append(h.Topic, "--help")) // it prints, and ends the run
	return err
}
