package calc

import (
	"maps"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// setting is one line of a calculator's text. Its place is that of the value, or
// of the key where it has none.
type setting struct {
	value            string
	start, end       int
	keyStart, keyEnd int
}

// readSettings reads the lines up to the rows. What is wrong in one leaves the
// others.
func (s *sheet) readSettings() {
	at := 0
	for line := range strings.Lines(s.in.Text) {
		start := at
		at += len(line)
		text := strings.TrimSpace(line)
		if text == "---" {
			s.inline, s.rowsAt = true, at
			break
		}
		if text != "" && !strings.HasPrefix(text, "#") {
			s.line(line, start)
		}
	}
	types := slices.Sorted(maps.Keys(kinds()))
	t, given := s.settings["type"]
	s.kind = kinds()[t.value]
	switch {
	case !given:
		s.wrong(0, 0, "there are: "+strings.Join(types, ", "), `the calculator has no "type:"`)
	case s.kind.compute == nil:
		s.wrong(t.start, t.end, near(t.value, types), "no type of calculator %q", t.value)
	}
	s.checkKeys()
}

// line reads one line, which begins at byte start.
func (s *sheet) line(line string, start int) {
	key, text, ok := strings.Cut(line, ":")
	name := strings.TrimSpace(key)
	from := start + strings.Index(line, name)
	x := setting{value: strings.TrimSpace(text), keyStart: from, keyEnd: from + len(name)}
	if !ok {
		hint := `write "key: value", and --- on a line of its own before the rows`
		if strings.Contains(name, "：") {
			hint = "the colon is the ASCII one, with a space behind it"
		}
		s.wrong(x.keyStart, x.keyEnd, hint, "%q is no setting", name)
		return
	}
	x.start, x.end = x.keyStart, x.keyEnd
	if x.value != "" {
		x.start = start + len(key) + 1 + strings.Index(text, x.value)
		x.end = x.start + len(x.value)
	}
	if n := len(x.value); n >= 2 && x.value[0] == '"' && x.value[n-1] == '"' {
		x.value, x.start, x.end = x.value[1:n-1], x.start+1, x.end-1
	}
	if _, twice := s.settings[name]; twice {
		s.wrong(x.keyStart, x.keyEnd, "", "%q is given twice", name)
		return
	}
	s.settings[name] = x
}

// checkKeys reports keys that the type does not take, in the order they stand.
func (s *sheet) checkKeys() {
	known := append([]string{"type", "title", "data"}, s.kind.columns...)
	if s.kind.options {
		known = append(known, "options", "names")
	}
	keys := slices.SortedFunc(maps.Keys(s.settings), func(a, b string) int { return s.settings[a].keyStart - s.settings[b].keyStart })
	for _, key := range keys {
		x := s.settings[key]
		switch {
		case s.kind.compute != nil && !slices.Contains(known, key):
			s.wrong(x.keyStart, x.keyEnd, near(key, known), "no setting %q", key)
		case x.value == "":
			s.wrong(x.keyStart, x.keyEnd, "", "%q has no value", key)
		}
	}
}

// near is a hint: the likely one of the names, else all.
func near(name string, names []string) string {
	if hint := diag.DidYouMean(name, names); hint != "" {
		return hint
	}
	return "there are: " + strings.Join(names, ", ")
}
