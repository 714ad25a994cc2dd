// Package build runs the stages: it reads a site's sources, parses them,
// assembles the pages, has formulas and code set, and puts each published file
// into a Sink. It is the only package that knows all stages; none of them knows
// it.
//
//	content.Load → markdown.Parse → assemble → leaves → render, search → Sink
//
// Everything but assemble runs in parallel, and what a stage of pure functions
// made is remembered in the memo, keyed by its inputs, together with its
// diagnostics. A full and an incremental build are one and the same run, the
// second with a memo that knows more.
//
// Pages are made one by one, inside Sink.Put: no stage holds the HTML of the
// whole site.
package build

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/check"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
	"duizhao/generator/render"
	"duizhao/generator/search"
	"duizhao/generator/site"
	"duizhao/generator/theme"
)

// Input is what a build works on.
type Input struct {
	Root    fs.FS               // the site's folder, with site.yaml
	Builtin fs.FS               // the default theme, with templates/ and assets/
	Memo    *cache.Memo         // what earlier builds made
	Engines *Engines            // the engines of earlier builds; nil for new ones, ended with the run
	Version string              // names the program, the default theme included: files of another one are made anew
	BaseURL string              // where the site will be served; overrides all that the site says of it
	Drafts  bool                // publish drafts too
	Strict  bool                // warnings count as errors
	Live    bool                // for the preview: broken leaves are shown in place, pages carry its script
	Jobs    int                 // parallel workers; 0 for one per processor
	Moved   func(string) string // where files were moved to, by path from Root; nil: nobody knows
	History History             // when files last changed; nil: nobody knows
	Whole   func(Whole)         // told of all pages before the first file is put, in a series once for each build of all; nil: nobody asks
	Series  *Series             // the builds before this one; nil: there are none
	Changed []string            // by path from Root, all that changed since the last build of the series; none: nobody knows

	Domain     string        // the site's, where it has no file CNAME; "" for none
	GuessedURL string        // where the site will be served, if the site does not say; "" if nobody knows
	Served     func(Address) // told where the site will be served; nil: nobody asks

	Size  func() int64 // asked at the end how many bytes were published; nil: nobody knows
	Check *Check       // what the check looks at beside; nil: it is a build

	// Bundle bundles the theme's assets; nil for bundle.Build. Many builds of one
	// theme may share what it returns.
	Bundle func(*theme.Theme, bundle.Options) (bundle.Result, []diag.Diagnostic, error)
}

// Run builds the site into the sink. The diagnostics are sorted and have their
// final severities; with an error among them the sink must not be published. A
// run that found no settings or no theme to work with puts nothing.
func Run(ctx context.Context, in Input, sink Sink) ([]diag.Diagnostic, error) {
	b := &builder{Input: in, sink: sink, diags: in.Check.found(), indexer: &search.Maker{}}
	if b.Engines == nil {
		b.Engines = &Engines{}
		defer b.Engines.Close()
	}
	if b.Jobs <= 0 {
		b.Jobs = runtime.GOMAXPROCS(0)
	}
	if in.Series != nil {
		return in.Series.run(ctx, b)
	}
	err := b.run(ctx)
	return b.result(b.diags), err
}

type builder struct {
	Input
	sink     Sink
	settings *config.Settings
	base     site.Base
	files    *theme.Theme
	bundle   bundle.Result
	icons    map[string]bundle.File // of the installed site, by logical name
	theme    *render.Theme
	setter   *setter
	terms    *refs.Glossary // nil if the site has none
	indexer  *search.Maker
	lazy     Standing // of the series: search is packed when it is asked for; else nil
	built    *built   // to be filled in for the next build of the series; else nil

	mu    sync.Mutex
	diags []diag.Diagnostic
}

// add collects diagnostics and reports whether an error is among them.
func (b *builder) add(ds ...diag.Diagnostic) (errors bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.diags = append(b.diags, ds...)
	return diag.HasErrors(ds)
}

// readSettings reads site.yaml; false means that there is nothing to build on.
func (b *builder) readSettings() (bool, error) {
	src, err := fs.ReadFile(b.Root, config.File)
	if err != nil {
		b.add(diag.Diagnostic{
			Pos: diag.Pos{File: config.File}, Severity: diag.Error, Code: "setting",
			Text: "there is no " + config.File + " in this folder",
			Hint: "name the site's folder with --root, or start one with: duizhao new site DIR",
		})
		return false, nil
	}
	s, ds := config.Read(src)
	b.settings = s
	if b.add(append(ds, unknownCodes(s)...)...) {
		return false, nil
	}
	return b.readAddress()
}

