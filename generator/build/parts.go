package build

import (
	"duizhao/generator/assemble"
	"duizhao/generator/render"
)

// partNotes sets the leaves of a page's parts and reports what is wrong in their
// files.
func (b *builder) partNotes(parts []*assemble.Part, f formulas) error {
	for _, p := range parts {
		if p == nil {
			continue
		}
		if err := b.report(p.Source, p.Doc, f.part(p.View)); err != nil {
			return err
		}
		if err := b.partNotes(p.Parts, f); err != nil {
			return err
		}
	}
	return nil
}

// partKeys adds to inputs what the parts of a page are made from: all that their
// leaves are where their formulas are given, else the files of these alone. A Doc tells how many parts it has, so that no two
// trees of parts give one list.
func (b *builder) partKeys(inputs [][16]byte, parts []*assemble.Part, f *formulas) [][16]byte {
	for _, p := range parts {
		if p == nil {
			inputs = append(inputs, [16]byte{})
			continue
		}
		inputs = append(inputs, p.Doc.Hash, p.View.Key())
		if f != nil {
			inputs = append(inputs, b.setter.textKey(p.Doc, f.part(p.View)))
		} else {
			inputs = append(inputs, b.setter.fileKeys(p.Doc)...)
		}
		inputs = b.partKeys(inputs, p.Parts, f)
	}
	return inputs
}

// renderParts returns the parts as render takes them.
func (b *builder) renderParts(parts []*assemble.Part, f formulas) ([]render.Part, error) {
	out := make([]render.Part, len(parts))
	for i, p := range parts {
		if p == nil {
			continue
		}
		leaves, _, err := b.setter.all(p.Doc, f.part(p.View))
		if err != nil {
			return nil, err
		}
		inner, err := b.renderParts(p.Parts, f)
		if err != nil {
			return nil, err
		}
		out[i] = render.Part{Doc: p.Doc, View: p.View, Leaves: leafHTML(p.Doc, leaves), Parts: inner}
	}
	return out, nil
}
