package book

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Raw HTML may have the classes that drawings have, and nothing of what stands in them.
func TestReflowOfRawHTML(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<article><figure><div class="chart-data">text</div></figure></article>`))
	if err != nil {
		t.Fatal(err)
	}
	r := reflow{}
	r.article(find(doc, func(n *html.Node) bool { return n.Data == "article" }), "en")
	if got := string(xhtml(doc)); !strings.Contains(got, `<div class="chart-data">text</div>`) {
		t.Errorf("got %s", got)
	}
}

// table makes a table of a row of heads and another.
func table(heads, cells string) string {
	row := func(name, cells string) string {
		return "<tr><" + name + ">" + strings.ReplaceAll(cells, "|", "</"+name+"><"+name+">") + "</" + name + "></tr>"
	}
	return "<table><thead>" + row("th", heads) + "</thead><tbody>" + row("td", cells) + "</tbody></table>"
}

// Templates of a site's own may write any HTML; of what readers of ebooks do not know,
// the words and the classes stay.
func TestReflowOfUnknownHTML(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a form", `<form class="quiz" id="q" action="/x"><fieldset><legend>Which?</legend><label class="l" for="a"><input type="radio" id="a" required> one</label></fieldset></form>`,
			`<div class="quiz" id="q"><div><div>Which?</div><span class="l"><span class="box">○</span> one</span></div></div>`},
		{"a list to choose from", `<p><select name="s"><option>one<option value="2">two</select></p>`, `<p>one / two</p>`},
		{"a field", `<p>Name: <input type="text" value="v"></p>`, `<p>Name: </p>`},
		{"elements of one's own", `<x-card class="c" head="h"><p>a <x-b>b</x-b></p></x-card>`, `<div class="c"><p>a b</p></div>`},
		{"newer elements", `<search><p>a</p></search><menu><li>b</li></menu><hgroup><h2>c</h2><p>d</p></hgroup>`,
			`<div><p>a</p></div><ul><li>b</li></ul><div><h2>c</h2><p>d</p></div>`},
		{"older elements", `<center>a <font color="red" class="f">b</font></center><table border="1"><tbody><tr><td nowrap colspan="2">c</td></tr></tbody></table>`,
			`<div>a <span class="f">b</span></div><table><tbody><tr><td colspan="2">c</td></tr></tbody></table>`},
		{"what can be pressed", `<div popover id="p" role="button" aria-expanded="false" aria-label="l" data-x="1" onclick="x()" inert>a</div>`,
			`<div id="p" aria-label="l">a</div>`},
		{"folded text", `<details name="g" open><summary>a</summary>b</details>`, `<div class="details"><div class="summary">a</div>b</div>`},
		{"links in drawings", `<svg viewBox="0 0 1 1"><a href="https://a.example/"><path/></a><text><a href="#b" class="c">d</a></text><image href="https://a.example/b.png"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1"><g><path/></g><text><tspan class="c">d</tspan></text><image/></svg>`},
		{"the paper of a drawing", `<figure class="chart"><svg viewBox="-2 0 9 8"><title>t</title><path/></svg></figure>`,
			`<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="-2 0 9 8"><title>t</title><rect class="paper" x="-2" y="0" width="9" height="8" fill="#fff"/><path/></svg></figure>`},
		{"a table that has room", table("a|b", "c|d"), table("a|b", "c|d")},
		{"a table of long words", table("aaaaaaaaaaaa|bbbbbbbbbbbb|c|d", "e|ffffffffffffffff|g|h"),
			strings.NewReplacer("<table>", `<table class="stack">`, "<td>f", `<td data-label="bbbbbbbbbbbb">f`, "<td>g", `<td data-label="c">g`, "<td>h", `<td data-label="d">h`).
				Replace(table("aaaaaaaaaaaa|bbbbbbbbbbbb|c|d", "e|ffffffffffffffff|g|h"))},
		{"a very wide one", table(strings.Repeat("aaaaaaaaaaaaaaaa|", 4)+"b", "1|2|3|4|5"),
			strings.NewReplacer("<table>", `<table class="stack early">`, "<td>5", `<td data-label="b">5`, "<td>2", `<td data-label="aaaaaaaaaaaaaaaa">2`, "<td>3", `<td data-label="aaaaaaaaaaaaaaaa">3`, "<td>4", `<td data-label="aaaaaaaaaaaaaaaa">4`).
				Replace(table(strings.Repeat("aaaaaaaaaaaaaaaa|", 4)+"b", "1|2|3|4|5"))},
		{"one with cells of two columns", strings.Replace(table("aaaaaaaaaaaaaaaaaaaa|bbbbbbbbbbbbbbbbbb", "c|d"), "<td>d", `<td colspan="2">d`, 1),
			strings.Replace(table("aaaaaaaaaaaaaaaaaaaa|bbbbbbbbbbbbbbbbbb", "c|d"), "<td>d", `<td colspan="2">d`, 1)},
		{"one without heads", `<table><tbody><tr><td>aaaaaaaaaaaaaaaaaaaaaaaaaa</td><td>bbbbbbbbbbbbbb</td></tr></tbody></table>`,
			`<table><tbody><tr><td>aaaaaaaaaaaaaaaaaaaaaaaaaa</td><td>bbbbbbbbbbbbbb</td></tr></tbody></table>`},
		{"formulas of one's own", `<math display="block" data-x="1"><mi mathvariant="normal">x</mi></math>`,
			`<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi mathvariant="normal">x</mi></math>`},
	} {
		doc, err := html.Parse(strings.NewReader("<article>" + c.in + "</article>"))
		if err != nil {
			t.Fatal(err)
		}
		r := reflow{}
		r.article(find(doc, func(n *html.Node) bool { return n.Data == "article" }), "en")
		_, got, _ := strings.Cut(string(xhtml(doc)), "<article>")
		if got, _, _ = strings.Cut(got, "</article>"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
