package importer

import (
	"fmt"

	"duizhao/generator/markdown"
)

// names are the names that a page defines, by where they stand, and those that
// its changes do, which stand elsewhere.
type names map[string][]int

// elsewhere is where no text of the page stands.
const elsewhere = -1

func (p Page) names() names {
	out := names{}
	for _, d := range p.Doc.Defined {
		out[d.Name] = append(out[d.Name], d.Start)
	}
	return out
}

// take notes what the text of a change defines. What the page or another change
// defines must not get a second meaning, whichever of the two would count; but a
// change may define what the text that it replaces did.
func (all names) take(c Placed, defined []markdown.Definition) *Refusal {
	for _, d := range defined {
		for _, at := range all[d.Name] {
			if at < c.Start || at >= c.End {
				return &Refusal{
					Text: fmt.Sprintf("it defines %s, which is defined already", d.Name),
					Hint: "leave the definition out, or give it another name",
				}
			}
		}
	}
	for _, d := range defined {
		all[d.Name] = append(all[d.Name], elsewhere)
	}
	return nil
}
