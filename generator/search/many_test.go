package search

import (
	"fmt"
	"strings"
	"testing"
)

// TestHalfTyped states that results say so where more words begin as typed than
// the client reads, and that all of them are found where it does not.
func TestHalfTyped(t *testing.T) {
	var parts []*Part
	letters := "bcdfghjklmnpqrstvwxz"
	for i := range 20 {
		var b strings.Builder
		for j := range 400 {
			fmt.Fprintf(&b, "a%c%c%cu%co%dy ", letters[i], letters[j%20], letters[j/20], letters[(i+j)%20], j)
		}
		parts = append(parts, page(fmt.Sprintf("p%d", i), "页", b.String()+"ordinary\n"))
	}
	folder := pack(t, parts)
	a := ask(t, folder, "a", "az", "ordinary a", "ordi", "ordinary az")
	for i, want := range []string{"begun", "", "begun", "", ""} {
		if a[i].How != want {
			t.Errorf("query %d is labelled %q, want %q", i, a[i].How, want)
		}
	}
	if len(a[1].Pages) != 1 || len(a[2].Pages) == 0 || len(a[3].Pages) != 20 {
		t.Errorf("az is on %d pages, ordi on %d", len(a[1].Pages), len(a[3].Pages))
	}
}

// TestEnding finds phrases that end in an ideograph which is everywhere: where
// few sections have both all that is found is so, else the results are labelled.
func TestEnding(t *testing.T) {
	var parts []*Part
	for i := range 1200 {
		var b strings.Builder
		for j := range 6 {
			fmt.Fprintf(&b, "甲。的%c乙", rune(0x4e00+(i*7+j*131)%2000))
		}
		switch {
		case i%100 == 0:
			b.WriteString("GPU的丙")
		case i%100 == 1:
			b.WriteString("GPU丙的")
		case i%400 == 2:
			b.WriteString("NPU的丁")
		case i%400 == 3:
			b.WriteString("NPU丁的")
		}
		parts = append(parts, page(fmt.Sprintf("p%d", i), "页", b.String()+"\n"))
	}
	folder := pack(t, parts)
	for i, a := range ask(t, folder, "GPU的", "NPU的", "甲。的") {
		how := []string{"", "", "rough"}[i]
		if want := []int{12, 3, 20}[i]; len(a.Pages) != want || a.How != how {
			t.Errorf("query %d finds %d pages (%q), want %d (%q)", i, len(a.Pages), a.How, want, how)
		}
	}
}

// TestHeard states that headings found by their pinyin are said to be some of
// them where more are heard so than the client reads, be they alone or behind
// the few sections that have the letters as a word.
func TestHeard(t *testing.T) {
	var parts []*Part
	han := func(n int) rune { return rune(0x4e00 + n%6000) }
	for i := range 20 {
		var b strings.Builder
		for j := range 100 {
			n := i*100 + j
			b.WriteString("## ")
			for k := range 8 { // a key from each character on
				fmt.Fprintf(&b, "是%c", han(n*(7+124*k)+k*k*97))
			}
			b.WriteString("\n\n")
		}
		parts = append(parts, page(fmt.Sprintf("p%d", i), "页", b.String()+"## 损失函数\n"))
	}
	parts = append(parts, page("word", "页", "shi.\n"))
	folder := pack(t, parts)
	for i, a := range ask(t, folder, "shi", "sh ", "sunshi") {
		if want := []string{"begun", "heard", "pinyin"}[i]; a.How != want || len(a.Pages) == 0 {
			t.Errorf("query %d finds %d pages (%q), want %q", i, len(a.Pages), a.How, want)
		}
	}
}

// TestTitleFirst finds titles whose words are in many headings: the one that is
// typed comes first, though its words cost more files than their order may.
func TestTitleFirst(t *testing.T) {
	words := []string{"closed", "answer", "with", "step", "model", "large", "domain", "question"}
	var parts []*Part
	for i := range 500 {
		var b strings.Builder
		for j := range 12 {
			fmt.Fprintf(&b, "## %s %c%c - %d\n\n%s %s, x%dy%d.\n\n", words[(i+j)%8], rune('a'+i%26), rune('a'+j), j, words[(i*3+j)%8], words[(i*5+j)%8], i, j)
		}
		parts = append(parts, page(fmt.Sprintf("p%d", i), "页", b.String()))
	}
	for i, title := range []string{"Large closed domain question answer with model", "Domain question answer with model", "step-2", "step-3 (x)"} {
		parts[100+100*i] = page(fmt.Sprintf("t%d", i), title, "x.\n")
	}
	for i, a := range ask(t, pack(t, parts), "Domain question answer with model", "step-2") {
		if want := []string{"t1#", "t2#"}[i]; len(a.Pages) == 0 || a.Pages[0] != want {
			t.Errorf("query %d finds %.3q (%q) first, want %s", i, a.Pages, a.How, want)
		}
	}
}

// TestLongSection reads no text of a section that has a book: what is not
// certain there is labelled.
func TestLongSection(t *testing.T) {
	book := strings.Repeat("甲乙丙丁戊。己庚，", 4000)
	parts := []*Part{page("book", "书", book), page("leaf", "页", "丁戊，丙丁己。\n")}
	for i, a := range ask(t, pack(t, parts), "己庚，", "丁戊，") {
		if want := []string{"book#", "leaf# book#"}[i]; a.How != "rough" || strings.Join(a.Pages, " ") != want {
			t.Errorf("query %d finds %q (%q), want %s, labelled", i, a.Pages, a.How, want)
		}
	}
}
