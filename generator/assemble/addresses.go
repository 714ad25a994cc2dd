package assemble

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/site"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Every path of the published site is given out here, once, so that a sink
// never sees one twice and a copy of the site on any file system is the site.
// The site's own files come first, then the texts, then what fallback pages
// add, then files; whoever comes late is left out and said.

// distinct leaves out the pages and files whose address is taken, by the site's
// own files and pages first.
func (a *assembler) distinct(t *addresses, pages, own []Page, pairs []Pair, files []File) ([]Page, []File) {
	for _, p := range own {
		if p.View.Kind == SearchPage {
			continue // in a folder that is taken already
		}
		t.take(p.View.URL.File(), fmt.Sprintf("a page that the site makes itself (%s)", p.View.Kind))
	}
	for _, p := range pairs {
		t.take(p.URL().File(), "a page in two languages")
	}
	out := make([]bool, len(pages))
	said := map[*content.Source]bool{} // whose own address is reported
	for _, fallback := range []bool{false, true} {
		for i, p := range pages {
			if p.View.Fallback != fallback {
				continue
			}
			bad := t.take(p.View.URL.File(), strconv.Quote(p.Source.Path))
			if bad == "" && p.View.HasTwin() {
				bad = t.take(p.View.URL.Twin().Path, "the Markdown form of "+strconv.Quote(p.Source.Path))
			}
			if out[i] = bad != ""; !out[i] || said[p.Source] {
				continue
			}
			said[p.Source] = true
			what := "the page"
			if fallback {
				what = fmt.Sprintf("the page, missing in %q,", p.Lang)
			}
			a.collide(p.Source.Path, fmt.Sprintf("%s would be published at %q, but %s", what, "/"+p.View.URL.Path, bad))
		}
	}
	var keptPages []Page
	for i, p := range pages {
		if !out[i] {
			keptPages = append(keptPages, p)
		}
	}
	return keptPages, slices.DeleteFunc(files, func(f File) bool {
		bad := t.take(f.Path, strconv.Quote(f.Source))
		if bad != "" {
			a.collide(f.Source, fmt.Sprintf("the file would be published at %q, but %s", "/"+f.Path, bad))
		}
		return bad != ""
	})
}

func (a *assembler) collide(file, text string) {
	a.diags = append(a.diags, diag.Diagnostic{
		Pos: diag.Pos{File: file}, Severity: diag.Error, Code: "url-collision", Text: text, Hint: "rename one of the two",
	})
}

// addresses are the paths given out, by the form that those which some file
// system takes for one have in common.
type addresses struct {
	fold    cases.Caser
	files   map[string]address
	folders map[string]address
}

type address struct {
	path string
	who  string // has it, in words
}

// newAddresses takes the paths of the site's own files. Folders that are its
// own to the last file are taken as files, which nothing can stand in. Those that
// need a host are taken where none is known, too: what collides should do so at
// home.
func newAddresses(langs []site.Lang, sitemaps int, worker bool) *addresses {
	t := &addresses{cases.Fold(), map[string]address{}, map[string]address{}}
	own := func(u site.URL, who string) { t.take(strings.TrimSuffix(u.Path, "/"), who) }
	own(site.URL{Path: site.URL{}.File()}, "the page that offers the languages")
	own(site.Assets(), "the folder of the theme's files")
	own(site.NotFound(""), "the page for what is not there")
	for _, l := range langs {
		own(site.NotFound(l.ID), "the page for what is not there")
		own(site.SearchFolder(l.ID), "the search")
		own(site.OpenSearch(l.ID), "the file that tells browsers of the search")
		own(site.Feed(l.ID), "the feed")
		own(site.Offline(l.ID), "the page for readers without a network")
		own(site.Manifest(l.ID), "the file that tells browsers how to install the site")
	}
	if worker { // else an owner may have one
		own(site.Worker(), "the script that answers without a network")
	}
	own(site.Sitemap(), "the list of pages for search engines")
	for n := 1; sitemaps > 1 && n <= sitemaps; n++ {
		own(site.SitemapPart(n), "a part of the list of pages for search engines")
	}
	return t
}

// versions takes the list of versions, and the folders that others are published
// in beside this one.
func (t *addresses) versions(all []VersionEntry) {
	if len(all) == 0 {
		return
	}
	t.take(site.VersionList().Path, "the list of versions")
	t.take(strings.TrimSuffix(site.Versions().Path, "/"), "the page of all versions")
	for _, v := range all {
		if folder, ok := strings.CutPrefix(strings.TrimSuffix(v.Href, "/"), "./"); ok && !v.Current {
			t.take(folder, fmt.Sprintf("version %q of the site", v.ID))
		}
	}
}

// take gives out a path, or says why it cannot.
func (t *addresses) take(p, who string) (bad string) {
	var fresh []address
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		key := t.key(dir)
		if f, ok := t.files[key]; ok {
			return fmt.Sprintf("%s is at %q", f.who, "/"+f.path)
		}
		d, ok := t.folders[key]
		if ok && d.path != dir {
			return fmt.Sprintf("the folder of %s is %q, and not all file systems tell the two apart", d.who, "/"+d.path+"/")
		}
		if ok {
			break // so are the folders above it
		}
		fresh = append(fresh, address{dir, who})
	}
	key := t.key(p)
	if f, ok := t.files[key]; ok && f.path == p {
		return f.who + " has the same address"
	} else if ok {
		return fmt.Sprintf("%s is at %q, and not all file systems tell the two apart", f.who, "/"+f.path)
	}
	if d, ok := t.folders[key]; ok {
		return fmt.Sprintf("%s makes %q a folder", d.who, "/"+d.path)
	}
	t.files[key] = address{p, who}
	for _, d := range fresh {
		t.folders[t.key(d.path)] = d
	}
	return ""
}

// key is Unicode's canonical caseless form.
func (t *addresses) key(p string) string {
	return norm.NFC.String(t.fold.String(norm.NFD.String(p)))
}
