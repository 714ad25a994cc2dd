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
		{"an attribute without quotes", `<i id=x hidden class="c">`, `<i id=x hidden class="c">`},
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

func FuzzRenamed(f *testing.F) {
	f.Add(`<p id="a"><!-- x --><a href='#b'>`)
	f.Fuzz(func(_ *testing.T, html string) { renamed(html, "--en") }) // it ends, whatever it gets
}
