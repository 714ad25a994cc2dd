// Package bundle turns a theme's assets into the files a site publishes:
// minified, named by the hash of their content, so that they may be cached
// for ever.
//
//	css/main.css                                 styles
//	css/math.css  css/draw.css  css/lines.css    the same, for pages with formulas, charts, marked lines of code
//	css/pair.css                                 the same, for pages in two languages
//	css/calc.css                                 the same, for pages with calculators
//	css/search.css                               the same, for the search
//	css/comfort.css                              the same, for the dialogs of a reader's comfort
//	css/terms.css                                the same, for the page of all terms
//	css/owner.css                                the same, for what a site's owner adds
//	css/versions.css  ts/versions.ts             the same, for a site in several versions
//	css/home.css                                 the same, for pages laid out as a home page
//	css/moved.css                                the same, for pages that had sections which are elsewhere now
//	css/outside.css                              the same, for the pages at / and for addresses that do not exist
//	css/book.css                                 the same, for books on paper; no page has it
//	css/epub.css                                 that of ebooks, alone; no page has it
//	ts/main.ts                                   an ES module; what it imports lazily is split off
//	ts/formula.ts  ts/calc.ts                    the same, for pages with formulas, calculators
//	ts/pair.ts  ts/tabs.ts                       the same, for pages in two languages, with tabs
//	ts/offline.ts  ts/away.ts                    the same, for a site that browsers keep
//	ts/home.ts                                   the same, for pages laid out as a home page
//	ts/boot.ts  ts/root.ts                       classic scripts
//	ts/moved.ts                                  the same, for addresses that pages and sections had
//	ts/worker/worker.ts  ts/worker/off.ts        the same, what sw.js is made of; no page has them
//	ts/live.ts  css/live.css                     the preview's, in the preview alone
//	ts/author.ts  css/author.css                 the author's panel, likewise
//	blocks/NAME.ts  blocks/NAME.css              with templates/blocks/NAME.html; an ES module
//	templates/texts/TAG.yaml                     the texts that scripts need, one JSON file per table; those
//	                                             of the author's panel in the preview alone
//
// Files lie flat in assets/ and address each other relatively, so they work
// under any base path. esbuild does the work, through its Go API and from the
// theme's files alone: imports are relative paths below assets/, nothing is
// read from disk, and the same theme gives the same bytes everywhere.
//
// An asset a site adds is reachable only through imports of the entries above;
// esbuild tells which files it read, and the others are warnings.
//
// This package knows nothing of pages or templates.
package bundle

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/theme"

	"github.com/evanw/esbuild/pkg/api"
)

// Options choose what is bundled.
type Options struct {
	Live   bool      // the preview's script and style too
	Accent [2]string // in place of the theme's own, on light pages and on dark ones; "" leaves that
}

// Result is the published form of a theme's assets.
type Result struct {
	Files []File // sorted by path
	// URLs are the addresses by logical name: an entry's ("main.css" →
	// "assets/main-ABCD1234.css"), "texts.zh-Hans", a font's file name.
	URLs map[string]string
}

// File is a published file.
type File struct {
	Path string // from the site's root, "assets/…"
	Data []byte
}

// group is a set of entries that are bundled in one way.
type group struct {
	format  api.Format
	split   bool
	entries []string
	some    []string // entries too, of which only some pages have the files: these name them
}

// groups keeps the preview's script apart, so that it shares no chunk with
// main.ts and a preview loads the very files that are published.
func groups(opt Options) []group {
	out := []group{
		{api.FormatESModule, false, []string{"ts/offline.ts", "ts/away.ts"},
			[]string{"ts/pair.ts", "ts/tabs.ts", "ts/home.ts", "ts/versions.ts"}}, // share no chunk with main.ts, which would have to wait for it
		{api.FormatESModule, true, []string{"css/main.css", "css/search.css", "css/comfort.css", "css/outside.css", "css/book.css", "css/epub.css", "ts/main.ts"},
			[]string{"css/math.css", "css/draw.css", "css/calc.css", "css/lines.css", "css/pair.css", "css/terms.css", "css/owner.css", "css/home.css", "css/moved.css", "css/versions.css", "ts/formula.ts", "ts/calc.ts"}},
		{api.FormatIIFE, false, []string{"ts/boot.ts", "ts/root.ts", "ts/worker/worker.ts", "ts/worker/off.ts"}, []string{"ts/moved.ts"}},
	}
	if opt.Live {
		out = append(out, group{api.FormatESModule, false, []string{"ts/live.ts", "css/live.css"}, nil},
			group{api.FormatESModule, false, []string{"ts/author.ts", "css/author.css"}, nil})
	}
	return out
}

