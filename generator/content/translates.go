package content

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// A text that says `translates:` is of its original's page, whatever its own
// path. An original is a text that says nothing of the kind, so its key is what
// its path says, and no order of reading matters. No text is lost: one whose
// `translates:` is an error stays the page that its own path names.

// translator gives translations the keys of their originals.
type translator struct {
	*loader
	byPath    map[string]int
	originals map[int]int         // of each translation that is sound
	holder    map[site.TextID]int // whose text it is
}

func (l *loader) translations() {
	t := &translator{l, map[string]int{}, map[int]int{}, map[site.TextID]int{}}
	for i, s := range l.tree.Sources {
		t.byPath[s.Path] = i
	}
	for i := range l.tree.Sources {
		if o, ok := t.original(i); ok {
			t.originals[i] = o
		}
	}
	for i := range l.tree.Sources {
		if _, ok := t.originals[i]; !ok {
			t.keep(i)
		}
	}
	for i := range l.tree.Sources {
		if o, ok := t.originals[i]; ok {
			t.claim(i, o)
		}
	}
	for i, o := range t.originals {
		s, original := l.tree.Sources[i], l.tree.Sources[o]
		s.Page, s.Order = original.Page, original.Order
	}
}

// original returns the text that the i-th one translates; false where it names
// none, or none that it can.
func (t *translator) original(i int) (int, bool) {
	s := t.tree.Sources[i]
	said := s.Front.Translates.Text
	if said == "" {
		return 0, false
	}
	o, ok := t.find(said)
	switch {
	case !ok || t.tree.Sources[o].Lang == s.Lang:
		var paths []string
		for _, other := range t.tree.Sources {
			if other.Lang != s.Lang {
				paths = append(paths, strings.TrimPrefix(other.Path, Root+"/"))
			}
		}
		t.complain(i, fmt.Sprintf("no page %q in another language to translate", said),
			cmp.Or(diag.DidYouMean(said, paths), "write its path from content/, such as zh/02-tasks.md"))
		return 0, false
	case t.tree.Sources[o].Front.Translates.Text != "":
		t.complain(i, fmt.Sprintf("%q is a translation itself, not an original", said), t.end(i))
		return 0, false
	}
	return o, true
}

// find returns the text with a path from content/.
func (t *translator) find(said string) (int, bool) {
	i, ok := t.byPath[path.Join(Root, said)]
	return i, ok
}

// end says, of a chain of translations, what its first text should name.
func (t *translator) end(i int) string {
	seen := map[int]bool{}
	for at := i; !seen[at]; {
		seen[at] = true
		s := t.tree.Sources[at]
		if s.Front.Translates.Text == "" {
			if s.Lang == t.tree.Sources[i].Lang {
				break
			}
			return fmt.Sprintf("write translates: %s", strings.TrimPrefix(s.Path, Root+"/"))
		}
		next, ok := t.find(s.Front.Translates.Text)
		if !ok {
			break
		}
		at = next
	}
	return "take translates: out of the text that is the original"
}

// claim makes the i-th text that of its original's page, unless there is one.
func (t *translator) claim(i, original int) {
	id := site.TextID{Page: t.tree.Sources[original].Page, Lang: t.tree.Sources[i].Lang}
	if holder, taken := t.holder[id]; taken {
		t.refuse(i, holder)
		return
	}
	t.holder[id] = i
}

// keep leaves the i-th text the page that its own path names; a translation
// that was put there gives way.
func (t *translator) keep(i int) {
	id := t.tree.Sources[i].TextID
	holder, taken := t.holder[id]
	_, moved := t.originals[holder]
	if taken && !moved {
		return // one page twice, which doubles reports
	}
	t.holder[id] = i
	if taken {
		t.refuse(holder, i)
	}
}

func (t *translator) refuse(i, holder int) {
	s := t.tree.Sources[i]
	t.complain(i, fmt.Sprintf("%q is translated into %q already, by %q", s.Front.Translates.Text, s.Lang, t.tree.Sources[holder].Path),
		"a page has one text in each language: make one of the two, or name another original")
	delete(t.originals, i)
	t.keep(i)
}

// complain reports the i-th text's `translates:`.
func (t *translator) complain(i int, text, hint string) {
	s := t.tree.Sources[i]
	at := s.Front.Translates
	note := diag.Note{Start: at.Start, End: at.End, Severity: diag.Error, Code: "translates", Text: text, Hint: hint}
	t.diags = append(t.diags, note.In(s.Path, s.Text))
}

// doubles leaves out texts that are the same page in the same language as one
// before: 01-a.md beside a.md. All other addresses are compared when every one
// is known, by assemble.
func (l *loader) doubles() {
	first := map[site.TextID]string{}
	var kept []*Source
	for _, s := range l.tree.Sources {
		f, double := first[s.TextID]
		if !double {
			first[s.TextID] = s.Path
			kept = append(kept, s)
			continue
		}
		l.diags = append(l.diags, diag.Diagnostic{
			Pos:      diag.Pos{File: s.Path},
			Severity: diag.Error,
			Code:     "url-collision",
			Text:     fmt.Sprintf("the page would be published at %q, but %q has the same address", "/"+s.URL.Path, f),
			Hint:     "rename one of the files",
		})
	}
	l.tree.Sources = kept
}
