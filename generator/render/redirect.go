package render

import (
	"duizhao/generator/assemble"
)

// redirect is the data of moved.html.
type redirect struct {
	shell
	*assemble.Redirect
}

// Redirect returns the page at an address that a text had before.
func Redirect(r *assemble.Redirect, t *Theme) ([]byte, error) {
	return t.execute("moved.html", redirect{shell{t, r.Base, r.Lang.Tag, t.texts[t.table(r.Lang.Tag)], r.Owner}, r})
}

// HeadTitle is the text of <title>, that of the page that it leads to.
func (r redirect) HeadTitle() string {
	if r.Title == r.Site {
		return r.Title
	}
	return r.Title + " · " + r.Site
}

// CanonicalURL is the address that the text has now; "" where the site does not know
// its host.
func (r redirect) CanonicalURL() string {
	if r.Base.Origin == "" {
		return ""
	}
	return r.Absolute(r.To)
}
