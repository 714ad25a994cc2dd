package build

import (
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// charting is a site with a chart of a file in both languages, in a partial too.
func charting() fstest.MapFS {
	root := small()
	root["content/data/x 1.csv"] = &fstest.MapFile{Data: []byte("\ufeffname,名,v\nEditors,编辑,.65\nWriters,作家,.81\n")}
	chart := "```chart {#fig:x}\ntype: bar\ntitle: T\ndata: data/x 1.csv\nx: %s\ny: v\n```\n"
	root["content/zh/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "# 甲\n\n"+chart+"\n[](#fig:x)\n\n<<< zh/_part.md\n", "名")}
	root["content/en/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "# A\n\n"+chart, "name")}
	root["content/zh/_part.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, strings.Replace(chart, " {#fig:x}", "", 1), "名")}
	return root
}

func TestCharts(t *testing.T) {
	root, m := charting(), memo(t)
	before, found := run(t, root, m, false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	page := unkeyed(before.files["zh/a/index.html"])
	for _, want := range []string{
		`<figure id="fig:x" class="chart">`, `<figcaption><span class="no">图 1</span> T</figcaption>`, ">编辑</text>",
		`<summary>图中数据</summary>`, `<th scope="row">编辑</th><td class="right">.65</td>`,
		`<a href="/data/x%201.csv" download>下载数据（CSV）</a>`, "/assets/draw-", `-2-w-t"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if strings.Contains(page, "style=") || strings.Contains(page, "<style") {
		t.Error("the page has a style of its own")
	}
	ids := map[string]bool{}
	for i, part := range strings.Split(page, ` id="`) {
		if id, _, _ := strings.Cut(part, `"`); i > 0 {
			if ids[id] {
				t.Errorf("two elements have the id %q", id)
			}
			ids[id] = true
		}
	}
	if before.files["data/x 1.csv"] == "" || strings.Contains(before.files["zh/index.html"], "/assets/draw-") {
		t.Error("the data are not published, or the style is loaded where no chart stands")
	}
	root["content/data/x 1.csv"] = &fstest.MapFile{Data: []byte("name,名,v\nEditors,编辑,.5\n")}
	warm, _ := run(t, root, m, false)
	clean, _ := run(t, root, memo(t), false)
	same(t, "other data", clean, warm)
	if warm.keys["zh/a/index.html"] == before.keys["zh/a/index.html"] || warm.keys["zh/index.html"] != before.keys["zh/index.html"] {
		t.Error("the pages with the chart, and they alone, are not made anew")
	}
}

func TestBrokenCharts(t *testing.T) {
	root := unlike(charting())
	root["content/data/x 1.csv"] = &fstest.MapFile{Data: []byte("\ufeffname,名,v\nEditors,编辑,.6五\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n汉字\n\n> ```chart\n> type: bar\n> title: 汉\n> data: data/x_1.csv\n> ```\n\n```chart\ntype: grouped\ntitle: 汉\ndata: data/x 1.csv\ny: 值, v\n```\n")}
	m := memo(t)
	for range 2 { // anew, and as it is remembered
		sink, found := run(t, root, m, true)
		var got []string
		for _, d := range found {
			got = append(got, d.String())
		}
		want := `content/data/x 1.csv:2:12: error: ".6五" in the column "v" is no number [chart]
	hint: leave the cell empty where there is no value
content/zh/index.md:8:9: error: no file "data/x_1.csv" below content/ [chart]
	hint: did you mean "data/x 1.csv"?
content/zh/index.md:15:4: error: no column "值" in "data/x 1.csv" [chart]
	hint: did you mean "v"? there are: name, 名, v`
		if s := strings.Join(got, "\n"); s != want {
			t.Errorf("got\n%s\nwant\n%s", s, want)
		}
		if !strings.Contains(sink.files["zh/index.html"], `<span class="broken-leaf">&quot;data/x_1.csv&quot; cannot be read</span>`) {
			t.Error("the preview does not show what is broken")
		}
	}
}

// TestRowsInSearch holds that what a page shows of a file is searched, in what it
// includes too, that nothing else of the file is, and that other data are others there.
func TestRowsInSearch(t *testing.T) {
	root, m := charting(), memo(t)
	root["content/en/a.md"].Data = append(root["content/en/a.md"].Data, "\n```calc\ntype: exposure\ntitle: Week\ndata: data/week.csv\n```\n"...)
	root["content/data/week.csv"] = &fstest.MapFile{Data: []byte("task,任务,hours,low,high\nWrite,写稿,6,E1,E1\n")}
	before, found := run(t, root, m, true)
	if len(found) > 0 {
		t.Fatal(found)
	}
	zh, en := indexed(before, "zh"), indexed(before, "en")
	if strings.Count(zh, "编辑, .65\\n作家, .81") != 2 || !strings.Contains(en, "Editors, .65") || !strings.Contains(en, "Write, 6, E1, E1") {
		t.Errorf("not all rows are in %s and %s", zh, en)
	}
	if strings.Contains(zh, "Editors") || strings.Contains(en, "编辑") || strings.Contains(en, "写稿") {
		t.Errorf("columns that no page shows are in %s or %s", zh, en)
	}
	root["content/data/x 1.csv"] = &fstest.MapFile{Data: []byte("name,名,v\nEditors,审校,.65\n")}
	root["content/data/week.csv"] = &fstest.MapFile{Data: []byte("task,hours,low,high\nRead,6,E1,E1\n")}
	warm, _ := run(t, root, m, true)
	clean, _ := run(t, root, memo(t), true)
	same(t, "other data", clean, warm)
	if zh, en := indexed(warm, "zh"), indexed(warm, "en"); strings.Count(zh, "审校") != 2 || strings.Contains(zh, "作家") || !strings.Contains(en, "Read, 6") {
		t.Errorf("the index keeps what was before: %s and %s", zh, en)
	}
	delete(root, "content/data/x 1.csv")
	warm, _ = run(t, root, m, true)
	clean, _ = run(t, root, memo(t), true)
	same(t, "no data", clean, warm)
}

// indexed returns the texts of a language's search.
func indexed(m *memory, lang string) string {
	var out strings.Builder
	for _, path := range slices.Sorted(maps.Keys(m.files)) {
		if strings.HasPrefix(path, lang+"/search/") && strings.HasSuffix(path, ".bin") {
			text, err := io.ReadAll(flate.NewReader(strings.NewReader(m.files[path])))
			if err == nil && strings.HasPrefix(string(text), "[") { // the others are no texts
				out.Write(text)
			}
		}
	}
	return out.String()
}
