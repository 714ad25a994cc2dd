package render

import (
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// fed is a text with one of each thing that reads otherwise in a feed.
func fed() Text {
	doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte("" +
		"见[别处](there.md)、[上文](#value)与 $x$，[[词]] 。[@a]\n\n## 价值\n\n> [!NOTE]\n> 一句。\n\n" +
		"```go title=\"a.go\" {1}\na < b\n```\n\n![图](/a.png)\n\n- [x] 一\n- [ ] 二\n\n```chart\ntype: bar\n---\na,b\nc,1\n```\n"))
	v := &assemble.View{
		Base: site.Base{Origin: "https://example.org", Prefix: "/guide"},
		Lang: zh, TextLang: zh, URL: site.URL{Path: "zh/甲/"}, Title: "甲 & <乙>", About: "一句话。",
		Published: "2026-02-24", Updated: "2026-03-01", IDs: []string{"value"},
		Targets: make([]assemble.Target, len(doc.Links)),
		Tags:    []assemble.NavLink{{Title: "数学"}},
		Terms:   []assemble.TermCard{{Term: "t", Href: "/guide/zh/glossary/#t", ID: "c", Definition: "D"}},
	}
	for i, l := range doc.Links {
		href, ok := strings.CutSuffix(l.Dest, "there.md")
		if v.Targets[i].Href = href; ok {
			v.Targets[i].Href = "/guide/zh/there/#b"
		}
	}
	leaves := make([]string, len(doc.Leaves))
	for i, l := range doc.Leaves {
		switch l.Kind {
		case markdown.MathLeaf:
			leaves[i] = `<span class="katex"><span class="katex-mathml"><math xmlns="m"><mi class="a">x</mi><mspace/></math></span><span class="katex-html" aria-hidden="true"><span style="height:1em">x</span></span></span>`
		case markdown.ChartLeaf:
			leaves[i] = ChartLeaf("id", "<svg>wide</svg>", "<svg>narrow</svg>", "<table><tr><td>c</td><td class=\"right\">1</td></tr></table>")
		default:
			leaves[i] = `a <span class="o">&lt;</span> b`
		}
	}
	return Text{Doc: doc, View: v, Leaves: leaves}
}

