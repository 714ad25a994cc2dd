package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/report"
)

type syncStatusCmd struct {
	pagesArg
	Format string `default:"text" enum:"text,json,github" help:"How to print: text, json, or github, a warning for each block as GitHub's workflows show them."`
	Words  bool   `help:"Count the Han and the words of each text instead of blocks."`
}

// tallyOf counts the blocks of a page's translation.
type tallyOf struct {
	Page    string `json:"page"`
	Source  string `json:"source"`
	Target  string `json:"target"`
	Blocks  int    `json:"blocks"` // of the source: fresh, stale, new and missing ones
	Fresh   int    `json:"fresh"`
	Stale   int    `json:"stale"`
	New     int    `json:"new"`
	Missing int    `json:"missing"`
	Extra   int    `json:"extra"`
}

// Run prints how things stand.
func (s *syncStatusCmd) Run(c *console) error {
	w, done, err := s.load(c)
	if err != nil {
		return err
	}
	defer done()
	if s.Words {
		return s.lengths(c, w)
	}
	tallies := []tallyOf{}
	for _, p := range w.chosen {
		tallies = append(tallies, p.tally())
	}
	switch s.Format {
	case "json":
		return printJSON(c, map[string]any{"pages": tallies})
	case "github":
		w.annotate(c)
	default:
		c.say("%s", table(tallies))
		if len(s.Pages) > 0 {
			w.list(c)
		}
		w.renamed(c)
	}
	return nil
}

func printJSON(c *console, value any) error {
	out, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("write the state as JSON: %w", err)
	}
	c.say("%s", out)
	return nil
}

func (p chosen) tally() tallyOf {
	t := tallyOf{Page: p.Page(), Source: p.A.Lang.ID, Target: p.B.Lang.ID}
	for _, n := range p.rows {
		t.add(p.States[n])
	}
	return t
}

func (t *tallyOf) add(s pairing.State) {
	switch s {
	case pairing.Fresh:
		t.Fresh++
	case pairing.New:
		t.New++
	case pairing.Missing:
		t.Missing++
	case pairing.Extra:
		t.Extra++
		return
	default:
		t.Stale++
	}
	t.Blocks++
}

// share is the part of the blocks that is fresh: 100 % only if all are.
func (t tallyOf) share() string {
	if t.Blocks == 0 {
		return "–"
	}
	return strconv.Itoa(100*t.Fresh/t.Blocks) + " %"
}

// table writes a row for each page, and one for all.
func table(tallies []tallyOf) string {
	cells := [][]string{{"page", "to", "blocks", "fresh", "stale", "new", "missing", "extra", "fresh"}}
	sum := tallyOf{Page: "all", Target: ""}
	for _, t := range tallies {
		cells = append(cells, t.cells())
		sum.Blocks, sum.Fresh, sum.Stale = sum.Blocks+t.Blocks, sum.Fresh+t.Fresh, sum.Stale+t.Stale
		sum.New, sum.Missing, sum.Extra = sum.New+t.New, sum.Missing+t.Missing, sum.Extra+t.Extra
	}
	if len(tallies) != 1 {
		cells = append(cells, sum.cells())
	}
	return columns(cells)
}

// columns sets cells below each other, the first two of a row to the left.
func columns(cells [][]string) string {
	widths := make([]int, len(cells[0]))
	for _, row := range cells {
		for i, cell := range row {
			widths[i] = max(widths[i], report.Cells(cell))
		}
	}
	var lines []string
	for _, row := range cells {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-report.Cells(cell))
			if i < 2 {
				b.WriteString(cell + pad + "  ")
			} else {
				b.WriteString(pad + cell + "  ")
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.Join(lines, "\n")
}

func (t tallyOf) cells() []string {
	out := []string{t.Page, t.Target}
	for _, n := range []int{t.Blocks, t.Fresh, t.Stale, t.New, t.Missing, t.Extra} {
		out = append(out, strconv.Itoa(n))
	}
	return append(out, t.share())
}

// pending calls f with every chosen row that is not fresh; of a page without a
// translation with the first alone.
func (w *work) pending(f func(row)) {
	for _, p := range w.chosen {
		for _, n := range p.rows {
			if p.States[n] == pairing.Fresh {
				continue
			}
			f(row{p.Translation, n})
			if p.Target == nil && !p.one {
				break
			}
		}
	}
}

// says tells what is to do about a row.
func (r row) says() string {
	switch {
	case r.Target == nil:
		return "the page is not translated"
	case r.state() == pairing.Missing:
		return "not translated"
	case r.state() == pairing.Extra:
		return "the source has no such block"
	case r.state() != pairing.Fresh && pairing.Foreign(r.A, r.B, r.Rows[r.n]):
		return "not translated: the source's text stands there"
	case r.state() == pairing.New:
		return "never accepted"
	}
	return r.state().String()
}

// list prints each block that is not fresh.
func (w *work) list(c *console) {
	w.pending(func(r row) {
		at := r.target()
		if r.state() == pairing.Missing {
			at = r.source()
		}
		c.say("%s: %s: %s%s", line(at), r.name(), r.says(), w.tongue(r))
	})
}

// annotate prints a command of GitHub's workflows for each block that is not
// fresh.
func (w *work) annotate(c *console) {
	w.pending(func(r row) {
		at := r.target()
		if r.state() == pairing.Missing {
			at = r.source()
		}
		at = diag.Pos{File: at.File, Line: max(at.Line, 1)}
		c.say("%s", report.GitHub(diag.Diagnostic{Pos: at, Severity: diag.Warning, Text: r.name() + ": " + r.says()}, "translation to "+r.B.Lang.ID))
	})
}
