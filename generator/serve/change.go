package serve

import (
	"slices"
)

// Kind is what an open page has to do to show a change.
type Kind int

// The kinds of changes.
const (
	Patch  Kind = iota // takes over what differs in it
	Style              // takes its styles anew
	Reload             // is loaded again
)

// String returns the kind as the event stream names it.
func (k Kind) String() string {
	return [...]string{"patch", "style", "reload"}[k]
}

// with returns the kind of two changes in one: patching takes the styles too.
func (k Kind) with(other Kind) Kind {
	switch {
	case k == other:
		return k
	case k == Reload || other == Reload:
		return Reload
	}
	return Patch
}

// Change is what a run changed for readers.
type Change struct {
	// Pages are the paths of HTML files that came, went or have another key,
	// sorted.
	Pages []string
	// Everywhere says that a file which any page may show (a picture, a
	// style, a script) changed under the name it had.
	Everywhere bool
	// Kind is what open pages have to do.
	Kind Kind
	// At are those of Pages that show the one source which changed, as PagesOf
	// names them; none where several did.
	At []string
}

// add notes a changed file; inPlace says that it had the name before.
func (c *Change) add(path string, inPlace bool) {
	switch {
	case isPage(path):
		c.Pages = append(c.Pages, path)
	case inPlace && isShownByPages(path):
		c.Everywhere = true
	}
}

// empty reports whether no reader needs to know of the change.
func (c Change) empty() bool { return len(c.Pages) == 0 && !c.Everywhere }

// and returns two changes, c the earlier one, as one.
func (c Change) and(next Change) Change {
	if c.empty() {
		return next
	}
	return Change{
		Pages:      slices.Concat(c.Pages, next.Pages),
		Everywhere: c.Everywhere || next.Everywhere,
		Kind:       c.Kind.with(next.Kind),
		At:         next.At,
	}
}

// Touched notes files that the author changed, for the kind of the change that
// the next run makes of them. A run that changes nothing (a template is broken,
// say) leaves them to the next one.
func (p *Preview) Touched(files []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.touched = append(p.touched, files...)
}

// explain fills in why the pages of a change changed.
func (p *Preview) explain(c *Change) {
	if c.empty() {
		return // what was touched counts for a later run if this one could not show it
	}
	files := p.touched
	p.touched = nil
	for i, file := range files {
		if p.KindOf == nil {
			break
		}
		if kind := p.KindOf(file); i == 0 {
			c.Kind = kind
		} else {
			c.Kind = c.Kind.with(kind)
		}
	}
	if c.Everywhere {
		c.Kind = Reload // the page may be the same, what it shows is not
	}
	c.At = p.shown(files, c.Pages)
}

// fewFiles is how many files an author saves by hand.
const fewFiles = 16

// shown returns the changed pages that show the one source among the files.
func (p *Preview) shown(files, changed []string) []string {
	files = slices.Compact(slices.Sorted(slices.Values(files)))
	if p.PagesOf == nil || len(files) > fewFiles {
		return nil
	}
	var at []string
	for _, file := range files {
		pages := p.PagesOf(file)
		if len(pages) > 0 && at != nil {
			return nil
		}
		for _, page := range pages {
			if _, ok := slices.BinarySearch(changed, page); ok {
				at = append(at, page)
			}
		}
	}
	if len(at) > everyPage {
		return nil
	}
	return at
}
