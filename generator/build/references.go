package build

import (
	"fmt"
	"io/fs"

	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
)

// bibliographies are the files that works are read from, in this order.
var bibliographies = []string{content.Root + "/references.bib", content.Root + "/references.json"}

// works reads the bibliography, remembered by its bytes. A key that an earlier
// file has is left out and said.
func (b *builder) works(tree *content.Tree) ([]refs.Entry, error) {
	var out []refs.Entry
	keys := map[string]string{} // to the file that has it
	for _, file := range bibliographies {
		if !tree.Files[file] {
			continue
		}
		raw, err := fs.ReadFile(b.Root, file)
		if err != nil {
			return nil, fmt.Errorf("read the bibliography: %w", err)
		}
		src, bad := content.Text(raw)
		if bad != nil {
			b.add(bad.In(file, raw))
			continue
		}
		entries, err := b.bibliography(file, src)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if first, taken := keys[e.Key]; taken {
				b.add(diag.Note{
					Start: e.Start, End: e.End, Severity: diag.Error, Code: refs.Code,
					Text: fmt.Sprintf("the key %q is taken by an entry of %q", e.Key, first), Hint: "give one of the two another key",
				}.In(file, src))
				continue
			}
			keys[e.Key] = file
			out = append(out, e)
		}
	}
	return out, nil
}

// bibliography reads one file.
func (b *builder) bibliography(file string, src []byte) ([]refs.Entry, error) {
	type result struct {
		entries []refs.Entry
		notes   []diag.Note
	}
	res, err := cache.Do(b.Memo, cache.NewKey("references", file, string(src)), func() (result, error) {
		entries, notes := refs.Parse(file, src)
		return result{entries, notes}, nil
	})
	for _, n := range res.notes {
		b.add(n.In(file, src))
	}
	return res.entries, err
}
