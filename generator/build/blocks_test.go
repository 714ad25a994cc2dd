package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A block of the site's own is drawn by its template, and its style and script
// are loaded where it stands; a name that no template has is an error there.
func TestBlocksOfASite(t *testing.T) {
	root := small()
	root["templates/blocks/timeline.html"] = &fstest.MapFile{Data: []byte(`<ol class="timeline">{{.Title}}{{.Body}}</ol>`)}
	root["assets/blocks/timeline.css"] = &fstest.MapFile{Data: []byte(".timeline { color: red }")}
	root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 乙\n\n- 甲\n\n  :::timeline 大事\n  $x^2$ 与[甲](a.md)\n  :::\n")}
	root["content/en/b.md"] = &fstest.MapFile{Data: []byte("# B\n\n:::timelime\n:::\n\n:::quux\n:::\n")}
	sink, found := run(t, root, memo(t), false)
	var got []string
	for _, d := range found {
		if d.Code == "unknown-block" {
			got = append(got, d.Pos.String()+" "+d.Hint)
		}
	}
	want := `content/en/b.md:3:4 did you mean "timeline"?, content/en/b.md:6:4 write templates/blocks/quux.html, or put a backslash before the colons to show them`
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
	page := sink.files["zh/b/index.html"]
	if !strings.Contains(page, `<ol class="timeline">大事<p><span class="math"><span class="katex">`) || !strings.Contains(page, `<a href="/zh/a/">甲</a>`) {
		t.Errorf("the block is not drawn: %s", page)
	}
	if !strings.Contains(page, "/assets/block-timeline-") || strings.Contains(sink.files["zh/a/index.html"], "block-timeline") {
		t.Error("its style is not loaded there and there alone")
	}
}
