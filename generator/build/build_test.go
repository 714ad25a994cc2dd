package build

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
	"duizhao/generator/theme"
)

// memory is a sink that makes every file at once.
type memory struct {
	mu    sync.Mutex
	files map[string]string
	keys  map[string][16]byte
	kept  []string
}

func newMemory() *memory {
	return &memory{files: map[string]string{}, keys: map[string][16]byte{}}
}

func (m *memory) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	data, err := make(context.Background())
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.files[path]; ok {
		return fmt.Errorf("%s is put twice", path)
	}
	m.files[path], m.keys[path] = string(data), key
	return nil
}

func (m *memory) Keep(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = append(m.kept, path)
}

// bundled is Input.Bundle of most tests: what builds of one theme bundle is made once.
var bundled = func() func(*theme.Theme, bundle.Options) (bundle.Result, []diag.Diagnostic, error) {
	type made struct {
		theme [16]byte
		opt   bundle.Options
	}
	type result struct {
		res   bundle.Result
		found []diag.Diagnostic
		err   error
	}
	var mu sync.Mutex
	all := map[made]result{}
	return func(t *theme.Theme, opt bundle.Options) (bundle.Result, []diag.Diagnostic, error) {
		mu.Lock()
		defer mu.Unlock()
		key := made{t.Key(), opt}
		r, ok := all[key]
		if !ok {
			r.res, r.found, r.err = bundle.Build(t, opt)
			all[key] = r
		}
		return r.res, slices.Clone(r.found), r.err
	}
}()

func small() fstest.MapFS {
	return fstest.MapFS{
		"site.yaml":              {Data: []byte("title: T\nlanguages: [zh, en]\n")},
		"content/zh/index.md":    {Data: []byte("# 首页\n\n[甲](a.md) $x^2$\n")},
		"content/en/index.md":    {Data: []byte("# Home\n\n[A](a.md) $x^2$\n")},
		"content/zh/a.md":        {Data: []byte("# 甲\n\n## 第一节\n\n```go\nfunc main() {}\n```\n")},
		"content/en/a.md":        {Data: []byte("# A\n\n## First\n\n```go\nfunc main() {}\n```\n")},
		"content/static/a/b.txt": {Data: []byte("static")},
	}
}

func memo(t *testing.T) *cache.Memo {
	t.Helper()
	m, err := cache.Open("", "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t *testing.T, root fs.FS, m *cache.Memo, live bool) (*memory, []diag.Diagnostic) {
	t.Helper()
	sink := newMemory()
	found, err := Run(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: m, Live: live}, sink)
	if err != nil {
		t.Fatal(err)
	}
	return sink, found
}

// same compares two builds: files, bytes and keys.
func same(t *testing.T, what string, a, b *memory) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(a.files)) {
		if a.files[path] != b.files[path] {
			t.Errorf("%s: %s differs", what, path)
		}
		if a.keys[path] != b.keys[path] {
			t.Errorf("%s: the key of %s differs", what, path)
		}
	}
	if len(a.files) != len(b.files) {
		t.Errorf("%s: %d files, then %d", what, len(a.files), len(b.files))
	}
}

