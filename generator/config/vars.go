package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Vars are the variables of a site's texts, by name.
type Vars map[string]Localized

// variables checks that each can be written in a text, in the site's languages.
func (c *checker) variables() {
	for _, name := range slices.Sorted(maps.Keys(c.s.Vars)) {
		at := join("vars", name)
		bad := strings.ContainsFunc(name, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '_' && r != '-'
		})
		if bad || name == "" {
			c.add(at, fmt.Sprintf("no text can name the variable %q", name), "use letters, digits, _ and -")
		}
		c.localized(at, c.s.Vars[name])
	}
}
