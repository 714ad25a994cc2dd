package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

func TestOpenSearch(t *testing.T) {
	r := &assemble.Root{Langs: []assemble.RootLang{{Lang: site.Lang{ID: "zh", Tag: "zh-Hans"}, Title: "一个比十六个字还要长得多的站点的标题 <&>"}}}
	if got, err := OpenSearch(r, "zh"); got != nil || err != nil {
		t.Errorf("without a host: %s %v", got, err)
	}
	r.Base = site.Base{Origin: "https://example.org", Prefix: "/guide"}
	got, err := OpenSearch(r, "zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<ShortName>一个比十六个字还要长得多的站点…</ShortName>", // 16 characters
		"的标题 &lt;&amp;&gt;</Description>",
		`template="https://example.org/guide/zh/search/?q={searchTerms}"`,
		`rel="self" template="https://example.org/guide/zh/opensearch.xml"`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
