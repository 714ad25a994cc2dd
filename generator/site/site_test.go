package site

import "testing"

func TestBase(t *testing.T) {
	u := URL{Path: "zh/数学/gan/", Fragment: "最优 1"}
	for _, c := range []struct{ base, href, absolute string }{
		{"", "/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201", "/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201"},
		{"/guide", "/guide/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201", "/guide/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201"},
		{"https://a.github.io/guide/", "/guide/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201", "https://a.github.io/guide/zh/%E6%95%B0%E5%AD%A6/gan/#%E6%9C%80%E4%BC%98%201"},
	} {
		b, err := ParseBase(c.base)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Href(u); got != c.href {
			t.Errorf("%q: Href is %s, want %s", c.base, got, c.href)
		}
		if got := b.Absolute(u); got != c.absolute {
			t.Errorf("%q: Absolute is %s, want %s", c.base, got, c.absolute)
		}
	}
	for _, bad := range []string{"guide", "ftp://a/", "https://a/?q", "/a//b/", "/a/../b", "https://u@a/", "javascript:alert(1)"} {
		if _, err := ParseBase(bad); err == nil {
			t.Errorf("ParseBase(%q) has no error", bad)
		}
	}
}

func TestFile(t *testing.T) {
	for path, want := range map[string]string{"": "index.html", "zh/a/": "zh/a/index.html", "zh/search/dir": "zh/search/dir"} {
		if got := (URL{Path: path}).File(); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ text, slug, ascii string }{
		{"Why now?", "why-now", "why-now"},
		{"  The *C++* case — again ", "the-c-case-again", "the-c-case-again"},
		{"Don’t panic", "dont-panic", "dont-panic"},
		{"GAN 与最优判别器", "gan-与最优判别器", "gan"},
		{"为什么是现在", "为什么是现在", ""},
		{"Café 2.0", "café-2-0", "caf-2-0"},
		{"!!!", "", ""},
	} {
		if got := Slug(c.text); got != c.slug {
			t.Errorf("Slug(%q) is %q, want %q", c.text, got, c.slug)
		}
		if got := ASCIISlug(c.text); got != c.ascii {
			t.Errorf("ASCIISlug(%q) is %q, want %q", c.text, got, c.ascii)
		}
	}
}

func TestIDs(t *testing.T) {
	var ids IDs
	got := []string{ids.Unique("a"), ids.Unique("a"), ids.Unique("a-2"), ids.Unique("a")}
	want := []string{"a", "a-2", "a-2-2", "a-3"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got, want)
			break
		}
	}
}
