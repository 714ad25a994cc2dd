package assemble

import (
	"cmp"
	"slices"

	"duizhao/generator/content"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Rows of blocks: which block of one text of a page answers which of another,
// and the numbers that they have in all languages.

// tell marks the rows in which one text is the other's stale translation.
func (t *Paired) tell(p *page, x, y Page) {
	told := map[[2]int]Staleness{} // by side and block
	for n, s := range []Page{x, y} {
		if other := [2]Page{y, x}[n]; s.View.Translated != nil && other.Source == p.original {
			for _, b := range s.View.Translated.Blocks {
				told[[2]int{n, b.Block}] = b.Staleness
			}
		}
	}
	for i, r := range t.Rows {
		if len(r.A) > 0 && len(r.B) > 0 {
			t.Rows[i].Stale = cmp.Or(told[[2]int{0, slices.Max(r.A)}], told[[2]int{1, slices.Max(r.B)}])
		}
	}
}

// rows pairs the blocks of two texts of a page, in the order of the first. An
// original and its translation agree with what was accepted.
func (a *assembler) rows(p *page, x, y *content.Source) []pairing.Row {
	key := [2]site.TextID{x.TextID, y.TextID}
	if rows, ok := a.paired[key]; ok {
		return rows
	}
	var rows []pairing.Row
	switch t, u := a.text(x), a.text(y); {
	case y == p.original:
		rows = pairing.Reversed(a.rows(p, y, x), len(u.Doc.Blocks))
	case x == p.original && a.Settle != nil:
		rows = a.Settle(t, u).Rows
	default:
		rows = a.Align(t, u).Rows
	}
	a.paired[key] = rows
	return rows
}

func (a *assembler) pairedRows(p *page, x, y *content.Source) []PairedRow {
	kx, ky := a.keys(p, x), a.keys(p, y)
	var out []PairedRow
	for _, r := range a.rows(p, x, y) {
		row := PairedRow{A: r.A, B: r.B, Moved: r.Moved}
		if len(r.A) > 0 {
			row.Key = kx[r.A[0]]
		}
		if row.Key == 0 && len(r.B) > 0 {
			row.Key = ky[r.B[0]]
		}
		out = append(out, row)
	}
	return out
}

// keyText is the text whose blocks number the rows of a page: that in the
// language of ids, else the original.
func (a *assembler) keyText(p *page) *content.Source {
	if s := p.texts[a.idLang()]; s != nil && a.Docs[s.TextID] != nil {
		return s
	}
	return p.original
}

// keys gives each block of a text the number of its row, the same in all
// languages: from 1, 0 for a block that no other language has. A reader who
// changes the language is kept at the same number.
func (a *assembler) keys(p *page, s *content.Source) []int {
	d := a.Docs[s.TextID]
	if d == nil || len(a.Settings.Langs) < 2 {
		return nil
	}
	out := make([]int, len(d.Blocks))
	lead := a.keyText(p)
	if s == lead || a.Docs[lead.TextID] == nil {
		for i := range out {
			out[i] = i + 1
		}
		return out
	}
	for _, r := range a.rows(p, lead, s) {
		if len(r.A) > 0 && len(r.B) > 0 {
			out[r.B[0]] = r.A[0] + 1
		}
	}
	return out
}

// tongues tells for each heading of a text which other languages have one with
// its id. Without scripts a reader changes the language there.
func (a *assembler) tongues(p *page, s *content.Source) [][]PairLink {
	var out [][]PairLink
	for _, l := range a.Settings.Langs {
		other := p.texts[l.ID]
		if other == nil || other == s {
			continue
		}
		there := map[string]bool{}
		for _, id := range a.ids[other.TextID] {
			there[id] = true
		}
		for n, id := range a.ids[s.TextID] {
			if !there[id] {
				continue
			}
			if out == nil {
				out = make([][]PairLink, len(a.ids[s.TextID]))
			}
			out[n] = append(out[n], PairLink{l, other.URL.At(id)})
		}
	}
	return out
}