// unknownCodes reports severities of codes that there are not, or that stay as they are.
func unknownCodes(s *config.Settings) []diag.Diagnostic {
	var known []string
	for _, c := range check.Codes() {
		known = append(known, c.Name)
	}
	var out []diag.Diagnostic
	for code := range s.Check.Severities {
		d := diag.Diagnostic{Pos: s.At("check.severities." + code), Severity: diag.Error, Code: "setting"}
		switch {
		case !slices.Contains(known, code):
			d.Text, d.Hint = fmt.Sprintf("no diagnostic has the code %q", code), diag.DidYouMean(code, known)
		case slices.Contains(structural, code):
			d.Severity, d.Text = diag.Warning, fmt.Sprintf("%q stays as severe as it is: it leaves no page, or no safe one", code)
			d.Hint = "take it out"
		default:
			continue
		}
		out = append(out, d)
	}
	return out
}

// loadTheme reads templates and bundles assets.
func (b *builder) loadTheme(tree *content.Tree) (bool, error) {
	t, ds := b.builtin().With(b.Root)
	if b.add(ds...) {
		return false, nil
	}
	b.files = t
	b.add(untranslatedTheme(b.settings, t)...)
	if ok, err := b.madeTheme(t.Key(), tree); err != nil || !ok {
		return false, err
	}
	var err error
	b.setter, err = newSetter(b)
	return err == nil, err
}

// untranslatedTheme reports languages whose interface is in English for want of
// a table of texts.
func untranslatedTheme(s *config.Settings, t *theme.Theme) []diag.Diagnostic {
	var out []diag.Diagnostic
	for i, l := range s.Langs {
		if !t.HasTable(l.Tag) {
			out = append(out, diag.Diagnostic{
				Pos: s.At(fmt.Sprintf("languages[%d]", i)), Severity: diag.Warning, Code: "text",
				Text: fmt.Sprintf("the interface has no texts in %q, and speaks English there", l.Tag),
				Hint: fmt.Sprintf("write templates/texts/%s.yaml, with the keys of the built-in en.yaml", l.Tag),
			})
		}
	}
	return out
}

// each calls f for 0 to n-1 in parallel and returns the first error by index.
func (b *builder) each(ctx context.Context, n int, f func(int) error) error {
	errs := make([]error, n)
	var next, wg = make(chan int), sync.WaitGroup{}
	for range min(b.Jobs, n) {
		wg.Go(func() {
			for i := range next {
				errs[i] = f(i)
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// structural are codes whose severity settings cannot lower: what they report
// leaves no page, or an unsafe one, or would lose what was accepted.
var structural = []string{"encoding", "too-complex", "file-name", "syntax", "setting", "symlink", "url-collision", "template", "theme", "asset", "tex", "tex-limit", "tex-unsafe", "unsafe-link", "missing-home", "missing-language", "translations-lock"}

// result returns the diagnostics as the settings want them.
func (b *builder) result(found []diag.Diagnostic) []diag.Diagnostic {
	return diag.Sort(Severe(b.settings, b.excepted(found), b.Strict))
}

// Severe returns what was found as severe as the settings want it; these may be nil.
func Severe(s *config.Settings, found []diag.Diagnostic, strict bool) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, d := range found {
		// What is wrong with site.yaml itself, no setting can make good.
		if s != nil && d.File != config.File && !slices.Contains(structural, d.Code) {
			if severity, ok := s.Check.Severities[d.Code]; ok {
				d.Severity = severity.Severity
			}
		}
		if d.Severity == diag.Off {
			continue
		}
		if strict && d.Code != "no-dates" { // it is of the machine, not of the content
			d.Severity = diag.Error
		}
		out = append(out, d)
	}
	return out
}

// key makes the key of a file from its kind and those of its inputs. A file that
// another version of the program made is never taken for one of this.
func (b *builder) key(kind string, inputs ...[16]byte) cache.Key {
	parts := []string{b.Version, kind}
	for _, k := range inputs {
		parts = append(parts, string(k[:]))
	}
	return cache.NewKey(parts...)
}
