package config

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Version is an entry of versions: an id alone, or a mapping.
type Version struct {
	ID    string    `key:"id"`    // the folder of the version, below the current one
	Title Localized `key:"title"` // what readers see of it; default its id
	URL   string    `key:"url"`   // https://…, or a path of the site; default /, of others /ID/
}

func (v *Version) decode(d *decoder, n *node, path string) {
	if n.kind == scalar {
		v.ID = n.text
		return
	}
	type fields Version // the same fields without this method
	var f fields
	decodeInto(d, n, &f, path)
	*v = Version(f)
}

// versions checks which version the site is and which there are.
func (c *checker) versions() {
	s := c.s
	c.versionID("version", s.Version)
	seen := map[string]bool{}
	for i, v := range s.Versions {
		path := fmt.Sprintf("versions[%d]", i)
		c.localized(path+".title", v.Title)
		switch {
		case v.ID == "":
			c.add(path, "a version has no id", "write one element of an address, such as v1")
		case seen[v.ID]:
			c.add(path, fmt.Sprintf("version %q is named twice", v.ID), "")
		default:
			c.versionID(path, v.ID)
		}
		seen[v.ID] = true
		if v.URL != "" {
			c.place(path+".url", v.URL)
		}
	}
	switch {
	case len(s.Versions) == 0 || seen[s.Version]:
	case s.Version == "":
		c.add("versions", "it is not said which of them this site is", "write version: "+s.Versions[0].ID)
	default:
		var ids []string
		for _, v := range s.Versions {
			ids = append(ids, v.ID)
		}
		c.add("version", fmt.Sprintf("%q is not one of the versions", s.Version), diag.DidYouMean(s.Version, ids))
	}
}

// versionID reports an id that cannot be that of a version: it is the name of a
// folder, beside those of the current version.
func (c *checker) versionID(path, id string) {
	const form = "write letters, digits, points and hyphens, such as v1 or 2.0"
	same := func(l site.Lang) bool { return strings.EqualFold(l.ID, id) }
	what, taken := reserved[strings.ToLower(id)]
	switch {
	case id == "":
	case strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") != "", strings.Trim(id, ".") != id:
		c.add(path, fmt.Sprintf("%q cannot be a version's id", id), form)
	case slices.ContainsFunc(c.s.Langs, same):
		c.add(path, fmt.Sprintf("%q cannot be a version's id: it is a language's", id), form)
	case taken:
		c.add(path, fmt.Sprintf("%q cannot be a version's id: %s has that name", id, what), form)
	}
}
