package main

import (
	"fmt"
	"path/filepath"

	"duizhao/generator/content"
	"duizhao/generator/output"
	"duizhao/generator/pairing"
)

type syncAcceptCmd struct {
	pagesArg
	All bool `help:"Accept every translation of the site, and forget pairs of which neither text is there any more."`
}

// Run accepts pairs and writes the lock.
func (s *syncAcceptCmd) Run(c *console) error {
	switch {
	case s.All && len(s.Pages) > 0:
		return usageError{"name pages, or say --all"}
	case !s.All && len(s.Pages) == 0:
		return usageError{"which pages?\n\thint: name pages or blocks, as duizhao sync next does, or say --all"}
	}
	w, done, err := s.load(c)
	if err != nil {
		return err
	}
	defer done()
	accepted, left, err := w.accept()
	if err != nil {
		return err
	}
	before := w.Lock.Len()
	w.forget(accepted, s.All)
	file := filepath.Join(w.dir.path, content.Root, pairing.LockFile)
	if err := output.Edit(file, w.Lock.Format()); err != nil {
		return err
	}
	c.say("%s accepted, %s forgotten, %d in %s", count(len(accepted), "pair"), count(before-w.Lock.Len(), "former pair"), w.Lock.Len(), content.Root+"/"+pairing.LockFile)
	if left > 0 {
		c.say("%s without a counterpart left: duizhao sync next", count(left, "block"))
	}
	return nil
}

// accept takes the chosen rows into the lock. left is the number of blocks that
// have no counterpart to be accepted with.
func (w *work) accept() (accepted []pairing.Pair, left int, err error) {
	for _, p := range w.chosen {
		for _, n := range p.rows {
			r := row{p.Translation, n}
			switch s := r.state(); {
			case s == pairing.Fresh:
			case s != pairing.Missing && s != pairing.Extra:
				pair := pairing.RowPair(r.A, r.B, r.Rows[n])
				w.Lock.Add(pair, r.Page())
				accepted = append(accepted, pair)
			case p.one:
				return nil, 0, usageError{fmt.Sprintf("%s cannot be accepted: %s", r.name(), r.says())}
			default:
				left++
			}
		}
	}
	return accepted, left, nil
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
	source, target := map[end]bool{}, map[end]bool{}
	for _, p := range accepted {
		source[end{p.From, p.To, p.Source}] = true
		target[end{p.From, p.To, p.Target}] = true
	}
	for _, p := range w.Lock.Pairs() {
		if there[p.From] == nil || there[p.To] == nil {
			continue // of a language that the site has not now
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
