package assemble

import (
	"fmt"
	"slices"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// checkBlocks reports blocks that no template draws.
func (a *assembler) checkBlocks(s *content.Source, d *markdown.Doc) {
	for _, b := range d.Customs {
		if slices.Contains(a.Blocks, b.Name) {
			continue
		}
		hint := diag.DidYouMean(b.Name, append(markdown.Containers(), a.Blocks...))
		if hint == "" {
			hint = fmt.Sprintf("write templates/blocks/%s.html, or put a backslash before the colons to show them", b.Name)
		}
		a.add(s, diag.Note{
			Start: b.Start, End: b.End, Severity: diag.Error, Code: "unknown-block",
			Text: fmt.Sprintf("there is no block %q", b.Name), Hint: hint,
		})
	}
}