// TestIncremental holds a build with a memo that knows an earlier state to the
// bytes of a clean one, whatever changed.
func TestIncremental(t *testing.T) {
	root, m := small(), memo(t)
	before, found := run(t, root, m, false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"nothing", func() {}},
		{"a sentence", func() { root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n新的一句。\n")} }},
		{"a title, which others show", func() { root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 乙\n\n## 第一节\n")} }},
		{"an English heading, whose id the Chinese one has", func() { root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n## Second\n")} }},
		{"a new page", func() { root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 新")} }},
		{"its translation", func() { root["content/en/b.md"] = &fstest.MapFile{Data: []byte("# New")} }},
		{"a page less", func() {
			delete(root, "content/en/a.md")
			delete(root, "content/zh/a.md")
			delete(root, "content/en/b.md")
		}},
		{"a language more", func() {
			root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en, ja]\n")}
			root["content/ja/index.md"] = &fstest.MapFile{Data: []byte("日本語")}
		}},
		{"a template", func() { root["templates/partials/footer.html"] = &fstest.MapFile{Data: []byte("<footer>x</footer>")} }},
	} {
		step.change()
		warm, told := run(t, root, m, false)
		clean, anew := run(t, root, memo(t), false)
		same(t, step.name, clean, warm)
		if !slices.Equal(told, anew) {
			t.Errorf("%s: a warm build says %v, a cold one %v", step.name, told, anew)
		}
		if step.name != "nothing" && maps.Equal(before.files, warm.files) {
			t.Errorf("%s: nothing changed", step.name)
		}
		before = warm
	}
}

// TestKeys holds that the key of a page says when it changes: equal keys, equal
// bytes, over a series of edits.
func TestKeys(t *testing.T) {
	root, m := small(), memo(t)
	bytes := map[string]string{} // by path and key
	for i := range 4 {
		root["content/zh/a.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "# 甲%d\n\n## 第一节\n\n$%d$\n", i%2, i%2)}
		sink, _ := run(t, root, m, false)
		for path, data := range sink.files {
			k := fmt.Sprintf("%s %x", path, sink.keys[path])
			if was, ok := bytes[k]; ok && was != data {
				t.Errorf("%s has one key and two contents", path)
			}
			bytes[k] = data
		}
	}
}

// TestVersion holds that nothing another version of the program made is taken
// for this one's: templates and scripts are in the key, the program must be too.
func TestVersion(t *testing.T) {
	keys := func(version string) map[string][16]byte {
		sink := newMemory()
		if _, err := Run(t.Context(), Input{Root: small(), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), Version: version}, sink); err != nil {
			t.Fatal(err)
		}
		return sink.keys
	}
	one, two := keys("1"), keys("2")
	for _, path := range []string{"index.html", "404.html", "zh/index.html", "en/a/index.html"} {
		if one[path] == two[path] {
			t.Errorf("%s has one key in two versions", path)
		}
	}
}

// TestShared holds that one formula is set once for both languages.
func TestShared(t *testing.T) {
	sink, _ := run(t, small(), memo(t), false)
	cut := func(html string) string {
		_, rest, _ := strings.Cut(html, `<span class="math">`)
		out, _, _ := strings.Cut(rest, "</p>")
		return out
	}
	zh, en := cut(sink.files["zh/index.html"]), cut(sink.files["en/index.html"])
	if zh == "" || zh != en {
		t.Errorf("the formula differs:\n%s\n%s", zh, en)
	}
}

// TestWrong holds what the preview shows of broken sources: a broken formula in
// its place with its message, the last good page where none can be made,
// nothing at all without settings.
func TestWrong(t *testing.T) {
	root := unlike(small())
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("好 $\\fracc$ 完\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: [\n---\n")}
	sink, found := run(t, root, memo(t), true)
	if html := sink.files["zh/index.html"]; !strings.Contains(html, `unknown command`) || !strings.Contains(html, "完") {
		t.Errorf("the broken formula is not shown in its place:\n%s", html)
	}
	if !slices.Contains(sink.kept, "en/a/index.html") {
		t.Errorf("kept: %v", sink.kept)
	}
	if !diag.HasErrors(found) || len(found) != 2 {
		t.Errorf("found: %v", found)
	}
	if _, ok := sink.files["index.html"]; !ok {
		t.Error("the root page is missing")
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\ntitel: x\ncheck: { severities: { unknown-key: off } }\n")}
	if _, found = run(t, root, memo(t), false); !diag.HasErrors(found) {
		t.Error("settings make good what is wrong with them")
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: [")}
	sink, found = run(t, root, memo(t), true)
	if len(sink.files) > 0 || !diag.HasErrors(found) {
		t.Errorf("%d files without settings, found %v", len(sink.files), found)
	}
}

// TestSeverities holds that settings change severities, but not of what leaves
// no safe page.
func TestSeverities(t *testing.T) {
	root := small()
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n[x](nichts.md) <b style=x onclick=y>x</b> [y](javascript:x)\n")}
	severities := func(check string) string {
		root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\n" + check)}
		_, found := run(t, root, memo(t), false)
		var out []string
		for _, d := range found {
			out = append(out, d.Code+"="+d.Severity.String())
		}
		return strings.Join(out, " ")
	}
	if got, want := severities(""), "broken-link=error raw-html=warning raw-html=warning unsafe-link=error"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := severities("check: { severities: { broken-link: warning, raw-html: off, unsafe-link: off } }\n")
	if want := "broken-link=warning unsafe-link=error setting=warning"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestStatic holds that content/static/ goes to the root as it is.
func TestStatic(t *testing.T) {
	sink, _ := run(t, small(), memo(t), false)
	if sink.files["a/b.txt"] != "static" {
		t.Error("a file of content/static/ is missing")
	}
}

// TestCancelled holds that a build that is interrupted says so.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Run(ctx, Input{Root: small(), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t)}, newMemory())
	if err == nil {
		t.Error("no error")
	}
}