// Build bundles the assets of t. Mistakes in a style or script are diagnostics
// at their place; with errors among them the result is incomplete. An error
// means that esbuild's own output could not be understood.
func Build(t *theme.Theme, opt Options) (Result, []diag.Diagnostic, error) {
	b := &builder{theme: t, accent: opt.Accent, files: map[string][]byte{}, urls: map[string]string{}, used: map[string]bool{}}
	for _, g := range append(groups(opt), blocks(t)) {
		if err := b.group(g); err != nil {
			return Result{}, nil, fmt.Errorf("bundle assets: %w", err)
		}
	}
	if err := b.texts(opt); err != nil {
		return Result{}, nil, fmt.Errorf("bundle texts: %w", err)
	}
	if !diag.HasErrors(b.diags) {
		b.unused() // behind an error nothing was followed
	}
	out := Result{URLs: b.urls}
	for name, data := range b.files {
		out.Files = append(out.Files, File{name, data})
	}
	slices.SortFunc(out.Files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return out, diag.Sort(b.diags), nil
}

type builder struct {
	theme  *theme.Theme
	accent [2]string
	files  map[string][]byte
	urls   map[string]string
	used   map[string]bool // assets that some entry reaches
	diags  []diag.Diagnostic
}

func (b *builder) group(g group) error {
	if len(g.entries)+len(g.some) == 0 {
		return nil
	}
	result := api.Build(options(b.theme, g, b.accent))
	for _, m := range result.Errors {
		b.diags = append(b.diags, b.diagnostic(m, diag.Error))
	}
	for _, m := range result.Warnings {
		b.diags = append(b.diags, b.diagnostic(m, diag.Warning))
	}
	if len(result.Errors) > 0 {
		return nil
	}
	for _, f := range result.OutputFiles {
		b.files["assets/"+filepath.Base(f.Path)] = f.Contents
	}
	return b.record(result.Metafile)
}

// options are the whole of esbuild's settings; only the format differs between
// groups. Engines are those of the design: Chrome 111, Safari 16.4, Firefox 115.
func options(t *theme.Theme, g group, accent [2]string) api.BuildOptions {
	opt := api.BuildOptions{
		Bundle:            true,
		Format:            g.format,
		Splitting:         g.split,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		Target:            api.ES2022,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "111"},
			{Name: api.EngineSafari, Version: "16.4"},
			{Name: api.EngineFirefox, Version: "115"},
		},
		// All of them know \p{…}; esbuild counts as such only who knows the newest Unicode, and
		// would have patterns made from strings, which are longer.
		Supported:   map[string]bool{"regexp-unicode-property-escapes": true},
		Outdir:      "assets",
		EntryNames:  "[name]-[hash]",
		ChunkNames:  "[name]-[hash]",
		AssetNames:  "[name]-[hash]",
		Metafile:    true,
		TsconfigRaw: "{}", // else esbuild looks for one on disk
		LogLevel:    api.LogLevelSilent,
		Plugins:     []api.Plugin{assets(t, accent)},
	}
	for _, name := range slices.Concat(g.entries, g.some) {
		opt.EntryPointsAdvanced = append(opt.EntryPointsAdvanced, api.EntryPoint{
			InputPath:  name,
			OutputPath: outputName(name),
		})
	}
	return opt
}

