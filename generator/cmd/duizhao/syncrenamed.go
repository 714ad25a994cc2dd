package main

import (
	"maps"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/pairing"
)

// renamed tells of texts that stand for a page of their own, though most of what
// they say was accepted as the translation of a page that has none now: one of the two was
// given another name.
func (w *work) renamed(c *console) {
	type text struct{ lang, digest string }
	alone := map[text][]int{} // pages whose source says something
	for i, t := range w.Pages {
		if t.Target != nil {
			continue
		}
		for n := range t.A.Doc.Blocks {
			at := text{t.A.Lang.ID + "→" + t.B.Lang.ID, t.A.Digest(n).String()}
			alone[at] = append(alone[at], i)
		}
	}
	for _, p := range w.chosen {
		if p.Target != nil {
			continue
		}
		from, to := p.A.Lang.ID, p.B.Lang.ID
		same := map[int]int{}
		for n := range p.A.Doc.Blocks {
			for _, d := range w.Lock.Targets(from, to, p.A.Digest(n)) {
				if there := alone[text{to + "→" + from, d.String()}]; len(there) == 1 { // else it tells nothing
					same[there[0]]++
				}
			}
		}
		for _, i := range slices.Sorted(maps.Keys(same)) {
			if 2*same[i] >= len(w.Pages[i].A.Doc.Blocks) {
				source := strings.TrimPrefix(p.Source.Path, content.Root+"/")
				c.say("%s: this was the translation of %s\n\thint: write into its front matter: translates: %s", w.Pages[i].Source.Path, p.Source.Path, source)
			}
		}
	}
}

// tongue names the language that a row has to be translated into where there are
// several: the place is then one of the source.
func (w *work) tongue(r row) string {
	if len(w.Settings.Langs) < 3 || r.state() != pairing.Missing {
		return ""
	}
	return " (" + langName(w.Settings, r.B.Lang.ID) + ")"
}
