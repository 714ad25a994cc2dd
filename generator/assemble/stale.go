package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// A reader of a translation is told which of its blocks do not follow the
// original as it stands: by a mark at each, which opens the original's text, and
// by a notice with their share, how many more are not translated and when the two
// texts last changed. What is the same on both sides and has no words, such as code
// that was never accepted, tells a reader nothing and is not counted; the original's
// words on both sides are a text that is not translated yet. A site
// without accepted translations marks nothing: there all would be new.

// Translated is what readers of a translation are told of it.
type Translated struct {
	Lang   site.Lang // of the original
	URL    site.URL  // of the original
	Badge  string    // "machine", "draft" or "reviewed"; "" where the author says none
	Of     int       // blocks that have a counterpart
	Blocks []StaleBlock

	Missing int // blocks of the original without a counterpart
	// The days on which the original and the translation last changed, if blocks
	// are told of; "" for one that is unknown.
	OriginalUpdated, Updated string
}

// Staleness says why a block does not follow its original: a text of the
// interface, translated.STALENESS; "" for one that does.
type Staleness string

// The kinds of staleness.
const (
	Changed      Staleness = "changed"      // the original has changed
	Unchecked    Staleness = "unchecked"    // nobody has checked the two against each other
	Untranslated Staleness = "untranslated" // it is the original's text, in the original's language
)

// StaleBlock is a block of a translation that does not follow its original.
type StaleBlock struct {
	Block int // in the translation's Doc
	Staleness
	Original []int // its blocks, in the original's Doc
}

// Stale is how many blocks are told of.
func (t *Translated) Stale() int { return len(t.Blocks) }

// Opens reports whether a mark opens the original's text: not where that stands
// there already.
func (b StaleBlock) Opens() bool { return b.Staleness != Untranslated }

// Marked reports whether any mark opens the original's text.
func (t *Translated) Marked() bool { return slices.ContainsFunc(t.Blocks, StaleBlock.Opens) }

// badges are the values of translation: in front matter.
var badges = []string{"draft", "machine", "reviewed"}

// translated returns what readers of a text are told of it as a translation;
// nil where that is nothing.
func (a *assembler) translated(p *page, s *content.Source) *Translated {
	badge := a.badge(s)
	if s == p.original {
		return nil
	}
	lang, _ := a.Settings.Lang(p.original.Lang)
	t := &Translated{Lang: lang, URL: p.original.URL, Badge: badge}
	a.stale(t, p, s)
	if len(t.Blocks) > 0 || t.Missing > 0 {
		t.OriginalUpdated, t.Updated = a.lastDay(p.original), a.lastDay(s)
	} else if badge == "" {
		return nil
	}
	return t
}

// stale looks for the blocks that readers are told of.
func (a *assembler) stale(t *Translated, p *page, s *content.Source) {
	if a.Settle == nil || a.Docs[s.TextID] == nil || a.Docs[p.original.TextID] == nil {
		return
	}
	x, y := a.text(p.original), a.text(s)
	settled := a.Settle(x, y)
	if !settled.Kept { // then all would be stale
		return
	}
	b := behind{first: -1}
	for i, state := range settled.States {
		r := settled.Rows[i]
		b.count(state, r)
		if len(r.A) == 0 || len(r.B) == 0 {
			continue
		}
		t.Of++
		if !state.Stale() || settled.Alike[i] == pairing.NoWords {
			continue
		}
		why := Unchecked
		switch {
		case settled.Alike[i] == pairing.Untranslated:
			why = Untranslated
		case state == pairing.SourceChanged || state == pairing.PartnerChanged:
			why = Changed
		}
		t.Blocks = append(t.Blocks, StaleBlock{slices.Max(r.B), why, r.A})
	}
	slices.SortFunc(t.Blocks, func(x, y StaleBlock) int { return cmp.Compare(x.Block, y.Block) })
	t.Missing = b.missing
	a.behind(s, y.Doc, b)
}

// behind counts what of a translation does not follow its original.
type behind struct {
	stale, missing, extra int
	first                 int // the first block of the translation that does not, or -1
}

func (b *behind) count(state pairing.State, r pairing.Row) {
	switch {
	case state == pairing.Missing:
		b.missing++
	case state == pairing.Extra:
		b.extra++
	case state.Stale():
		b.stale++
	default:
		return
	}
	if len(r.B) > 0 && (b.first < 0 || slices.Min(r.B) < b.first) {
		b.first = slices.Min(r.B)
	}
}

// says names what there is of these, such as "2 blocks are not accepted as they
// stand, 1 of the original is not translated".
func (b *behind) says() string {
	var parts []string
	add := func(n int, one, other string) {
		if n == 0 {
			return
		}
		noun, does := "", other
		if n == 1 {
			does = one
		}
		if len(parts) == 0 {
			noun = " blocks"
			if n == 1 {
				noun = " block"
			}
		}
		parts = append(parts, strconv.Itoa(n)+noun+" "+does)
	}
	add(b.stale, "is not accepted as it stands", "are not accepted as they stand")
	add(b.missing, "of the original is not translated", "of the original are not translated")
	add(b.extra, "stands in the translation alone", "stand in the translation alone")
	return strings.Join(parts, ", ")
}

// behind tells the author how far a translation is behind.
func (a *assembler) behind(s *content.Source, d *markdown.Doc, b behind) {
	text := b.says()
	if text == "" {
		return
	}
	n := diag.Note{
		Severity: diag.Warning, Code: "stale-translation",
		Text: "the translation does not follow its original: " + text,
		Hint: "see them with: duizhao sync next " + s.Path,
	}
	if b.first >= 0 {
		n.Start, n.End = d.Blocks[b.first].Start, d.Blocks[b.first].Start
	}
	a.add(s, n)
}

// badge returns what the author says of a translation, and reports what it
// cannot be.
func (a *assembler) badge(s *content.Source) string {
	said := s.Front.Translation
	if said.Text == "" || slices.Contains(badges, said.Text) {
		return said.Text
	}
	hint := diag.DidYouMean(said.Text, badges)
	if hint == "" {
		hint = "write machine, draft or reviewed"
	}
	a.add(s, diag.Note{
		Start: said.Start, End: said.End, Severity: diag.Error, Code: "setting",
		Text: fmt.Sprintf("a translation cannot be %q", said.Text), Hint: hint,
	})
	return ""
}

// originals gives the pages that show blocks of their original that page.
func (a *assembler) originals(pages []Page) {
	all := map[site.TextID]*Page{}
	for i := range pages {
		p := pages[i] // a copy: the list is thinned out later
		all[p.TextID] = &p
	}
	for i := range pages {
		if t := pages[i].View.Translated; t != nil && len(t.Blocks) > 0 {
			pages[i].Original = all[a.model.byKey[pages[i].Page].original.TextID]
		}
	}
}