// record reads esbuild's account of a build: which output an entry or a font
// became and which inputs were read.
func (b *builder) record(metafile string) error {
	var meta struct {
		Inputs  map[string]struct{}
		Outputs map[string]struct {
			EntryPoint string
			Inputs     map[string]struct{}
		}
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return fmt.Errorf("read esbuild's metafile: %w", err)
	}
	for name := range meta.Inputs {
		b.used[strings.TrimPrefix(name, namespace+":")] = true
	}
	for out, o := range meta.Outputs {
		for name := range o.Inputs {
			if path.Ext(out) == ".woff2" {
				b.urls[path.Base(name)] = "assets/" + path.Base(out)
			}
		}
		entry, ok := strings.CutPrefix(o.EntryPoint, namespace+":")
		if !ok {
			continue
		}
		url := "assets/" + path.Base(out)
		if logical := logicalName(entry); logical != "" && path.Ext(logical) == path.Ext(out) {
			b.urls[logical] = url
		}
	}
	return nil
}

// logicalName is the name pages know an entry by: "main.js" for ts/main.ts. It
// is "" for what is split off an entry.
func logicalName(entry string) string {
	if path.Dir(entry) == "blocks" {
		return strings.Replace(entry, ".ts", ".js", 1)
	}
	for _, g := range groups(Options{Live: true}) {
		if slices.Contains(g.entries, entry) || slices.Contains(g.some, entry) {
			return strings.Replace(path.Base(entry), ".ts", ".js", 1)
		}
	}
	return ""
}

// OfSome reports whether only some pages have the file of an entry, by its logical
// name. A page that has it names it.
func OfSome(name string) bool {
	return path.Dir(name) == "blocks" || slices.ContainsFunc(groups(Options{}), func(g group) bool {
		return slices.ContainsFunc(g.some, func(entry string) bool { return logicalName(entry) == name })
	})
}

// texts adds one JSON file per table of texts, with the texts that scripts
// show; the others stand in the pages.
func (b *builder) texts(opt Options) error {
	for _, tag := range b.theme.Tags() {
		words := b.theme.Texts(tag)
		for key := range words {
			shown := strings.HasPrefix(key, "js.") || strings.HasPrefix(key, "search.")
			if !shown || !opt.Live && strings.HasPrefix(key, "js.author.") {
				delete(words, key)
			}
		}
		data, err := json.Marshal(words) // sorts the keys
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		hash := base32.StdEncoding.EncodeToString(sum[:5])
		name := "assets/texts-" + tag + "-" + hash + ".json"
		b.files[name], b.urls["texts."+tag] = data, name
	}
	return nil
}

func (b *builder) unused() {
	for _, file := range b.theme.Extra() {
		if name, ok := strings.CutPrefix(file, "assets/"); ok && !b.used[name] {
			b.diags = append(b.diags, b.theme.Unused(file))
		}
	}
	for _, name := range b.theme.Assets() {
		if path.Dir(name) == "blocks" && !b.used[name] {
			b.diags = append(b.diags, b.theme.Unused("assets/"+name))
		}
	}
}

// diagnostic places esbuild's message, whose columns are bytes, in its file.
func (b *builder) diagnostic(m api.Message, s diag.Severity) diag.Diagnostic {
	d := diag.Diagnostic{Severity: s, Code: "asset", Text: lower(m.Text)}
	if m.Location == nil {
		return d
	}
	name := strings.TrimPrefix(m.Location.File, namespace+":")
	d.Pos = diag.Pos{File: "assets/" + name, Line: m.Location.Line, Col: m.Location.Column + 1}
	src, err := b.theme.Asset(name)
	if err != nil {
		return d
	}
	line := min(m.Location.Line-1, strings.Count(string(src), "\n"))
	start := 0
	for range line {
		start += 1 + strings.IndexByte(string(src[start:]), '\n')
	}
	start += m.Location.Column
	d.Pos = diag.Between("assets/"+name, src, start, start+m.Location.Length)
	if m.Location.Suggestion != "" {
		d.Hint = "write " + m.Location.Suggestion
	}
	return d
}

// lower makes esbuild's sentence a message of ours.
func lower(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		s = string(s[0]+'a'-'A') + s[1:]
	}
	return strings.TrimSuffix(s, ".")
}
