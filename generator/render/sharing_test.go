package render

import (
	"encoding/json"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// What machines are told of a page is JSON whatever stands in a title, and says
// which text is whose translation.
func TestLinkedData(t *testing.T) {
	doc, v := chapter()
	v.Title, v.About, v.Updated = `</script><!-- "&`, "一句话", "2026-03-01"
	html := must(t)(Page(doc, v, []string{"", "", ""}, defaultTheme(t)))
	_, rest, ok := strings.Cut(html, `<script type="application/ld+json">`)
	text, _, _ := strings.Cut(rest, "</script>")
	var got struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &got); !ok || err != nil || len(got.Graph) != 2 {
		t.Fatalf("%v: %s", err, text)
	}
	article, crumbs := got.Graph[0], got.Graph[1]
	for key, want := range map[string]any{
		"@type": "TechArticle", "headline": v.Title, "dateModified": "2026-03-01", "inLanguage": "zh-Hans", "url": "https://example.org/guide/zh/math/opt/",
	} {
		if article[key] != want {
			t.Errorf("%s is %v, want %v", key, article[key], want)
		}
	}
	if of, _ := article["translationOfWork"].(map[string]any); of["@id"] != "https://example.org/guide/en/math/opt/" {
		t.Errorf("a translation of %v", article["translationOfWork"])
	}
	if list, _ := crumbs["itemListElement"].([]any); crumbs["@type"] != "BreadcrumbList" || len(list) != 2 {
		t.Errorf("crumbs %v", crumbs)
	}

	v.Original, v.Home = "zh", true
	if html = must(t)(Page(doc, v, []string{"", "", ""}, defaultTheme(t))); !strings.Contains(html, `"@type":"WebSite"`) || !strings.Contains(html, `"workTranslation":[{"@id"`) {
		t.Errorf("the first page is no site with a translation")
	}
	v.Base.Origin = ""
	if html = must(t)(Page(doc, v, []string{"", "", ""}, defaultTheme(t))); strings.Contains(html, "ld+json") || strings.Contains(html, "og:") {
		t.Error("a page without a host tells its address")
	}
}

// What an owner adds reaches every page, the pages outside the languages too.
func TestOwner(t *testing.T) {
	doc, v := chapter()
	v.Owner = assemble.Owner{
		Announcement: "News\n[more](/zh/x/) & so on", Head: `<meta name="a" content="b">`, Links: []assemble.OwnLink{{Title: "论坛", Href: "https://example.org/f"}},
		CSP:  map[string][]string{"script-src": {"https://a.example"}, "frame-src": {"https://b.example"}},
		Card: assemble.Card{URL: site.URL{Path: "images/card.png"}, Width: 800, Height: 400},
	}
	v.Footer = "一行\n[京ICP备1号](https://beian.miit.gov.cn/)"
	root := outsideRoot()
	root.Owner = v.Owner
	th := defaultTheme(t)
	own := must(t)(Page(doc, v, []string{"", "", ""}, th))
	for _, want := range []string{
		`<p>News</p><p><a href="/guide/zh/x/" rel="noopener">more</a> &amp; so on</p>`, `<a href="https://example.org/f" rel="noopener">论坛</a>`,
		`<p>一行</p><p><a href="https://beian.miit.gov.cn/" rel="noopener">京ICP备1号</a></p>`, `assets/owner.css`,
		`<meta property="og:image" content="https://example.org/guide/images/card.png">`, `<meta property="og:image:width" content="800">`,
	} {
		if !strings.Contains(own, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, html := range []string{own, must(t)(Root(root, th)), must(t)(NotFound(root, "", th))} {
		for _, want := range []string{`script-src 'self' https://a.example;`, `; frame-src 'self' https://b.example"`, `<meta name="a" content="b">`} {
			if !strings.Contains(html, want) {
				t.Errorf("no %s in %.1500s", want, html)
			}
		}
	}
}
