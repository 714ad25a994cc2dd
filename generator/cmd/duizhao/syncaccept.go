package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/output"
	"duizhao/generator/pairing"
)

type syncAcceptCmd struct {
	pagesArg
	All bool `help:"Accept every translation of the site, and forget pairs of which neither text is there any more."`
}

// Help explains what the arguments may be besides.
func (*syncAcceptCmd) Help() string {
	return "Blocks that were not recognised as a pair are made one by PAGE#BLOCK=BLOCK: " +
		"the block of the source, then that of the translation, each as sync status PAGE calls it; " +
		"where several are one, they are joined by commas, as in tasks#steps/2,steps/3=steps/4. " +
		"A block that still has the source's text, in a script that the translation is not written in, " +
		"is accepted only where it is named: PAGE#BLOCK."
}

// Run accepts pairs and writes the lock.
func (s *syncAcceptCmd) Run(c *console) error {
	switch {
	case s.All && len(s.Pages) > 0:
		return usageError{"name pages, or say --all"}
	case !s.All && len(s.Pages) == 0:
		return usageError{"which pages?\n\thint: name pages or blocks, as duizhao sync next does, or say --all"}
	}
	ties := s.ties()
	none := len(s.Pages) == 0 && !s.All
	w, done, err := s.load(c)
	if err != nil {
		return err
	}
	defer done()
	if none {
		w.chosen = nil
	}
	a, err := w.record(ties, s.All)
	if err != nil {
		return err
	}
	c.say("%s accepted, %s forgotten, %d in %s", count(a.accepted, "pair"), count(a.forgotten, "former pair"), w.Lock.Len(), content.Root+"/"+pairing.LockFile)
	if a.left > 0 {
		c.say("%s without a counterpart left: duizhao sync next", count(a.left, "block"))
	}
	if len(a.copies) > 0 {
		c.say("%s left, since the translation has the source's text there; translate them, or accept one by its name if it must be so: duizhao sync accept %s", count(len(a.copies), "block"), argument(a.copies[0].name()))
	}
	return nil
}

// acceptance is what accepting came to.
type acceptance struct {
	accepted, forgotten int   // pairs
	left                int   // blocks without a counterpart
	copies              []row // rows that were not accepted, since nobody can have meant them
}

// record accepts the chosen rows and the ties, and writes the lock; all says that
// the whole site was chosen.
func (w *work) record(ties []string, all bool) (a acceptance, err error) {
	base := w.Lock.Format()
	tied, err := w.tie(ties)
	if err != nil {
		return a, err
	}
	var accepted []pairing.Pair
	if accepted, a.left, a.copies, err = w.acceptAll(); err != nil {
		return a, err
	}
	if err := w.settled(tied); err != nil {
		return a, err
	}
	for _, t := range tied {
		accepted = append(accepted, t.pair)
	}
	before := w.Lock.Len()
	w.forget(accepted, all)
	a.accepted, a.forgotten = len(accepted), before-w.Lock.Len()
	return a, w.keep(base)
}

// keep writes the lock, of which base is what was read. What others have written
// since stays: each has done something to the same set of lines.
func (w *work) keep(base []byte) error {
	var langs []string
	for _, l := range w.Settings.Langs {
		langs = append(langs, l.ID)
	}
	return output.Update(w.dir.path, content.Root+"/"+pairing.LockFile, filepath.Join(w.dir.path, stateDir, "accept"), func(old []byte) ([]byte, error) {
		then, _ := pairing.ReadLock(base, langs)
		now, notes := pairing.ReadLock(old, langs)
		for _, n := range notes {
			if n.Severity == diag.Error {
				return nil, fmt.Errorf("write %s: it has changed meanwhile, and has a line that cannot be read", pairing.LockFile)
			}
		}
		w.Lock.Merge(then, now)
		return w.Lock.Format(), nil
	})
}

// ties takes out of the arguments those that make a pair.
func (s *syncAcceptCmd) ties() []string {
	var ties, rest []string
	for _, arg := range s.Pages {
		if _, block, ok := strings.Cut(arg, "#"); ok && strings.Contains(block, "=") {
			ties = append(ties, arg)
		} else {
			rest = append(rest, arg)
		}
	}
	s.Pages = rest
	return ties
}

// tied is a pair that an argument made, and where it stands.
type tied struct {
	arg  string
	page *build.Translation
	row  pairing.Row
	pair pairing.Pair
}

// tie takes blocks into the lock that the arguments say are a pair.
func (w *work) tie(ties []string) ([]tied, error) {
	var out []tied
	for _, arg := range ties {
		name, blocks, _ := blockName(arg, func(page string) bool { return len(w.find(page)) > 0 })
		sources, targets, _ := strings.Cut(blocks, "=")
		pages := w.find(name)
		if len(pages) == 0 {
			return nil, w.noPage(name)
		}
		if len(pages) > 1 {
			return nil, usageError{fmt.Sprintf("%q has translations into several languages\n\thint: name the file of the one that is meant", name)}
		}
		t := &w.Pages[pages[0]]
		a, err := blocksNamed(t, sources, func(r pairing.Row) []int { return r.A })
		if err != nil {
			return nil, err
		}
		b, err := blocksNamed(t, targets, func(r pairing.Row) []int { return r.B })
		if err != nil {
			return nil, err
		}
		r := pairing.Row{A: a, B: b}
		pair := pairing.RowPair(t.A, t.B, r)
		w.Lock.Add(pair, t.Page())
		out = append(out, tied{arg, t, r, pair})
	}
	return out, nil
}

