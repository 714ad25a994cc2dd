package math

import (
	"regexp"
	"slices"
	"strings"
)

// place finds the bytes of tex that an error means.
func place(tex string, at []int, f failure, macros map[string]string) (start, end int) {
	if f.Start >= 0 {
		return trim(tex, offset(at, f.Start), offset(at, f.End))
	}
	// An error without a place mostly names a command.
	name := f.Macro
	if name == "" {
		name = command.FindString(f.Text)
	}
	if i := index(tex, name, 0); i >= 0 && strings.HasPrefix(f.Text, "Multiple ") {
		if second := index(tex, name, i+len(name)); second >= 0 {
			return second, second + len(name)
		}
	}
	// A macro may be used by others only: go up to one that stands in tex.
	for range len(macros) + 1 {
		if i := index(tex, name, 0); i >= 0 {
			return i, i + len(name)
		}
		name = user(name, macros)
	}
	return trim(tex, 0, len(tex))
}

// user returns the first macro whose expansion uses the command, or "".
func user(name string, macros map[string]string) string {
	users := []string{}
	for m, expansion := range macros {
		if m != name && index(expansion, name, 0) >= 0 {
			users = append(users, m)
		}
	}
	if len(users) == 0 {
		return ""
	}
	return slices.Min(users)
}

var command = regexp.MustCompile(`\\(?:[a-zA-Z]+|[^a-zA-Z\s])`)

// index returns where the command name next stands in tex from byte from on, as
// a whole word and not behind a backslash of "\\", or -1.
func index(tex, name string, from int) int {
	if name == "" {
		return -1
	}
	for _, m := range command.FindAllStringIndex(tex[from:], -1) {
		if tex[from+m[0]:from+m[1]] == name {
			return from + m[0]
		}
	}
	return -1
}

// offsets returns, for each UTF-16 unit of tex and for its end, the byte where
// the unit's character begins: JavaScript counts units, notes count bytes. A
// byte that is no UTF-8 reached KaTeX as one replacement character.
func offsets(tex string) []int {
	at := make([]int, 0, len(tex)+1)
	for i, r := range tex {
		at = append(at, i)
		if r > 0xFFFF {
			at = append(at, i)
		}
	}
	return append(at, len(tex))
}

// offset returns the byte of a UTF-16 unit.
func offset(at []int, unit int) int {
	return at[min(max(unit, 0), len(at)-1)]
}

// trim narrows a span to what is not space: KaTeX counts the spaces behind a
// command to the command.
func trim(tex string, start, end int) (int, int) {
	end = max(start, end)
	span := strings.TrimRight(tex[start:end], " \t\r\n")
	end = start + len(span)
	return end - len(strings.TrimLeft(span, " \t\r\n")), end
}
