package bundle

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
	"duizhao/generator/theme"
)

// fixture is a small theme with every entry.
func fixture(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	pairs = append([]string{
		"assets/css/main.css", "@import './base.css';\n:root { color: #ff0000 }\n",
		"assets/css/base.css", "body { margin: 0px }\n",
		"assets/css/lines.css", "b { color: blue }",
		"assets/css/versions.css", ".kept { color: red }", "assets/ts/versions.ts", "document.title = 'versions';\n",
		"assets/css/home.css", ".hero { color: red }", "assets/ts/home.ts", "document.title = 'home';\n",
		"assets/css/moved.css", ".moved { color: red }", "assets/ts/moved.ts", "document.title = 'moved';\n",
		"assets/css/calc.css", "b { color: red }", "assets/ts/calc.ts", "document.title = '';\n",
		"assets/ts/formula.ts", "addEventListener('copy', () => {});\n",
		"assets/css/math.css", "@font-face { font-family: K; src: url(../katex/k.woff2) format('woff2') }\n",
		"assets/css/draw.css", ".chart { color: red }\n",
		"assets/css/search.css", ".hit { color: red }\n", "assets/css/comfort.css", ".comfort { color: red }\n", "assets/css/terms.css", ".letters { color: red }\n",
		"assets/css/owner.css", ".links { color: red }\n", "assets/css/outside.css", ".outside { color: red }\n",
		"assets/css/book.css", "@page { size: A4 }\n",
		"assets/css/epub.css", "p { margin: 0 }\n",
		"assets/katex/k.woff2", "a font's bytes",
		"assets/ts/main.ts", "const open = () => import('./search/dialog');\naddEventListener('click', open);\n",
		"assets/ts/search/dialog.ts", "export const text: string = '搜索';\n",
		"assets/css/pair.css", ".row { color: red }\n",
		"assets/ts/pair.ts", "export {}; console.log('pair');\n",
		"assets/ts/tabs.ts", "export {}; console.log('tabs');\n",
		"assets/ts/boot.ts", "document.documentElement.className = 'js';\n",
		"assets/ts/root.ts", "location.hash = 'x';\n",
		"assets/ts/away.ts", "console.log(import.meta.url);\n",
		"assets/ts/offline.ts", "console.log(import.meta.url);\n",
		"assets/ts/worker/worker.ts", "addEventListener('fetch', () => 0);\n",
		"assets/ts/worker/off.ts", "addEventListener('activate', () => 0);\n",
		"assets/ts/live.ts", "console.log('live');\n",
		"assets/css/live.css", ".live { color: red }\n",
		"templates/texts/en.yaml", "js.copied: Copied\nsearch.open: Search\nnav.menu: Menu\n",
	}, pairs...)
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

func build(t *testing.T, user fstest.MapFS, opt Options) (Result, []diag.Diagnostic) {
	t.Helper()
	var th *theme.Theme
	if user == nil {
		th, _ = theme.Load(fixture(), nil)
	} else {
		th, _ = theme.Load(fixture(), user)
	}
	result, ds, err := Build(th, opt)
	if err != nil {
		t.Fatal(err)
	}
	return result, ds
}

func (r Result) data(path string) string {
	for _, f := range r.Files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	return ""
}

func TestEntries(t *testing.T) {
	r, ds := build(t, nil, Options{})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	want := []string{"away.js", "book.css", "boot.js", "calc.css", "calc.js", "comfort.css", "draw.css", "epub.css", "formula.js", "home.css", "home.js", "k.woff2", "lines.css", "main.css", "main.js", "math.css", "moved.css", "moved.js", "off.js", "offline.js", "outside.css", "owner.css", "pair.css", "pair.js", "root.js", "search.css", "tabs.js", "terms.css", "texts.en", "versions.css", "versions.js", "worker.js"}
	if got := slices.Sorted(maps.Keys(r.URLs)); !slices.Equal(got, want) {
		t.Errorf("entries %v, want %v", got, want)
	}
	for name, url := range r.URLs {
		if r.data(url) == "" {
			t.Errorf("%s: no file %s", name, url)
		}
	}
	if got := r.data(r.URLs["main.css"]); got != "body{margin:0}:root{color:red}\n" {
		t.Errorf("main.css is %q", got)
	}
	if got := r.data(r.URLs["boot.js"]); !strings.HasPrefix(got, "(()=>{") {
		t.Errorf("boot.js is no classic script: %q", got)
	}
	var words map[string]string
	if err := json.Unmarshal([]byte(r.data(r.URLs["texts.en"])), &words); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"js.copied": "Copied", "search.open": "Search"}; !maps.Equal(words, want) {
		t.Errorf("texts for scripts %v, want %v", words, want)
	}
}

// A lazily imported module and a font are files of their own, addressed
// relatively, so that they are found under any base path.
func TestSplitFilesAreRelative(t *testing.T) {
	r, _ := build(t, nil, Options{})
	main := r.data(r.URLs["main.js"])
	_, rest, ok := strings.Cut(main, `import("./dialog-`)
	if !ok {
		t.Fatalf("main.js does not import its part: %s", main)
	}
	hash, _, _ := strings.Cut(rest, ".js")
	if got := r.data("assets/dialog-" + hash + ".js"); !strings.Contains(got, "搜索") {
		t.Errorf("the part is %q", got)
	}
	_, rest, _ = strings.Cut(r.data(r.URLs["math.css"]), `url("./`)
	font, _, _ := strings.Cut(rest, `"`)
	if got := r.data("assets/" + font); got != "a font's bytes" {
		t.Errorf("font %q is %q", font, got)
	}
}

