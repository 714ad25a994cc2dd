package render

import (
	"bytes"
	"encoding/json"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// VersionList is the address of the list of versions, which the current one has.
func (p *page) VersionList() string { return p.Version.Root.Href(site.VersionList()) }

// VersionsURL is the page of all versions, likewise.
func (p *page) VersionsURL() string { return p.Version.Root.Href(site.Versions()) }

// CurrentRoot is where the current version begins.
func (p *page) CurrentRoot() string { return p.Version.Root.Href(site.URL{}) }

// CurrentURL is the same page in the current version.
func (p *page) CurrentURL() string { return p.Version.Root.Href(p.URL) }

// NoIndex reports whether search engines are asked to leave the page out: a version
// that is kept would stand there beside the current one.
func (o outside) NoIndex() bool { return o.root.Version != nil && o.root.Version.Kept }

// versionLink is a version in the page of all of them.
type versionLink struct {
	Title, Href string
	Current     bool
}

// VersionsIn are all versions, by their titles in a language.
func (o outside) VersionsIn(lang string) []versionLink {
	var out []versionLink
	for _, v := range o.root.Versions {
		l := versionLink{v.ID, v.Href, v.Current}
		if t := v.Title[lang]; t != "" {
			l.Title = t
		}
		if below, ok := strings.CutPrefix(v.Href, "./"); ok {
			l.Href = o.base.Href(site.URL{}) + below
		}
		out = append(out, l)
	}
	return out
}

// Versions returns the page of all versions.
func Versions(r *assemble.Root, t *Theme) ([]byte, error) {
	return t.execute("versions.html", newOutside(r, "", t))
}

// VersionList returns the list of all versions that the switch of every version
// reads. Its form is for ever: versions that are kept read it for years.
//
//	{"versions": [{"id": "v2", "url": "./", "title": {"en": "…"}, "current": true}]}
//
// Addresses are relative to the list; a version without a title is called by its id.
func VersionList(r *assemble.Root) ([]byte, error) {
	type version struct {
		ID      string            `json:"id"`
		URL     string            `json:"url"`
		Title   map[string]string `json:"title,omitempty"`
		Current bool              `json:"current,omitempty"`
	}
	list := struct {
		Versions []version `json:"versions"`
	}{[]version{}}
	for _, v := range r.Versions {
		list.Versions = append(list.Versions, version{v.ID, v.Href, v.Title, v.Current})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	err := e.Encode(list)
	return b.Bytes(), err
}
