package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// reckoning is a site with a calculator of one file in both languages.
func reckoning() fstest.MapFS {
	root := small()
	root["content/data/周.csv"] = &fstest.MapFile{Data: []byte("\ufefftask,任务,hours,low,high\nWrite,写<稿>,6,E1,E1\nPlan,策划,2,E0,E2\n")}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n```calc {#tbl:x}\ntype: exposure\ntitle: 周\ntask: 任务\ndata: data/周.csv\n```\n\n[](#tbl:x)\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n```calc {#tbl:x}\ntype: exposure\ntitle: Week\ndata: data/周.csv\n```\n")}
	return root
}

func TestCalculators(t *testing.T) {
	root, m := reckoning(), memo(t)
	before, found := run(t, root, m, true)
	if len(found) > 0 {
		t.Fatal(found)
	}
	page := unkeyed(before.files["zh/a/index.html"])
	for _, want := range []string{
		`id="tbl:x" class="calc">`, `<figcaption><span class="no">表 1</span> 周</figcaption>`, "写&lt;稿&gt;</th>",
		"每周 8 小时中，暴露份额（β）在 0.750 与 0.875 之间。", `data-out="beta-high">0.875</td>`, `d="M75.00 4H87.50"`,
		"/assets/calc-", ` download>`, `<td class="right calc-given" data-share data-label="占比">75.0%</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if strings.Contains(page, "style=") || strings.Contains(before.files["zh/index.html"], "/assets/calc-") {
		t.Error("the page has a style of its own, or the script is loaded where no calculator stands")
	}
	if before.files["data/周.csv"] == "" {
		t.Error("the data are not published")
	}
	root["content/data/周.csv"] = &fstest.MapFile{Data: []byte("task,任务,hours,low,high\nWrite,写稿,6,E1,E1\n")}
	warm, _ := run(t, root, m, true)
	clean, _ := run(t, root, memo(t), true)
	same(t, "other data", clean, warm)
}

func TestSkillAudit(t *testing.T) {
	root := small()
	root["content/data/技能.csv"] = &fstest.MapFile{Data: []byte("技能,hours,need,level,proof\n口译,5,4,3,3\n报<价>,7,3,3,0\n")}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n```calc\ntype: audit\ntitle: 技能\nskill: 技能\ndata: data/技能.csv\n```\n")}
	out, found := run(t, root, memo(t), true)
	if len(found) > 0 {
		t.Fatal(found)
	}
	page := unkeyed(out.files["zh/a/index.html"])
	for _, want := range []string{
		"缺口共 26：要学的 5，要证明的 21。最大的一项：报&lt;价&gt;。",
		`<th scope="row" data-out="rank-0">报&lt;价&gt;</th><td class="right" data-out="rank-0-gap">21</td><td class="right" data-out="rank-0-learn">0</td>`,
		`<th scope="row" data-out="rank-1">口译</th>`, `data-out="rank-1-learn-bar" d="M0.00 4H23.81"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
}

func TestBrokenCalculators(t *testing.T) {
	root := reckoning()
	root["content/data/周.csv"] = &fstest.MapFile{Data: []byte("\ufefftask,任务,hours,low,high\nWrite,写稿,六,E1,E1\nPlan,策划,2,E1,E0\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n汉字\n\n> ```calc\n> type: scenarios\n> title: 汉\n> ---\n> 情景,weight,甲\n> 好,.5,100\n> ```\n\n```calc\ntype: exposure\ntitle: 汉\ndata: data/週.csv\n```\n")}
	m := memo(t)
	for range 2 { // anew, and as it is remembered
		sink, found := run(t, root, m, true)
		var got []string
		for _, d := range found {
			got = append(got, d.String())
		}
		want := `content/data/周.csv:2:10: error: "六" in the column "hours" is no number [calc]
	hint: write digits alone, with a point before the decimals
content/data/周.csv:3:11: error: low E1 counts for more than high E0 [calc]
	hint: the order is E0, E2, E1
content/zh/index.md:9:3: error: the rows have no column "scenario" [calc]
	hint: there are: 情景, weight, 甲; if another one is meant, write scenario: COLUMN
content/zh/index.md:16:7: error: no file "data/週.csv" below content/ [calc]
	hint: did you mean "data/周.csv"?`
		if s := strings.Join(got, "\n"); s != want {
			t.Errorf("got\n%s\nwant\n%s", s, want)
		}
		if !strings.Contains(sink.files["zh/index.html"], `class="broken-leaf"`) {
			t.Error("the preview does not show what is broken")
		}
	}
}
