package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/serve"
)

// deskOf returns the author's side of a preview of a small site, whose builds
// are made as they are asked for.
func deskOf(t *testing.T, files map[string]string) (*desk, func(file, text string)) {
	t.Helper()
	root := t.TempDir()
	write := func(file, text string) {
		t.Helper()
		whole := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(whole), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(whole, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for file, text := range files {
		write(file, text)
	}
	c := &console{ctx: t.Context(), err: t.Output()}
	flags := siteFlags{Root: root}
	dir, err := flags.open(c, false)
	if err != nil {
		t.Fatal(err)
	}
	in := flags.input(dir)
	in.Live, in.BaseURL = true, "/"
	d := newDesk(flags, dir, in)
	preview := serve.NewPreview(0)
	build := func() {
		preview.Begin()
		found, err := d.build(context.Background(), preview, nil)
		if err != nil {
			t.Error(err)
		}
		preview.End(found)
	}
	build()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case done := <-d.again:
				build()
				done()
			case <-stop:
				return
			}
		}
	}()
	t.Cleanup(func() {
		close(stop)
		<-stopped
		dir.close(c)
	})
	return d, write
}

func (d *desk) told(t *testing.T, file string) (shownPage, []string) {
	t.Helper()
	about, sources := d.page(file)
	return about.(shownPage), sources
}

func (d *desk) ask(t *testing.T, name string, ask any) (any, error) {
	t.Helper()
	body, err := json.Marshal(ask)
	if err != nil {
		t.Fatal(err)
	}
	return d.actions()[name](t.Context(), body)
}

func TestDesk(t *testing.T) {
	const zh, en = "---\ntitle: 甲\n---\n\n第一段。\n\n第二段。\n", "---\ntitle: A\n---\n\nOne.\n\nTwo.\n"
	d, write := deskOf(t, map[string]string{
		"site.yaml":           "title: T\nlanguages: [zh, en]\n",
		"content/zh/index.md": "# 首页\n", "content/en/index.md": "# Home\n",
		"content/zh/a.md": zh, "content/en/a.md": en,
		"content/zh/b.md": "---\ntitle: 乙\ndraft: true\n---\n\n还没写完。\n",
	})

	page, sources := d.told(t, "en/a/index.html")
	if !slices.Equal(sources, []string{"content/en/a.md"}) || len(page.Texts) != 1 || len(page.Translations) != 1 {
		t.Fatalf("%v %+v", sources, page)
	}
	if x := page.Texts[0]; x.File != "content/en/a.md" || x.Lang != "en" || x.Words != 2 || x.Minutes != 1 || x.URL != "/en/a/" {
		t.Errorf("text %+v", x)
	}
	if len(page.Paired) != 1 || page.Paired[0].URL != "/pair/en/zh/a/" || page.Paired[0].Lang != "zh" {
		t.Errorf("paired with %+v", page.Paired)
	}
	tr := page.Translations[0]
	if tr.New != 2 || tr.Blocks != 2 || !tr.Written || tr.File != "content/en/a.md" || len(tr.Open) != 2 {
		t.Fatalf("translation %+v", tr)
	}
	if b := tr.Open[1]; b.Name != "/2" || b.State != "new" || b.Source.Line != 7 || b.Target.Text != "Two." || !slices.Equal(b.Keys, []int{2, 1}) {
		t.Errorf("block %+v", b)
	}

	paired, _ := d.told(t, "pair/en/zh/a/index.html")
	if len(paired.Texts) != 2 || len(paired.Paired) != 0 || len(paired.Translations) != 1 {
		t.Fatalf("a paired page: %+v", paired)
	}
	if b := paired.Translations[0].Open[1]; !slices.Equal(b.Keys, []int{2, 1}) {
		t.Errorf("a block of a paired page: %+v", b)
	}

	// One block, then what is left; the file is what sync accept writes.
	if _, err := d.ask(t, "accept", acceptAsk{tr.File, tr.Seen, []string{"/2"}}); err != nil {
		t.Fatal(err)
	}
	page, _ = d.told(t, "zh/a/index.html")
	if tr = page.Translations[0]; tr.Fresh != 1 || tr.New != 1 {
		t.Errorf("after one block: %+v", tr)
	}
	if reply, err := d.ask(t, "accept", acceptAsk{tr.File, tr.Seen, nil}); err != nil || reply.(acceptReply).Accepted != 1 {
		t.Errorf("%v %v", reply, err)
	}
	lock, err := os.ReadFile(filepath.Join(d.dir.path, "content/translations.lock"))
	if err != nil || strings.Count(string(lock), "zh→en") != 2 {
		t.Errorf("%v: the lock is %s", err, lock)
	}

	// What changed since the author looked is not accepted.
	page, _ = d.told(t, "en/a/index.html")
	write("content/zh/a.md", zh+"\n第三段。\n")
	if _, err := d.ask(t, "accept", acceptAsk{page.Translations[0].File, page.Translations[0].Seen, nil}); err == nil || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("accepted what nobody saw: %v", err)
	}
	if err := d.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	page, _ = d.told(t, "en/a/index.html")
	tr = page.Translations[0]
	if tr.Missing != 1 || len(tr.Open) != 1 || !slices.Equal(tr.Open[0].Keys, []int{2, 1}) || tr.Open[0].Target.Line == 0 {
		t.Errorf("a block without a translation: %+v", tr)
	}
	for name, ask := range map[string]any{
		"without a counterpart": acceptAsk{tr.File, tr.Seen, []string{tr.Open[0].Name}},
		"no such block":         acceptAsk{tr.File, tr.Seen, []string{"nothing"}},
		"no such file":          acceptAsk{"content/en/none.md", tr.Seen, nil},
		"another shape":         map[string]int{"page": 1},
	} {
		if _, err := d.ask(t, "accept", ask); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}

	// Drafts come and go; a page without a translation is told of as such.
	if page, sources := d.told(t, "zh/b/index.html"); len(page.Texts) != 0 || sources != nil || page.Drafts {
		t.Errorf("a hidden draft: %+v", page)
	}
	for _, show := range []bool{true, false} {
		if _, err := d.ask(t, "drafts", draftsAsk{show}); err != nil {
			t.Fatal(err)
		}
		page, _ := d.told(t, "zh/b/index.html")
		if page.Drafts != show || len(page.Texts) == 1 != show {
			t.Errorf("drafts %t: %+v", show, page)
		}
		if show && (!page.Texts[0].Draft || page.Translations[0].Written || page.Translations[0].File != "content/en/b.md") {
			t.Errorf("a draft: %+v", page)
		}
	}
}
