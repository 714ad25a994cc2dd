package book

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// signsOf makes MathML of signs with spaces between: ~ is a gap, _ an empty group.
func signsOf(signs string) string {
	var s strings.Builder
	s.WriteString("<mrow>")
	for _, sign := range strings.Fields(signs) {
		switch {
		case sign == "~":
			s.WriteString(`<mspace width="2em"></mspace>`)
		case sign == "_":
			s.WriteString("<mrow></mrow>")
		case strings.ContainsAny(sign, "abcdefghijklmnopqrstuvwxyz"):
			s.WriteString("<mi>" + sign + "</mi>")
		case strings.ContainsAny(sign, "0123456789"):
			s.WriteString("<mn>" + sign + "</mn>")
		default:
			s.WriteString("<mo>" + html.EscapeString(sign) + "</mo>")
		}
	}
	return s.String() + "</mrow>"
}

// aligned makes MathML of lines whose cells are divided by &.
func aligned(aligns string, lines ...string) string {
	var s strings.Builder
	s.WriteString(`<mtable columnalign="` + aligns + `" columnspacing="0em">`)
	for _, l := range lines {
		s.WriteString("<mtr>")
		for _, cell := range strings.Split(l, "&") {
			s.WriteString(`<mtd><mstyle scriptlevel="0" displaystyle="true">` + signsOf(cell) + "</mstyle></mtd>")
		}
		s.WriteString("</mtr>")
	}
	return s.String() + "</mtable>"
}

// linesOf is what stands in a formula: cells divided by &, lines by |, formulas by a
// line end; < says that the letters are smaller, << that they are small.
func linesOf(p *html.Node) string {
	var out []string
	each(p, func(m *html.Node) {
		if m.Data != "math" {
			return
		}
		var rows []string
		each(m, func(row *html.Node) {
			if row.Data == "mtr" {
				var cells []string
				for _, cell := range children(row) {
					cells = append(cells, title(cell))
				}
				rows = append(rows, strings.Join(cells, "&"))
			}
		})
		if rows == nil {
			rows = []string{title(m)}
		}
		out = append(out, map[string]string{"wide": "<", "widest": "<<"}[attr(m, "class")]+strings.Join(rows, "|"))
	})
	return strings.Join(out, "\n")
}

func formulaOf(t *testing.T, math string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(`<p><span class="math"><span class="katex"><span class="katex-mathml">` + math + `</span></span></span></p>`))
	if err != nil {
		t.Fatal(err)
	}
	formula(find(doc, func(n *html.Node) bool { return hasClass(n, "katex") }))
	return find(doc, func(n *html.Node) bool { return n.DataAtom == atom.P })
}

// A formula that a phone has no room for is set in lines, and loses nothing.
func TestFormulasInLines(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one that has room", signsOf("a = b + c"), "a=b+c"},
		{"at relations, as many as have room", signsOf("aaaaaaaa = bbbbbbbb = cccccccc = dddddddd"), "aaaaaaaa=bbbbbbbb|=cccccccc=dddddddd"},
		{"at gaps first", signsOf("aaaaaaaa = bbbbbbbbbbbb , ~ c = dddddddddd ."), "aaaaaaaa=bbbbbbbbbbbb,|c=dddddddddd."},
		{"a gap that has room stays", signsOf("a = b , ~ c = d , ~ eeeeeeeeee = ffffffffffff"), "a=b,c=d,|eeeeeeeeee=ffffffffffff"},
		{"at arrows before relations", signsOf("aaaaaa = bbbbbb ⟺ cccccc = dddddd"), "aaaaaa=bbbbbb|⟺cccccc=dddddd"},
		{"at a plus where a side is too wide", signsOf("a = bbbbbbbbbbbb + cccccccccccc − dddddddddddd"), "a|=bbbbbbbbbbbb|+cccccccccccc|−dddddddddddd"},
		{"not at a sign, not in brackets", signsOf("a = − bbbbbbbbbb = f ( cccc = dddd ) = eeeeeeee"), "a=−bbbbbbbbbb|=f(cccc=dddd)|=eeeeeeee"},
		{"in brackets if nothing else will do", signsOf("f ( aaaaaaaaaaaa + bbbbbbbbbbbb + cccccccccccc )"), "f(aaaaaaaaaaaa+bbbbbbbbbbbb|+cccccccccccc)"},
		{"without a place to break", signsOf("aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbb"), "<aaaaaaaaaaaaaaaabbbbbbbbbbbbbbb"},
		{"much too wide", signsOf("aaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbb"), "<<aaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb"},
		{"lines that are aligned", aligned("right left", "a & _ = b", "c & _ = dddddddd + eeeeeeee = ffffffff"), "a&=b|c&=dddddddd+eeeeeeee|&=ffffffff"},
		{"lines without room behind what is aligned", aligned("right left", "aaaaaaaaaaaaaa & _ = bbbbbbbbbbbbbbb", "c & _ = d"), "aaaaaaaaaaaaaa|=bbbbbbbbbbbbbbb|c=d"},
		{"lines of one cell", aligned("center", "a = b", "cccccccccccc = dddddddddddd = e"), "a=b|cccccccccccc=dddddddddddd|=e"},
		{"a matrix", strings.Replace(aligned("center center", "aaaaaaaaaaaa & bbbbbbbbbbbbbbbb + c"), "true", "false", 1), "<aaaaaaaaaaaa&bbbbbbbbbbbbbbbb+c"},
	} {
		p := formulaOf(t, `<math display="block"><semantics>`+c.in+`<annotation encoding="application/x-tex">tex</annotation></semantics></math>`)
		if got := linesOf(p); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
		math := find(p, func(n *html.Node) bool { return n.Data == "math" })
		if attr(math, "alttext") != "tex" {
			t.Errorf("%s: the TeX is lost", c.name)
		}
	}
}

