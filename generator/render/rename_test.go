package render

import "testing"

func TestRenamed(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"an id", `<p id="a">x</p>`, `<p id="a--en">x</p>`},
		{"a link inside", `<a href="#_fn-1" id='b'>`, `<a href="#_fn-1--en" id='b--en'>`},
		{"links elsewhere", `<a href="/en/a/#b"><a href="#">`, `<a href="/en/a/#b"><a href="#">`},
		{"lists of ids", `<b aria-labelledby="a b" headers="c">`, `<b aria-labelledby="a--en b--en" headers="c--en">`},
		{"a drawing", `<rect fill="url(#c-1)"/><use xlink:href="#d"/>`, `<rect fill="url(#c-1--en)"/><use xlink:href="#d--en"/>`},
		{"groups", `<input type="radio" name="g"><meta name="n">`, `<input type="radio" name="g--en"><meta name="n">`},
		{"text that looks like it", `a id="x" <b title='id="y"'>id="z"</b>`, `a id="x" <b title='id="y"'>id="z"</b>`},
		{"a comment", `<!-- <i id="x"> --><i id="y">`, `<!-- <i id="x"> --><i id="y--en">`},
		{"signs that open no tag", `1 < 2 <= 3 <`, `1 < 2 <= 3 <`},
		{"an attribute without quotes", `<i id=x hidden class="c"><a href=#x>y</a>`, `<i id="x--en" hidden class="c"><a href="#x--en">y</a>`},
		{"one that has a quote", `<i id=a"b>`, `<i id="a&#34;b--en">`},
		{"space about the sign", "<i id = \"x\" for\n=\ty>", "<i id = \"x--en\" for\n=\t\"y--en\">"},
		{"no value", `<i id><i id=><i id= >`, `<i id><i id=><i id= >`},
		{"text behind such a sign", `<i title = "a id='q'" id="y">`, `<i title = "a id='q'" id="y--en">`},
		{"other names", `<i :for="x" @id="y" data-id="z" x:id="w">`, `<i :for="x" @id="y" data-id="z" x:id="w">`},
		{"CDATA", `<svg><![CDATA[<i id="x">]]><g id="y"/></svg>`, `<svg><![CDATA[<i id="x">]]><g id="y--en"/></svg>`},
		{"a declaration", `<!DOCTYPE x><?y z?><i id="x">`, `<!DOCTYPE x><?y z?><i id="x--en">`},
		{"text alone", `<textarea id="a"><i id="x"></textareas></TEXTAREA><i id="y">`, `<textarea id="a--en"><i id="x"></textareas></TEXTAREA><i id="y--en">`},
		{"a drawing's empty title", `<title/><g id="x"/>`, `<title/><g id="x--en"/>`},
		{"a slash", `<i/id="x"/id=y/>`, `<i/id="x--en"/id="y/--en">`},
		{"a quote that nothing closes", `<i id="x`, `<i id="x`},
		{"Han, and a text of paint", `<i id="图" alt="url(#a)">`, `<i id="图--en" alt="url(#a)">`},
		{"none", `<i id="">`, `<i id="">`},
	} {
		if got := renamed(c.html, "--en"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestRenamedFrom(t *testing.T) {
	got := renamedFrom(`<a href="#a" id="b" aria-describedby="c">`, "--zh", "/zh/x/")
	if want := `<a href="/zh/x/#a" id="b--zh" aria-describedby="c--zh">`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The address of a page is text; in an attribute it is escaped.
func TestRenamedFromEscapes(t *testing.T) {
	got := renamedFrom(`<a href=#a>`, "--zh", `/R&copy=D/"x"/`)
	if want := `<a href="/R&amp;copy=D/&#34;x&#34;/#a">`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzRenamed(f *testing.F) {
	f.Add(`<p id="a"><!-- x --><a href='#b'>`)
	f.Fuzz(func(_ *testing.T, html string) { renamed(html, "--en") }) // it ends, whatever it gets
}