// blocksNamed returns the blocks of one side that rows joined by commas have.
// They must be such as can be a row.
func blocksNamed(t *build.Translation, names string, side func(pairing.Row) []int) ([]int, error) {
	var out []int
	for _, n := range strings.Split(names, ",") {
		i, err := rowNamed(t, n, func(r pairing.Row) bool { return len(side(r)) > 0 })
		if err != nil {
			return nil, err
		}
		out = append(out, side(t.Rows[i])...)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	switch {
	case len(out) > pairing.Widest:
		return nil, usageError{fmt.Sprintf("%s are %d blocks, and at most %d can be one\n\thint: divide the text alike in both languages", names, len(out), pairing.Widest)}
	case out[len(out)-1]-out[0] != len(out)-1:
		return nil, usageError{names + " do not stand one behind the other\n\thint: only neighbours can be one"}
	}
	return out, nil
}

// settled holds that each pair that an argument made is one now.
func (w *work) settled(ties []tied) error {
	if len(ties) > 0 {
		w.Settle()
	}
	for _, t := range ties {
		if !slices.ContainsFunc(t.page.Rows, func(r pairing.Row) bool { return slices.Equal(r.A, t.row.A) && slices.Equal(r.B, t.row.B) }) {
			return usageError{fmt.Sprintf("%s cannot be accepted: one of the blocks is accepted with another\n\thint: take the other pair's line out of %s", t.arg, content.Root+"/"+pairing.LockFile)}
		}
	}
	return nil
}

// rowNamed returns the row of a name, which must have a text on the side that is
// asked for.
func rowNamed(t *build.Translation, name string, has func(pairing.Row) bool) (int, error) {
	n := slices.Index(t.Names, name)
	switch {
	case n < 0:
		return 0, noBlock(t, name)
	case !has(t.Rows[n]):
		return 0, usageError{fmt.Sprintf("the block %q of the page %q stands in the other language\n\thint: write PAGE#BLOCK=BLOCK, the source first", name, t.Page())}
	}
	return n, nil
}

// rounds bounds how often rows are made anew. One is nearly always enough; of 600
// pages edited at random six needed two, and none more.
const rounds = 10

// acceptAll accepts until nothing is left to accept. What was accepted settles
// other rows than before where a text stands twice, or was split or joined; of
// pages that were named as a whole these are accepted too.
func (w *work) acceptAll() (accepted []pairing.Pair, left int, copies []row, err error) {
	for range rounds {
		var more []pairing.Pair
		if more, left, copies, err = w.accept(); err != nil || len(more) == 0 {
			return accepted, left, copies, err
		}
		accepted = append(accepted, more...)
		w.Settle()
		w.chosen = slices.DeleteFunc(w.chosen, func(p chosen) bool { return p.one })
		for i := range w.chosen {
			w.chosen[i].rows = all(w.chosen[i].Translation)
		}
	}
	return accepted, left, copies, nil
}

// accept takes the chosen rows into the lock. left is the number of blocks that
// have no counterpart to be accepted with, copies are the rows that nobody can have
// meant unless they were named: the translation has the source's text.
func (w *work) accept() (accepted []pairing.Pair, left int, copies []row, err error) {
	for _, p := range w.chosen {
		for _, n := range p.rows {
			r := row{p.Translation, n}
			switch s := r.state(); {
			case s == pairing.Fresh:
			case !p.one && pairing.Foreign(r.A, r.B, r.Rows[n]):
				copies = append(copies, r)
			case s != pairing.Missing && s != pairing.Extra:
				pair := pairing.RowPair(r.A, r.B, r.Rows[n])
				w.Lock.Add(pair, r.Page())
				accepted = append(accepted, pair)
			case p.one:
				return nil, 0, nil, usageError{fmt.Sprintf("%s cannot be accepted: %s", r.name(), r.says())}
			default:
				left++
			}
		}
	}
	return accepted, left, copies, nil
}

// forget takes pairs out of the lock that say nothing any more: those that an
// accepted pair replaced, which share a text with it and whose other text no page
// has; and, if the whole site was accepted, those neither of whose texts any page
// has. A pair of which one text is still there tells, for others, which side
// changed, so it stays.
func (w *work) forget(accepted []pairing.Pair, all bool) {
	there := w.there()
	type end struct {
		from, to string
		digest   pairing.Digest
	}
	source, target, fresh := map[end]bool{}, map[end]bool{}, map[pairing.Pair]bool{}
	for _, p := range accepted {
		fresh[p] = true
		source[end{p.From, p.To, p.Source}] = true
		target[end{p.From, p.To, p.Target}] = true
	}
	for _, p := range w.Lock.Pairs() {
		if there[p.From] == nil || there[p.To] == nil || fresh[p] {
			continue // of a language that the site has not now, or new
		}
		a, b := there[p.From][p.Source], there[p.To][p.Target]
		replaced := !b && source[end{p.From, p.To, p.Source}] || !a && target[end{p.From, p.To, p.Target}]
		if replaced || all && !a && !b {
			w.Lock.Remove(p)
		}
	}
}

// there returns the digests of all texts, by language: of single blocks and of
// rows.
func (w *work) there() map[string]map[pairing.Digest]bool {
	out := map[string]map[pairing.Digest]bool{}
	for _, l := range w.Settings.Langs {
		out[l.ID] = map[pairing.Digest]bool{}
	}
	note := func(t pairing.Text, blocks []int) {
		if len(blocks) > 0 {
			out[t.Lang.ID][t.Digest(blocks...)] = true
		}
		for _, i := range blocks {
			out[t.Lang.ID][t.Digest(i)] = true
		}
	}
	for _, t := range w.Pages {
		for _, r := range t.Rows {
			note(t.A, r.A)
			note(t.B, r.B)
		}
	}
	return out
}
