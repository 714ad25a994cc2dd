package build

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"

	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// setText is what is wrong in the leaves of a text.
type setText struct {
	notes []diag.Note            // in its source
	data  map[string][]diag.Note // in the files that its charts draw, by path from content/
}

// errPassing says that a text is set, but another time may be set otherwise.
var errPassing = errors.New("not to be remembered")

// notes sets the leaves of a text and tells what is wrong in them, remembered as
// long as nothing of them changes: their HTML is not held, who makes the page
// later finds it in the memo.
func (s *setter) notes(d *markdown.Doc, f formulas) (setText, error) {
	if len(d.Leaves) == 0 {
		return setText{}, nil
	}
	out, err := cache.Do(s.memo, s.textKey(d, f), func() (setText, error) {
		leaves, notes, err := s.all(d, f)
		if err != nil {
			return setText{}, err
		}
		out := setText{notes: notes}
		for i, l := range leaves {
			if len(l.data) > 0 {
				if out.data == nil {
					out.data = map[string][]diag.Note{}
				}
				name := d.Leaves[i].Chart.Data
				out.data[name] = append(out.data[name], l.data...)
			}
			if l.passing {
				err = errPassing
			}
		}
		return out, err
	})
	if errors.Is(err, errPassing) {
		err = nil
	}
	return out, err
}

// textKey identifies what all leaves of a text are set from.
func (s *setter) textKey(d *markdown.Doc, f formulas) cache.Key {
	parts := []string{"text", string(d.Hash[:]), s.math.Version(), strconv.Itoa(len(f.macros))}
	for _, name := range slices.Sorted(maps.Keys(f.macros)) {
		parts = append(parts, name, f.macros[name])
	}
	if len(d.Numbered)+len(d.Eqrefs) > 0 {
		parts = append(parts, fmt.Sprintf("%q %q", f.view.Numbers, f.view.Eqrefs))
	}
	for _, k := range s.fileKeys(d) {
		parts = append(parts, string(k[:]))
	}
	return cache.NewKey(parts...)
}

// report sets the leaves of a text and reports what is wrong in them, in the text
// and in the files that its charts draw.
func (b *builder) report(s *content.Source, d *markdown.Doc, f formulas) error {
	set, err := b.setter.notes(d, f)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Path, err)
	}
	for _, n := range set.notes {
		b.add(n.In(s.Path, s.Text))
	}
	for _, name := range slices.Sorted(maps.Keys(set.data)) {
		for _, n := range set.data[name] {
			b.add(n.In(path.Join(content.Root, name), b.setter.files[name].text))
		}
	}
	return nil
}