// One in a line of text becomes several, each with its TeX where that is cut alike.
func TestFormulasInLinesOfText(t *testing.T) {
	for _, c := range []struct{ name, in, tex, want, wantTeX string }{
		{"at equals signs", signsOf("aaaaaaaaaa = bbbbbbbbbb = cccccccccc"), "A=B_{x=1}=C", "aaaaaaaaaa\n=bbbbbbbbbb\n=cccccccccc", "A|=B_{x=1}|=C"},
		{"at a plus in what is too wide", signsOf("a = bbbbbbbbbbbbbb + cccccccccccccccc"), "a=b+c", "a\n=bbbbbbbbbbbbbb\n+cccccccccccccccc", "a|=b|+c"},
		{"brackets", signsOf("aaaaaaaaaaaaaa ( b = c ) = dddddddddddd"), `a(b=c)=\left(d=e\right)`, "aaaaaaaaaaaaaa(b=c)\n=dddddddddddd", `a(b=c)|=\left(d=e\right)`},
		{"TeX with other signs", signsOf("aaaaaaaaaaaaaa = bbbbbbbbbbbbbbbbbb"), `a\eq b`, "aaaaaaaaaaaaaa\n=bbbbbbbbbbbbbbbbbb", "|"},
	} {
		p := formulaOf(t, `<math><semantics>`+c.in+`<annotation encoding="application/x-tex">`+c.tex+`</annotation></semantics></math>`)
		if got := linesOf(p); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
		var tex []string
		each(p, func(n *html.Node) {
			if n.Data == "math" {
				tex = append(tex, attr(n, "alttext"))
			}
		})
		if got := strings.Join(tex, "|"); got != c.wantTeX {
			t.Errorf("%s: the TeX is %s, want %s", c.name, got, c.wantTeX)
		}
		if !hasClass(find(p, func(n *html.Node) bool { return n.DataAtom == atom.Span }), "broken") {
			t.Errorf("%s: it may not break", c.name)
		}
	}
}

// KaTeX writes the numbers of lines for those who see alone; a book has nothing else.
func TestNumbersOfLines(t *testing.T) {
	row := func(a string) string {
		return `<mtr><mtd class="mtr-glue"></mtd><mtd><mi>` + a + `</mi></mtd><mtd class="mtr-glue"></mtd><mtd class="mml-eqn-num"></mtd></mtr>`
	}
	bare := func(a string) string { return `<mtr><mtd><mi>` + a + `</mi></mtd></mtr>` }
	number := func(text string) string {
		return `<span style="top:-1em"><span class="pstrut"></span><span>` + text + `</span></span>`
	}
	for _, c := range []struct{ rows, numbers, want, single string }{
		{row("a") + row("b") + row("c"), number("(1)") + number("") + number("(2)"), "a&(1)|b&|c&(2)", ""},
		{row("a"), number("(1)"), "a", "(1)"},
		{bare("a") + row("b") + bare("c") + row("d"), number("") + number("(2)") + number("") + number("(4)"), "a|b&(2)|c|d&(4)", ""},
	} {
		p := formulaOf(t, `<math display="block"><semantics><mtable columnalign="center">`+c.rows+`</mtable></semantics></math></span><span class="katex-html"><span class="katex-tag"><span class="vlist-t"><span class="vlist">`+c.numbers+`</span></span></span>`)
		single := ""
		if n := find(p, func(n *html.Node) bool { return hasClass(n, "eq-no") }); n != nil {
			single = title(n)
		}
		if got := linesOf(p); got != c.want || single != c.single {
			t.Errorf("got %s and %q, want %s and %q", got, single, c.want, c.single)
		}
	}
}

// A formula of 60 levels, which KaTeX sets, takes no time that doubles with each.
func TestWidthOfDepth(t *testing.T) {
	n := mathML("mi", "text", "x")
	for range 60 {
		next := mathML("msubsup")
		next.AppendChild(mathML("mi", "text", "x"))
		next.AppendChild(n)
		next.AppendChild(mathML("mn", "text", "2"))
		n = next
	}
	if got := width(n); got < 1 || got > 60 {
		t.Errorf("it is %g em wide", got)
	}
	n = mathML("mi", "text", "x")
	for range 40 {
		for _, name := range []string{"mtd", "mtr", "mtable"} {
			next := mathML(name)
			next.AppendChild(n)
			n = next
		}
	}
	if got := width(n); got < .5 || got > 1 {
		t.Errorf("a matrix in matrices is %g em wide", got)
	}
}

func TestTexApart(t *testing.T) {
	got := strings.Join(texApart(`x \rightarrow (b = c) = \leftarrow d`, "="), "|")
	if want := `x \rightarrow (b = c)|= \leftarrow d`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
