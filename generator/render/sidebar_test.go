package render

import (
	"strings"
	"testing"

	"duizhao/generator/site"
)

// TestSidebarOfAFolder holds that a chapter without a page of its own, whose
// entry leads to its first page, leaves it to that page's entry to be current.
func TestSidebarOfAFolder(t *testing.T) {
	doc, v := chapter()
	nav := *v.Nav
	nav.Chapters[1].Folder, nav.Chapters[1].URL = true, nav.Pages[0].URL
	for _, u := range []site.URL{nav.Pages[0].URL, nav.Pages[1].URL} {
		page := *v
		page.Nav, page.URL = &nav, u
		html := must(t)(Page(doc, &page, nil, defaultTheme(t)))
		side := html[strings.Index(html, `<nav class="side"`):]
		side = side[:strings.Index(side, "</nav>")]
		if n := strings.Count(side, "aria-current"); n != 1 {
			t.Errorf("%s: %d entries are current:\n%s", u.Path, n, side)
		}
		if !strings.Contains(side, `<a href="/guide/`+u.Path+`" aria-current="page"><span class="no">1.`) {
			t.Errorf("%s: its own entry is not current:\n%s", u.Path, side)
		}
		if strings.Count(side, `href="/guide/zh/math/d/"`) != 2 {
			t.Errorf("the chapter's entry does not lead to its first page:\n%s", side)
		}
	}
}
