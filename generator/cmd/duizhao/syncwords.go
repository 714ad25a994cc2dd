package main

import (
	"slices"
	"strconv"
)

// lengthOf is how long a text is, with what it includes.
type lengthOf struct {
	Page  string `json:"page"`
	Lang  string `json:"lang"`
	Han   int    `json:"han"`
	Words int    `json:"words"` // those written in other letters
}

// lengths prints how long the chosen texts are, each text once.
func (s *syncStatusCmd) lengths(c *console, w *work) error {
	if s.Format == "github" {
		return usageError{"--words prints text or JSON: there is nothing to warn of"}
	}
	texts := []lengthOf{}
	seen := map[lengthOf]bool{} // a source stands beside each of its translations
	for _, p := range w.chosen {
		for _, l := range p.lengths() {
			if !seen[l] {
				seen[l] = true
				texts = append(texts, l)
			}
		}
	}
	if s.Format == "json" {
		return printJSON(c, map[string]any{"texts": texts})
	}
	c.say("%s", lengthTable(texts))
	return nil
}

// lengths returns those of the page's source and of its translation, if there is one.
func (p chosen) lengths() []lengthOf {
	out := []lengthOf{{p.Page(), p.A.Lang.ID, p.Han[0], p.Words[0]}}
	if p.Target != nil {
		out = append(out, lengthOf{p.Page(), p.B.Lang.ID, p.Han[1], p.Words[1]})
	}
	return out
}

// lengthTable writes a row for each text, and one for all of a language.
func lengthTable(texts []lengthOf) string {
	cells := [][]string{{"page", "in", "Han", "words"}}
	var sums []lengthOf
	for _, t := range texts {
		cells = append(cells, t.cells())
		i := slices.IndexFunc(sums, func(s lengthOf) bool { return s.Lang == t.Lang })
		if i < 0 {
			i, sums = len(sums), append(sums, lengthOf{Page: "all", Lang: t.Lang})
		}
		sums[i].Han, sums[i].Words = sums[i].Han+t.Han, sums[i].Words+t.Words
	}
	if len(texts) > len(sums) {
		for _, s := range sums {
			cells = append(cells, s.cells())
		}
	}
	return columns(cells)
}

func (t lengthOf) cells() []string {
	return []string{t.Page, t.Lang, strconv.Itoa(t.Han), strconv.Itoa(t.Words)}
}
