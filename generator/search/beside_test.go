package search

import (
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

func chapterPage(path, number, title string) *assemble.View {
	v := &assemble.View{URL: site.URL{Path: path}, Nav: &assemble.Nav{Current: -1}}
	if title != "" {
		v.Nav.Chapters, v.Nav.Current = []assemble.NavLink{{Title: "另一章"}, {Number: number, Title: title}}, 1
	}
	return v
}

func TestAbout(t *testing.T) {
	langs := []site.Lang{{ID: "zh", Tag: "zh-Hans", Name: "简体中文", Dir: "ltr"}, {ID: "en", Tag: "en", Name: "English", Dir: "ltr"}, {ID: "ar", Tag: "ar", Name: "العربية", Dir: "rtl"}}
	terms := []map[string][]string{
		{"zh": {"策略", "做法"}, "en": {"policy"}},
		{"zh": {"只有中文"}},
		{"en": {"English only"}, "ar": {"x"}},
	}
	for _, c := range []struct {
		name  string
		lang  int
		pages []*assemble.View
		want  string
	}{
		{"chapters begin where the index's pages do, home before them", 0,
			[]*assemble.View{chapterPage("zh/", "", ""), chapterPage("zh/a/", "1", "甲"), chapterPage("zh/a/b/", "1", "甲"), chapterPage("zh/c/", "", "丙")},
			`{"chapters":[["1 甲",1],["丙",3]],"languages":[["en","en","English","ltr"],["ar","ar","العربية","rtl"]],"terms":[[["策略","做法"],["policy"],[]]]}` + "\n"},
		{"a site without pages", 2, nil,
			`{"chapters":[],"languages":[["zh","zh-Hans","简体中文","ltr"],["en","en","English","ltr"]],"terms":[[["x"],[],["English only"]]]}` + "\n"},
	} {
		f := About(langs[c.lang], langs, c.pages, terms)
		if want := langs[c.lang].ID + "/search/about.json"; f.Path != want || string(f.Data) != c.want {
			t.Errorf("%s: %s\ngot  %swant %s", c.name, f.Path, f.Data, c.want)
		}
	}
}

// A page that the other language lacks has no counterpart, nor has a heading
// without an id.
func TestCounterparts(t *testing.T) {
	views := []*assemble.View{{URL: site.URL{Path: "zh/a/"}}, {URL: site.URL{Path: "zh/only/"}}}
	heading := func(text string) site.Heading {
		return site.Heading{Level: 2, Runs: []site.Run{{Field: site.Prose, Text: text}}}
	}
	others := []*Text{{
		Doc:  &markdown.Doc{Headings: []site.Heading{heading("Losses <b> & gains"), heading("Nameless")}},
		View: &assemble.View{URL: site.URL{Path: "en/other/"}, Title: "Other", IDs: []string{"losses", ""}},
	}, nil}
	want := `{"zh/a/":["en/other/","Other",{"losses":"Losses <b> & gains"}]}` + "\n"
	if got := string(CounterpartsFile(views, others)); got != want {
		t.Errorf("got  %swant %s", got, want)
	}
	if got := CounterpartsPath("zh", "en", 3); got != "zh/search/en-3.json" {
		t.Error(got)
	}
}
