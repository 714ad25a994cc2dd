package assemble

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
)

// moved returns where a file was moved to, if it is still there.
func (a *assembler) moved(p string) string {
	if a.Moved == nil {
		return ""
	}
	to := a.Moved(p)
	if a.model.byPath[to] == nil && !a.Tree.Files[to] {
		return ""
	}
	return to
}

// ownAddress reports a whole address that leads to the site itself: it is checked by
// nobody, and leads out of the preview, of a fork and of the site at its next address.
func (r *resolver) ownAddress(dest string) {
	below, ok := strings.CutPrefix(dest, r.a.Base.Origin+r.a.Base.Prefix+"/")
	if !ok || r.a.Base.Origin == "" {
		return
	}
	below, fragment, _ := strings.Cut(below, "#")
	below, _, _ = strings.Cut(below, "?")
	s := r.a.byAddress()[strings.Trim(below, "/")]
	if u, bad := addressOf("", below); s == nil && bad == "" {
		s = r.a.former.pages[u.Path].to
	}
	if s == nil {
		return
	}
	to := relative(path.Dir(r.src.Path), s.Path)
	if fragment != "" {
		to += "#" + fragment
	}
	r.report(diag.Warning, "own-address", fmt.Sprintf("%q is a page of this site", dest), "write "+strconv.Quote(to)+": it is checked, and follows the site to another address")
}

// byAddress returns the sources by their addresses, without slashes at the ends.
func (a *assembler) byAddress() map[string]*content.Source {
	if a.addressed == nil {
		a.addressed = map[string]*content.Source{}
		for _, s := range a.model.byPath {
			a.addressed[strings.Trim(s.URL.Path, "/")] = s
		}
	}
	return a.addressed
}
