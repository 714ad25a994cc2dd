package book

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// outlined is a file with an outline: a line for each item, its level by blanks.
func outlined(lines ...string) *pdfFile {
	f := &pdfFile{objects: map[int][]byte{1: []byte("<</Type /Catalog\n/Outlines 2 0 R>>")}, root: 1}
	var put func(from, level, above int) (first, last, end int)
	level := func(i int) int { return len(lines[i]) - len(strings.TrimLeft(lines[i], " ")) }
	put = func(from, deep, above int) (first, last, end int) {
		before := 0
		for i := from; i < len(lines) && level(i) >= deep; {
			n := i + 3
			low, high, next := put(i+1, deep+1, n)
			body := fmt.Sprintf("<</Title (%s)\n/Dest [9 0 R /XYZ 1 2 0]\n/Parent %d 0 R\n/SE 8 0 R", strings.TrimSpace(lines[i]), above)
			if before > 0 {
				body += fmt.Sprintf("\n/Prev %d 0 R", before)
			}
			if next < len(lines) && level(next) == deep {
				body += fmt.Sprintf("\n/Next %d 0 R", next+3)
			}
			if low > 0 {
				body += fmt.Sprintf("\n/First %d 0 R\n/Last %d 0 R\n/Count %d", low, high, next-i-1)
			}
			f.objects[n] = []byte(body + ">>")
			if first == 0 {
				first = n
			}
			before, last, i = n, n, next
			end = next
		}
		return first, last, max(end, from)
	}
	first, last, _ := put(0, 0, 2)
	f.objects[2] = []byte(fmt.Sprintf("<</Type /Outlines\n/First %d 0 R\n/Last %d 0 R\n/Count %d>>", first, last, len(lines)))
	return f
}

// shownOutline reads it again, forwards and backwards.
func shownOutline(t *testing.T, f *pdfFile) string {
	t.Helper()
	var out []string
	var walk func(of, deep int) int
	walk = func(of, deep int) int {
		all, before := 0, 0
		n := reference(f.objects[of], "First")
		for ; n != 0; n = reference(f.objects[n], "Next") {
			if got := reference(f.objects[n], "Prev"); got != before {
				t.Errorf("object %d: before it is %d, want %d", n, got, before)
			}
			if got := reference(f.objects[n], "Parent"); got != of {
				t.Errorf("object %d is below %d, want %d", n, got, of)
			}
			title := regexp.MustCompile(`/Title (\S.*)\n/Dest`).FindSubmatch(f.objects[n])
			out = append(out, strings.Repeat(" ", deep)+string(title[1]))
			all += 1 + walk(n, deep+1)
			before = n
		}
		if got := reference(f.objects[of], "Last"); got != before {
			t.Errorf("the last below %d is %d, want %d", of, got, before)
		}
		want := ""
		if all > 0 {
			want = fmt.Sprintf("/Count %d", all)
		}
		if got := string(regexp.MustCompile(`/Count -?\d+`).Find(f.objects[of])); got != want {
			t.Errorf("object %d: %q, want %q", of, got, want)
		}
		return all
	}
	walk(2, 0)
	return strings.Join(out, "\n")
}

func headingsOf(t *testing.T, article string) []heading {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<article>" + article + "</article>"))
	if err != nil {
		t.Fatal(err)
	}
	x := &links{}
	x.outline(doc)
	return x.headings
}

const pairedArticle = `<h1 class="row"><span class="a"><span class="no">1</span> A</span> <span class="b">B</span></h1>
<div class="row h2"><div class="a"><h2>C</h2></div><div class="b"><h2>D</h2></div></div>
<div class="row h3"><div class="a"><h3>E</h3></div><div class="b"><h3>F</h3></div></div>
<div class="row h2"><div class="a"><section><h2>G</h2></section></div><div class="b"><section><h2>H</h2></section></div></div>
<div class="row h2"><div class="a"><h2>I</h2></div><div class="b"></div></div>
<h2>J</h2>`

func TestPairedHeadingsAreOneItem(t *testing.T) {
	headings := headingsOf(t, pairedArticle)
	f := outlined("1 AB", " C", " D", "  E", "  F", " G", " H", " I", " J")
	f.pair(headings)
	want := strings.Join([]string{pdfText("1 A · B"), " " + pdfText("C · D"), "  " + pdfText("E · F"), " " + pdfText("G · H"), " (I)", " (J)"}, "\n")
	if got := shownOutline(t, f); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(f.objects) != 2+6 {
		t.Errorf("%d objects are left", len(f.objects))
	}
}

// An outline of other headings stays.
func TestStrangeOutlineStays(t *testing.T) {
	headings := headingsOf(t, pairedArticle)
	for name, lines := range map[string][]string{
		"too few":                  {"1 AB", " C", " D"},
		"a second below its first": {"1 AB", " C", "  D", "  E", "  F", " G", " H", " I", " J"},
		"no items":                 {},
	} {
		f := outlined(lines...)
		before := fmt.Sprint(f.objects)
		f.pair(headings)
		if after := fmt.Sprint(f.objects); after != before {
			t.Errorf("%s: the outline was changed to %s", name, after)
		}
	}
}
