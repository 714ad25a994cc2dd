package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Picture is what a file that a page shows is like.
type Picture struct {
	Width, Height int    // 0 if unknown
	Copies        []int  // widths of the smaller copies worth making
	Name          string // of its copies: another for other bytes
	Bad           string // why it cannot be shown, in words that follow its name; "" if it can
	Hint          string
}

// picture adds to a resolved target what its file tells.
func (r *resolver) picture(t Target) Target {
	if t.Href == "" || r.a.Picture == nil {
		return t
	}
	file := t.file
	p := r.a.Picture(file)
	if p.Bad != "" {
		r.report(diag.Error, "bad-image", fmt.Sprintf("%q %s", r.link.Dest, p.Bad), p.Hint)
		return Target{}
	}
	t.Width, t.Height = p.Width, p.Height
	if r.link.Sources {
		return t
	}
	var set []string
	for _, w := range p.Copies {
		copied := File{Source: file, Path: site.Assets().Path + fmt.Sprintf("images/%s-%d.webp", p.Name, w), Width: w}
		r.a.small[copied] = true
		r.a.now.small = with(r.a.now.small, copied)
		set = append(set, fmt.Sprintf("%s %dw", r.a.Base.Href(site.URL{Path: copied.Path}), w))
	}
	if len(set) > 0 {
		set = append(set, fmt.Sprintf("%s %dw", t.Href, p.Width))
		t.Srcset = strings.Join(set, ", ")
	}
	return t
}

// copies lists the smaller copies that pages show. They lie in the folder of the
// theme's files, where no page and no file of the author can be. Two files of
// the same bytes have the same copies.
func (a *assembler) copies() []File {
	var out []File
	for f := range a.small {
		out = append(out, f)
	}
	slices.SortFunc(out, func(f, g File) int {
		return cmp.Or(strings.Compare(f.Path, g.Path), strings.Compare(f.Source, g.Source))
	})
	return slices.CompactFunc(out, func(f, g File) bool { return f.Path == g.Path })
}
