package assemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestAddressOf holds which address a path names, as authors write it.
func TestAddressOf(t *testing.T) {
	for _, x := range []struct{ lang, written, want string }{
		{"zh", "old/page", "zh/old/page/"},
		{"zh", "old/page/", "zh/old/page/"},
		{"zh", "02-old/01-page.md", "zh/old/page/"},
		{"zh", "02-old/index.md", "zh/old/"},
		{"zh", "02-old/01-page", "zh/02-old/01-page/"},
		{"zh", "index.md", "zh/"},
		{"zh", "old.html", "zh/old.html"},
		{"zh", "old.html/", "zh/old.html/"},
		{"zh", "old/index.html", "zh/old/"},
		{"zh", "index.html", "zh/"},
		{"zh", "旧/%E9%A1%B5", "zh/旧/页/"},
		{"zh", "100%", "zh/100%/"},
		{"zh", "v1.2", "zh/v1.2/"},
		{"", "zh/01-old.md", "zh/old/"},
		{"", "about.html", "about.html"},
		{"", "index.html", ""},
		{"", "index.md", ""},
		{"zh", "a//b", ""},
		{"zh", "../b", ""},
		{"zh", "%2e%2e/b", ""},
		{"zh", "a/./b", ""},
		{"zh", ".git/x", ""},
		{"zh", `a\b`, ""},
		{"zh", "a\x00b", ""},
		{"zh", strings.Repeat("a", 256), ""},
	} {
		u, bad := addressOf(x.lang, x.written)
		if u.Path != x.want || (bad == "") != (x.want != "") {
			t.Errorf("%q below %q is %q (%s), want %q", x.written, x.lang, u.Path, bad, x.want)
		}
	}
}

// movedSite is a site whose pages and sections were elsewhere.
func movedSite() fstest.MapFS {
	root := fstest.MapFS{"site.yaml": {Data: []byte("title: T\nlanguages: [zh, en]\nbase_url: https://h.example/r/\n")}}
	for name, text := range map[string]string{
		"zh/index": "# 首页\n\n[旧](old.md) [旧](/before.html) [节](b.md#gone) [节](old.md#gone) [页](b.md#page) [旧](https://h.example/r/zh/old/)\n",
		"en/index": "# Home\n\n[old](old.md#x)\n",
		"zh/a":     "---\ntitle: 甲\naliases: [old, /before.html, b#page]\n---\n\n## 节 $x$ {#now aliases=\"b#gone a-old\"}\n\n正文。\n",
		"en/a":     "---\ntitle: A\naliases: old\n---\n\n## X {#x}\n\nText.\n",
		"zh/b":     "# 乙\n\n正文。\n",
	} {
		root["content/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	return root
}

// TestFormer holds where former addresses lead: pages, sections of other pages, links
// in texts, whole addresses of the site.
func TestFormer(t *testing.T) {
	res, found := assembled(t, movedSite())
	var got []string
	for _, r := range res.Redirects {
		got = append(got, r.From.Path+" → "+r.To.Path+" "+r.Title+" "+r.Lang.ID)
	}
	if want := []string{"before.html → zh/a/ 甲 zh", "en/old/ → en/a/ A en", "pair/en/zh/old/ → pair/en/zh/a/ A en", "pair/zh/en/old/ → pair/zh/en/a/ 甲 zh", "zh/old/ → zh/a/ 甲 zh"}; !slices.Equal(got, want) {
		t.Errorf("redirects %q, want %q", got, want)
	}
	got = nil
	for _, p := range res.Pages {
		for _, m := range p.View.Moved {
			got = append(got, fmt.Sprint(p.View.URL.Path, m))
		}
		if p.Page == "a" && p.Lang == "zh" && fmt.Sprint(p.View.Aliases) != "[[a-old 节-x]]" {
			t.Errorf("further ids %v", p.View.Aliases)
		}
	}
	if want := []string{"zh/b/{gone {zh/a/ now} 节 x}", "zh/b/{page {zh/a/ } 甲}"}; !slices.Equal(got, want) {
		t.Errorf("sections %q, want %q", got, want)
	}
	got = nil
	for _, target := range res.Pages[0].View.Targets {
		got = append(got, target.Href)
	}
	if want := []string{"/r/zh/a/", "/r/zh/a/", "/r/zh/a/#now", "/r/zh/a/#gone", "/r/zh/a/", "https://h.example/r/zh/old/"}; !slices.Equal(got, want) {
		t.Errorf("links %q, want %q", got, want)
	}
	got = nil
	for _, line := range strings.Split(found, "\n") {
		if _, rest, ok := strings.Cut(line, "content/zh/index.md:3:"); ok {
			got = append(got, rest)
		}
	}
	if len(got) != 7 || !strings.Contains(found, `was moved to "content/zh/a.md"`) || !strings.Contains(found, `write "a.md#now"`) || !strings.Contains(found, "[own-address]") {
		t.Errorf("found %d:\n%s", len(got), found)
	}
}