func TestLiveLeavesTheRestAlone(t *testing.T) {
	published, _ := build(t, nil, Options{})
	live, _ := build(t, nil, Options{Live: true})
	if live.data(live.URLs["live.js"]) == "" || live.data(live.URLs["live.css"]) == "" {
		t.Error("no live.js or live.css in the preview")
	}
	for name, url := range published.URLs {
		if live.URLs[name] != url {
			t.Errorf("%s is %s in the preview, %s published", name, live.URLs[name], url)
		}
	}
	if _, ok := published.URLs["live.js"]; ok {
		t.Error("live.js would be published")
	}
}

func TestSameBytesAnywhere(t *testing.T) {
	a, _ := build(t, nil, Options{})
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if here, err := os.Getwd(); err != nil || here == home {
		t.Fatal("did not change the folder")
	}
	for range 3 {
		if b, _ := build(t, nil, Options{}); !reflect.DeepEqual(a, b) {
			t.Fatalf("the same theme gave other files:\n%v\n%v", a.URLs, b.URLs)
		}
	}
}

func TestNameFollowsContent(t *testing.T) {
	a, _ := build(t, nil, Options{})
	b, _ := build(t, fstest.MapFS{"assets/css/base.css": {Data: []byte("body { margin: 1px }")}}, Options{})
	if a.URLs["main.css"] == b.URLs["main.css"] {
		t.Error("a changed import left the name of the bundle")
	}
	if a.URLs["math.css"] != b.URLs["math.css"] || a.URLs["main.js"] != b.URLs["main.js"] {
		t.Error("a changed style renamed files that do not use it")
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"syntax", "assets/ts/main.ts", "let a = '中'; let = ;\n",
			`assets/ts/main.ts:1:20: error: unexpected ";" [asset]`},
		{"an import of nothing", "assets/css/main.css", "/* 中 */ @import './none.css';\n",
			"assets/css/main.css:1:17: error: there is no file assets/css/none.css [asset]"},
		{"an import from a registry", "assets/ts/root.ts", "import x from 'lodash';\nx();\n",
			`assets/ts/root.ts:1:15: error: an import must be a relative path below assets/, such as "./name" [asset]`},
		{"an import that leaves the folder", "assets/ts/root.ts", "import '../../site.yaml';\n",
			"assets/ts/root.ts:1:8: error: there is no file assets/../site.yaml [asset]"},
		{"a file nothing imports", "assets/css/mine.css", "a { color: red }",
			"assets/css/mine.css: warning: this file replaces no file of the theme, and nothing uses it [unused-theme-file]"},
	} {
		_, ds := build(t, fstest.MapFS{c.file: {Data: []byte(c.text)}}, Options{})
		if len(ds) == 0 {
			t.Errorf("%s: nothing said", c.name)
			continue
		}
		if got, _, _ := strings.Cut(ds[0].String(), "\n"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Scripts and styles that are named as a template of a block are entries of
// their own; they may share files, but nothing is shared between their outputs.
func TestBlocks(t *testing.T) {
	r, ds := build(t, fstest.MapFS{
		"templates/blocks/card.html":    {Data: []byte("card")},
		"templates/blocks/chart.html":   {Data: []byte("chart")},
		"assets/blocks/card.ts":         {Data: []byte("import { x } from './both';\nconsole.log('card', x);\n")},
		"assets/blocks/card.css":        {Data: []byte(".card { color: red }")},
		"assets/blocks/chart.ts":        {Data: []byte("import { x } from './both';\nconsole.log('chart', x);\n")},
		"assets/blocks/both.ts":         {Data: []byte("export const x: number = 7;\n")},
		"assets/blocks/nobody.css":      {Data: []byte("a { color: red }")},
		"templates/blocks/nothing.html": {Data: []byte("no files")},
	}, Options{})
	if len(ds) != 1 || ds[0].File != "assets/blocks/nobody.css" || ds[0].Code != "unused-theme-file" {
		t.Errorf("got %v", ds)
	}
	for name, want := range map[string]string{"blocks/card.js": `"card",`, "blocks/chart.js": `"chart",`, "blocks/card.css": ".card"} {
		url := r.URLs[name]
		if data := r.data(url); !strings.HasPrefix(url, "assets/block-") || !strings.Contains(data, want) || strings.Contains(data, "import") {
			t.Errorf("%s is %s: %q", name, url, data)
		}
	}
	if _, ok := r.URLs["blocks/both.js"]; ok {
		t.Error("a file that blocks import is published by itself")
	}
}

func TestImportedExtraFileIsUsed(t *testing.T) {
	_, ds := build(t, fstest.MapFS{
		"assets/css/main.css":  {Data: []byte("@import 'mine.css';")},
		"assets/css/mine.css":  {Data: []byte("a { background: url(paper.png) }")},
		"assets/css/paper.png": {Data: []byte("a picture")},
	}, Options{})
	if len(ds) > 0 {
		t.Error(ds)
	}
}
