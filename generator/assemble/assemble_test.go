package assemble

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/refs"
	"duizhao/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestAssemble runs testdata/*.txtar: a site, and its views in short. UPDATE=1
// rewrites the last file, "views".
func TestAssemble(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			root := fstest.MapFS{}
			var in []txtar.File
			want := ""
			for _, f := range ar.Files {
				if f.Name == "views" {
					want = string(f.Data)
					continue
				}
				in = append(in, f)
				root[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := dump(t, root)
			if os.Getenv("UPDATE") != "" {
				ar.Files = append(in, txtar.File{Name: "views", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func assembled(t *testing.T, root fstest.MapFS) (*Result, string) {
	t.Helper()
	settings, found := config.Read(root["site.yaml"].Data)
	if len(found) > 0 {
		t.Fatal(found)
	}
	tree, found, err := content.Load(root, settings, false)
	if err != nil {
		t.Fatal(err)
	}
	base, err := site.ParseBase(settings.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	docs := map[site.TextID]*markdown.Doc{}
	for _, s := range tree.Sources {
		docs[s.TextID] = p.Parse(s.Body)
	}
	in := Input{Settings: settings, Base: base, Tree: tree, Docs: docs, Align: align}
	if f := root["content/"+refs.GlossaryFile]; f != nil {
		in.Glossary = refs.ParseGlossary(f.Data, settings.Langs)
		in.Marks = func(d *markdown.Doc, lang site.Lang) []Mark { return NewTermFinder(in.Glossary, lang).Find(d) }
	}
	res, more := Assemble(in)
	var b strings.Builder
	for _, d := range append(found, more...) {
		fmt.Fprintln(&b, d)
	}
	return res, b.String()
}

func dump(t *testing.T, root fstest.MapFS) string {
	t.Helper()
	res, found := assembled(t, root)
	var b strings.Builder
	for _, p := range res.Pages {
		v := p.View
		fmt.Fprintf(&b, "/%s %s %q", v.URL.Path, v.Number, v.Title)
		if v.Fallback {
			fmt.Fprintf(&b, " fallback in %s, original /%s", v.TextLang.ID, v.Canonical.Path)
		}
		b.WriteString("\n")
		if len(v.IDs) > 0 {
			fmt.Fprintf(&b, "\tids %s\n", strings.Join(v.IDs, " "))
		}
		if v.TitleID != "" {
			fmt.Fprintf(&b, "\ttitle's id %s\n", v.TitleID)
		}
		for i, aliases := range v.Aliases {
			if len(aliases) > 0 {
				fmt.Fprintf(&b, "\tid %s also %s\n", v.IDs[i], strings.Join(aliases, " "))
			}
		}
		for i, number := range v.Numbers {
			fmt.Fprintf(&b, "\t%s is %s\n", p.Doc.Numbered[i].ID, number)
		}
		for i, target := range v.Targets {
			fmt.Fprintf(&b, "\t%s → %s %s", p.Doc.Links[i].Dest, target.Href, target.Lang)
			if target.Number != "" {
				fmt.Fprintf(&b, " shows %s %s", target.Kind, target.Number)
			}
			if target.Title != nil {
				fmt.Fprintf(&b, " shows %q %s", site.Block{Runs: target.Title}.Text(), target.TitleLang)
			}
			b.WriteString("\n")
		}
		dumpTerms(&b, p)
		for _, name := range slices.Sorted(maps.Keys(v.Vars)) {
			fmt.Fprintf(&b, "\tvariable %s = %q\n", name, v.Vars[name])
		}
		for _, l := range v.Tags {
			fmt.Fprintf(&b, "\ttag %q at /%s %s\n", l.Title, l.URL.Path, l.Lang)
		}
		for _, e := range v.AllTags {
			fmt.Fprintf(&b, "\t%d × %q at /%s\n", e.Count, e.Title, e.URL.Path)
		}
		for _, e := range v.Tagged {
			fmt.Fprintf(&b, "\ttagged %q at /%s: %s\n", e.Title, e.URL.Path, e.About)
		}
		if v.Kind != "" {
			for _, alt := range v.Alternates {
				fmt.Fprintf(&b, "\t%s at /%s %t", alt.Lang.ID, alt.URL.Path, alt.Real)
			}
		}
		if v.Prev != nil {
			fmt.Fprintf(&b, "\tprev /%s", v.Prev.URL.Path)
		}
		if v.Next != nil {
			fmt.Fprintf(&b, "\tnext /%s", v.Next.URL.Path)
		}
		b.WriteString("\n")
		for i, c := range v.Nav.Chapters {
			mark := ""
			if i == v.Nav.Current {
				mark = " *"
			}
			if c.Folder {
				mark += " by its first page"
			}
			fmt.Fprintf(&b, "\tchapter %s %q%s\n", c.Number, c.Title, mark)
		}
		for _, c := range v.Nav.Pages {
			fmt.Fprintf(&b, "\tpage %s %q\n", c.Number, c.Title)
		}
	}
	for _, f := range res.Files {
		fmt.Fprintf(&b, "file %s as /%s\n", f.Source, f.Path)
	}
	return b.String() + found
}

// TestAddresses holds the golden sites to one file for each path, on file
// systems that know no case too, and to none that the site has itself.
func TestAddresses(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/addresses.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := fstest.MapFS{}
	for _, f := range ar.Files {
		root[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	res, _ := assembled(t, root)
	paths := []string{"index.html", "404.html", "zh/404.html", "en/404.html", "zh/search/dir", "en/search/dir", "assets/main.css", "sitemap.xml", "zh/feed.xml", "en/feed.xml"}
	for _, p := range res.Pages {
		paths = append(paths, p.View.URL.File())
	}
	for _, f := range res.Files {
		paths = append(paths, f.Path)
	}
	spelling, files := map[string]string{}, map[string]bool{}
	for _, p := range paths {
		if files[strings.ToUpper(p)] {
			t.Errorf("two files are at %q", p)
		}
		files[strings.ToUpper(p)] = true
		for i, r := range p {
			if r != '/' {
				continue
			}
			dir := p[:i]
			if was, ok := spelling[strings.ToUpper(dir)]; ok && was != dir {
				t.Errorf("folders %q and %q", was, dir)
			}
			spelling[strings.ToUpper(dir)] = dir
		}
	}
	for dir := range spelling {
		if files[dir] {
			t.Errorf("%q is a file and a folder", dir)
		}
	}
}

// TestThemeIDs holds the theme's templates and scripts to ids that no heading
// can have: those that begin with _.
func TestThemeIDs(t *testing.T) {
	ids := regexp.MustCompile(`(?:\s(?:id|for|aria-controls|aria-labelledby|aria-describedby)=["']` + // in templates
		`|\bid(?::| =) ["'\x60]|getElementById\(["'\x60]` + // in scripts
		`|["'](?:id|aria-controls|aria-labelledby|aria-describedby)["'](?:,|:) ["'\x60])([^"'\x60]*)`)
	found := map[string]bool{}
	err := fs.WalkDir(duizhao.Theme(), ".", func(p string, d fs.DirEntry, err error) error {
		if ext := path.Ext(p); err != nil || ext != ".html" && ext != ".ts" {
			return err
		}
		text, err := fs.ReadFile(duizhao.Theme(), p)
		for _, m := range ids.FindAllSubmatch(text, -1) {
			id := string(m[1])
			found[id] = true
			// The author's own, or the View's, kept from headings by cites.reserve.
			if !reserved(id) && !strings.HasPrefix(id, "{{.ID}}") && id != "{{.TitleID}}" && id != "{{.SecondID}}" {
				t.Errorf("%s: the id %q does not begin with _", p, id)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"_main", "_contents", "_search-results", "_search-option-${count++}", "_live-title"} {
		if !found[id] {
			t.Errorf("the theme's id %q is not found: does this test see them?", id)
		}
	}
}

// big makes a site of chapters with pages each, in two languages.
func big(chapters, pages int) fstest.MapFS {
	root := fstest.MapFS{"site.yaml": {Data: []byte("title: T\nlanguages: [zh, en]\n")}}
	for _, lang := range []string{"zh", "en"} {
		root["content/"+lang+"/index.md"] = &fstest.MapFile{Data: []byte("x")}
		for c := range chapters {
			for p := range pages {
				root[fmt.Sprintf("content/%s/c%04d/p%04d.md", lang, c, p)] = &fstest.MapFile{Data: []byte("# P")}
			}
		}
	}
	return root
}

// TestNavigationIsASlice holds that what a page carries of the others does not
// grow with the site, be it many chapters or one long one.
func TestNavigationIsASlice(t *testing.T) {
	for _, root := range []fstest.MapFS{big(200, 2), big(1, 400)} {
		res, found := assembled(t, root)
		if found != "" {
			t.Fatal(found)
		}
		for _, p := range res.Pages {
			n := p.View.Nav
			if len(n.Chapters) > 2*window+1 || len(n.Pages) > 4*window {
				t.Fatalf("%s carries %d chapters and %d pages", p.View.URL.Path, len(n.Chapters), len(n.Pages))
			}
			if p.Page == "" || p.View.Kind != "" {
				continue
			}
			if n.Current < 0 {
				t.Fatalf("%s does not show its own chapter", p.View.URL.Path)
			}
			own := false
			for _, l := range n.Pages {
				own = own || l.URL == p.View.URL
			}
			if !own {
				t.Fatalf("%s does not show itself among the pages of its chapter", p.View.URL.Path)
			}
		}
	}
}

// TestKey holds that a view's key tells every change of it.
func TestKey(t *testing.T) {
	keys := map[[16]byte]string{}
	for _, change := range []string{
		"", "base_url: /x/", "theme: { footer: f }", "repository: https://e.org", "edit_url: 'https://e.org/{path}'", "description: d",
	} {
		root := big(2, 2)
		root["site.yaml"].Data = append(root["site.yaml"].Data, change+"\n"...)
		res, found := assembled(t, root)
		if found != "" {
			t.Fatal(found)
		}
		k := res.Pages[2].View.Key()
		if was, ok := keys[k]; ok && change != "description: d" {
			t.Errorf("%q and %q give one key", was, change)
		}
		keys[k] = change
	}
}

// TestRootKey holds that the key of the pages outside any language tells every
// change of them.
func TestRootKey(t *testing.T) {
	keys := map[[16]byte]string{}
	for _, change := range []string{"", "base_url: /x/", "description: d", "description: { en: d }"} {
		root := big(1, 1)
		root["site.yaml"].Data = append(root["site.yaml"].Data, change+"\n"...)
		res, _ := assembled(t, root)
		again, _ := assembled(t, root)
		k := res.Root.Key()
		if k != again.Root.Key() || k == ([16]byte{}) {
			t.Errorf("%q gives a key that does not last", change)
		}
		if was, ok := keys[k]; ok {
			t.Errorf("%q and %q give one key", was, change)
		}
		keys[k] = change
	}
}

// align pairs without a glossary.
func align(a, b pairing.Text) pairing.Alignment { return pairing.Align(a, b, nil) }