// TestFeed holds a feed to testdata/feed.txtar: the document, and the text in it as
// a reader has it. UPDATE=1 rewrites both.
func TestFeed(t *testing.T) {
	text := fed()
	f := &assemble.Feed{
		Base: text.View.Base, Lang: zh, Title: "指南 & \"他\"", Description: "一份指南。", Others: []site.Lang{en},
		Entries: []assemble.Page{{View: text.View}},
	}
	got := must(t)(Feed(f, []Text{text}, defaultTheme(t)))
	var read struct {
		Entries []struct {
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(got), &read); err != nil {
		t.Fatal(err)
	}
	f.Authors = []assemble.Author{{Name: "甲"}, {Name: "Zoë"}}
	if named := must(t)(Feed(f, []Text{text}, defaultTheme(t))); !strings.Contains(named, "<name>甲</name>\n</author>\n<author>\n  <name>Zoë</name>") {
		t.Errorf("the authors are not named:\n%s", named)
	}
	golden(t, "testdata/feed.txtar", map[string]string{"feed.xml": got, "content.html": read.Entries[0].Content + "\n"})
}

// golden compares texts with the files of an archive.
func golden(t *testing.T, name string, got map[string]string) {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range ar.Files {
		if os.Getenv("UPDATE") != "" {
			ar.Files[i].Data = []byte(got[f.Name])
		} else if d := cmp.Diff(string(f.Data), got[f.Name]); d != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, d)
		}
	}
	if len(ar.Files) != len(got) {
		t.Errorf("%s has %d files, want %d", name, len(ar.Files), len(got))
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSitemap(t *testing.T) {
	_, v := chapter()
	v.Updated = "2026-03-01"
	alone := *v
	alone.URL, alone.Updated = site.URL{Path: "zh/一&'二'/"}, ""
	alone.Alternates = []assemble.Alternate{{Lang: zh, URL: alone.URL, Real: true, Current: true}, {Lang: en, URL: site.URL{Path: "en/x/"}}}
	part := assemble.SitemapPart{Root: outsideRoot(), Views: []*assemble.View{v, &alone}}
	golden(t, "testdata/sitemap.txtar", map[string]string{
		"sitemap.xml": string(Sitemap(part)), "index.xml": string(SitemapIndex(v.Base, 2)), "robots.txt": string(Robots(v.Base)),
	})
}

// TestXMLText holds that what is written comes back from a parser, but for what
// XML cannot say.
func TestXMLText(t *testing.T) {
	for text, want := range map[string]string{
		"a & b < c > d \"e\" 'f'": "a & b < c > d \"e\" 'f'",
		"<![CDATA[ x ]]>":         "<![CDATA[ x ]]>",
		"𝒳 👩‍💻 𠮷":                 "𝒳 👩‍💻 𠮷",
		"\x00\x01\x1f\x0b":        "\uFFFD\uFFFD\uFFFD\uFFFD",
		"\uFFFE\uFFFF \uFFFD":     "\uFFFD\uFFFD \uFFFD",
		"a\xffb\xed\xa0\x80":      "a\uFFFDb\uFFFD\uFFFD\uFFFD",
		"tab\tline\nreturn\r\n":   "tab\tline\nreturn\r\n",
		"\u0085\u2028\u007f":      "\u0085\u2028\u007f",
	} {
		var w xmlWriter
		w.element("", "t", text)
		var got string
		if err := xml.Unmarshal([]byte(w.String()), &got); err != nil || got != want {
			t.Errorf("%q comes back as %q, want %q: %v", text, got, want, err)
		}
		var a struct {
			V string `xml:"v,attr"`
		}
		w.Reset()
		w.empty("", "t", "v", text)
		if err := xml.Unmarshal([]byte(w.String()), &a); err != nil || a.V != want {
			t.Errorf("as an attribute %q comes back as %q, want %q: %v", text, a.V, want, err)
		}
	}
}

func TestPlainHTML(t *testing.T) {
	for in, want := range map[string]string{
		`<p id="a" class="b" data-c="d" onclick="e()" style="x">t</p>`:                               `<p>t</p>`,
		`<a href="#x">a</a><a href="/b/?c=1&amp;d">b</a><a href="../e/">c</a>`:                       `<a href="https://h.org/r/p/#x">a</a><a href="https://h.org/b/?c=1&amp;d">b</a><a href="https://h.org/r/e/">c</a>`,
		`<a href="mailto:a@b.c">m</a><a href="javascript:x()">j</a>`:                                 `<a href="mailto:a@b.c">m</a>j`,
		`<a class="broken">lost</a> <span class="x"><b>y</b></span>`:                                 `lost <b>y</b>`,
		`<span lang="en">e</span>`:                                                                   `<span lang="en">e</span>`,
		`a<script>if (a < b) "</p>"</script><style>c</style><button>d<b>e</b></button>f`:             `af`,
		`a<svg><path/><svg/><g></g></svg><svg/>b`:                                                    `ab`,
		`<div hidden>a<div>b</div>c</div>d<p hidden="until-found">e</p>`:                             `d<p>e</p>`,
		`<img class="dark-only" src="/d.png"><img src="/l.png" srcset="/l2.png 2x" alt="&lt;l&gt;">`: `<img src="https://h.org/l.png" alt="&lt;l&gt;">`,
		`<li class="task"><label><input type="checkbox" checked disabled> a</label></li>`:            `<li>☑ a</li>`,
		`<input type="text">`:                      ``,
		`<form><select><option>a</select>b</form>`: `b`,
		`<p class="callout-title">T</p>`:           `<p><b>T</b></p>`,
		`<math xmlns="m"><mspace/><mi mathvariant="normal" class="c" href="/x">x</mi></math><span>y</span>`: `<math xmlns="m"><mspace/><mi mathvariant="normal">x</mi></math>y`,
		`<td class="right">1</td><td class="left">2</td>`:                                                   `<td align="right">1</td><td>2</td>`,
		`<ul><li>a<li>b</ul><span class="x">c</span>`:                                                       `<ul><li>a<li>b</li></li></ul>c`,
		`</p>a</span>`:              `a`,
		`a &amp; b &lt; &nbsp; 中 𠮷`: `a &amp; b &lt; &nbsp; 中 𠮷`,
	} {
		if got := plainHTML(in, "https://h.org/r/p/"); got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}

func FuzzPlainHTML(f *testing.F) {
	for _, s := range []string{"<p>a", "<svg><svg/>", "</math><math><mi/>", "<a href='\x00'>", "<textarea></p>", "<!-- x", "<![CDATA[", "<plaintext>a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := plainHTML(in, "https://h.org/r/p/")
		if len(out) > 64*len(in)+64 {
			t.Errorf("%q becomes %d bytes", in, len(out))
		}
		var got string
		if err := xml.Unmarshal([]byte("<t>"+xmlText(out)+"</t>"), &got); err != nil {
			t.Errorf("%q: %v", in, err)
		}
	})
}
