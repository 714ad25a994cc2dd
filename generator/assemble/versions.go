package assemble

import (
	"net/url"
	"strings"

	"duizhao/generator/site"
)

// A site may be published in several versions: the current one, and kept ones in
// folders of it that are named after them, each a build of its own. Which of the
// two a build is, its address tells: that of a kept version ends in its id. A
// kept version is left as it is for years, so nothing in its pages depends on what
// came later. They lead to the current version, which alone has the list of all.

// Version is what a page of a site in several versions knows of them.
type Version struct {
	ID   string
	Kept bool      // in a folder of the current version
	Root site.Base // of the current version
}

// VersionEntry is a version in the list of all.
type VersionEntry struct {
	ID      string
	Title   map[string]string // by language id; none where readers see the id
	Href    string            // relative to the list, or a whole address
	Current bool
}

// version returns which version this build is; nil where there are no others that a
// reader could be led to: a first version has its name before it has successors.
func (a *assembler) version() *Version {
	id := a.Settings.Version
	if id == "" {
		return nil
	}
	v := &Version{ID: id, Root: a.Base}
	v.Root.Prefix, v.Kept = strings.CutSuffix(a.Base.Prefix, "/"+url.PathEscape(id))
	if !v.Kept && len(a.Settings.Versions) == 0 {
		return nil
	}
	return v
}

// kept reports whether the build is of a version that is not the current one:
// search engines and feed readers are told of that alone.
func (a *assembler) kept() bool {
	v := a.version()
	return v != nil && v.Kept
}

// versions lists all versions; none in a version that is kept, whose list is as
// old as itself.
func (a *assembler) versions() []VersionEntry {
	if a.kept() {
		return nil
	}
	var out []VersionEntry
	for _, v := range a.Settings.Versions {
		e := VersionEntry{ID: v.ID, Title: map[string]string{}, Current: v.ID == a.Settings.Version, Href: "./" + v.ID + "/"}
		for _, l := range a.Settings.Langs {
			if t := v.Title.In(l.ID); t != "" {
				e.Title[l.ID] = t
			}
		}
		if e.Current {
			e.Href = "./"
		}
		if v.URL != "" {
			e.Href = v.URL
			if own, ok := strings.CutPrefix(v.URL, "/"); ok {
				e.Href = "./" + own
			}
		}
		out = append(out, e)
	}
	return out
}
