package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// deepest is how far partials may include each other, most how many files a page
// may include in all, and largest how many bytes of them: partials that include
// others twice would grow without end otherwise.
const (
	deepest = 8
	most    = 1000
	largest = 8 << 20
)

// includer finds what the includes of the texts stand for.
type includer struct {
	*builder
	tree    *content.Tree
	parsers map[string]*markdown.Parser // of partials, by language id
	texts   map[string]fileText         // of files that are no partials, by path
	names   []string                    // of all files, from content/; made when one is missing
	left    int                         // files that the page may still include
	room    int                         // and bytes of them
}

type fileText struct {
	text []byte
	sum  [32]byte // its SHA-256
	bad  *diag.Note
}

// includes returns the parts of all texts that include files.
func (b *builder) includes(tree *content.Tree, docs map[site.TextID]*markdown.Doc) (map[site.TextID][]*assemble.Part, error) {
	x := &includer{builder: b, tree: tree, parsers: map[string]*markdown.Parser{}, texts: map[string]fileText{}}
	out := map[site.TextID][]*assemble.Part{}
	for _, s := range tree.Sources {
		d := docs[s.TextID]
		if d == nil || len(d.Includes) == 0 {
			continue
		}
		x.left, x.room = most, largest
		parts, err := x.parts(s, d, nil)
		if err != nil {
			return nil, err
		}
		out[s.TextID] = parts
	}
	return out, nil
}

// parts finds the parts of a text; chain has the partials around it.
func (x *includer) parts(s *content.Source, d *markdown.Doc, chain []string) ([]*assemble.Part, error) {
	if len(d.Includes) == 0 {
		return nil, nil
	}
	out := make([]*assemble.Part, len(d.Includes))
	for i, in := range d.Includes {
		p, bad, err := x.part(s, in, chain)
		if err != nil {
			return nil, err
		}
		if bad != nil {
			bad.Severity, bad.Code = diag.Error, "broken-include"
			if bad.Start == 0 && bad.End == 0 {
				bad.Start, bad.End = in.PathStart, in.PathEnd
			}
			x.add(bad.In(s.Path, s.Text))
		}
		out[i] = p
	}
	return out, nil
}

// part finds what one include stands for, or says why it stands for nothing: at
// its path, unless the note has a place.
func (x *includer) part(s *content.Source, in markdown.Include, chain []string) (*assemble.Part, *diag.Note, error) {
	if x.left--; x.left < 0 {
		return nil, &diag.Note{Text: fmt.Sprintf("a page includes at most %d files, those that others include counted", most)}, nil
	}
	p := path.Join(content.Root, in.Path)
	if bad := x.wrongPath(in.Path, p); bad != nil {
		return nil, bad, nil
	}
	if partial, ok := x.tree.Partials[p]; ok {
		return x.partial(s, in, partial, chain)
	}
	file := x.read(p)
	if file.bad != nil {
		return nil, file.bad, nil
	}
	cut := x.cut(path.Base(p), file, in)
	if cut.bad != nil {
		bad := *cut.bad // the caller places it
		return nil, &bad, nil
	}
	if x.room -= cut.size; x.room < 0 {
		return nil, tooLarge(), nil
	}
	for _, n := range cut.about {
		x.add(n.In(s.Path, s.Text))
	}
	for _, n := range cut.doc.Notes {
		x.add(n.In(p, file.text))
	}
	return &assemble.Part{Source: &content.Source{TextID: s.TextID, Path: p, Text: file.text}, Doc: cut.doc}, nil, nil
}

// cutCode is what an include shows of a file.
type cutCode struct {
	bad   *diag.Note // why it shows nothing
	size  int        // bytes
	doc   *markdown.Doc
	about []diag.Note // in the text that includes
}

// cut cuts what an include asks for out of a file, remembered by the file's name
// and bytes and by the include.
func (x *includer) cut(name string, file fileText, in markdown.Include) cutCode {
	key := cache.NewKey("include", name, string(file.sum[:]), fmt.Sprintf("%#v", in))
	return always(x.Memo, key, func() (out cutCode) {
		region, bad := regionOf(file.text, in)
		if bad != nil {
			return cutCode{bad: bad}
		}
		for _, l := range region.Lines {
			out.size += l[1] - l[0]
		}
		if out.size <= largest {
			out.doc, out.about = markdown.CodeDoc(file.text, region.Lines, name, x.language(name), in)
		}
		return out
	})
}

func tooLarge() *diag.Note {
	return &diag.Note{Text: fmt.Sprintf("a page includes at most %d MB", largest>>20), Hint: "include a region of the file, or link to it"}
}

// wrongPath says why nothing may be included from a path; nil where it may.
func (x *includer) wrongPath(written, p string) *diag.Note {
	switch {
	case !fs.ValidPath(written) || strings.Contains(written, `\`):
		return &diag.Note{Text: fmt.Sprintf("%q is no path below %s/", written, content.Root), Hint: "paths of includes start at content/, such as code/gan.py, and have no .. in them"}
	case x.tree.Files[p]:
		return nil
	}
	for _, s := range x.tree.Sources {
		if s.Path == p {
			return &diag.Note{Text: fmt.Sprintf("%q is a page", written), Hint: "link to it, or include a Markdown file whose name begins with _"}
		}
	}
	bad := &diag.Note{Text: fmt.Sprintf("no file %q below %s/", written, content.Root)}
	if below, ok := strings.CutPrefix(written, content.Root+"/"); ok && x.tree.Files[written] {
		bad.Hint = "paths of includes start at content/: write " + strconv.Quote(below)
		return bad
	}
	if x.names == nil {
		for f := range x.tree.Files {
			x.names = append(x.names, strings.TrimPrefix(f, content.Root+"/"))
		}
	}
	bad.Hint = cmp.Or(diag.DidYouMean(written, x.names), "paths of includes start at content/, such as code/gan.py")
	return bad
}

// read returns a file's text.
func (x *includer) read(p string) fileText {
	if f, ok := x.texts[p]; ok {
		return f
	}
	var f fileText
	raw, err := fs.ReadFile(x.Root, p)
	switch {
	case err != nil:
		f.bad = &diag.Note{Text: fmt.Sprintf("%q cannot be read", p)}
	case bytes.IndexByte(raw, 0) >= 0:
		f.bad = &diag.Note{Text: fmt.Sprintf("%q is no text", p), Hint: "link to it, or show it as a picture"}
	default:
		if f.text, f.bad = content.Text(raw); f.bad != nil {
			f.bad = &diag.Note{Text: fmt.Sprintf("%q is no text: it is not UTF-8", p), Hint: "save it as UTF-8"}
		}
	}
	f.sum = sha256.Sum256(f.text)
	x.texts[p] = f
	return f
}

// regionOf returns the lines that an include asks for.
func regionOf(text []byte, in markdown.Include) (*content.Region, *diag.Note) {
	region, names := content.ReadRegion(text, in.Region)
	at := diag.Note{Start: in.RegionStart, End: in.RegionEnd}
	switch {
	case region == nil && len(names) == 0:
		at.Text = fmt.Sprintf("no region %q in %q, which has no regions", in.Region, in.Path)
		at.Hint = "put the lines between # region " + in.Region + " and # endregion, behind the comment sign of the language"
	case region == nil:
		at.Text = fmt.Sprintf("no region %q in %q", in.Region, in.Path)
		at.Hint = "there are: " + strings.Join(names, ", ")
		if near, ok := diag.Nearest(in.Region, names); ok {
			at.Hint = fmt.Sprintf("did you mean %q? there are: %s", near, strings.Join(names, ", "))
		}
	case !region.Closed:
		at.Text = fmt.Sprintf("the region %q in %q has no end", in.Region, in.Path)
		at.Hint = "write # endregion behind it"
	default:
		return region, nil
	}
	return nil, &at
}

// partial makes the part of a Markdown file.
func (x *includer) partial(s *content.Source, in markdown.Include, partial content.Source, chain []string) (*assemble.Part, *diag.Note, error) {
	name := strings.TrimPrefix(partial.Path, content.Root+"/")
	for _, c := range chain {
		if c == name {
			return nil, &diag.Note{Text: fmt.Sprintf("%q includes itself", name), Hint: strings.Join(append(chain, name), " → ")}, nil
		}
	}
	if len(chain) == deepest {
		return nil, &diag.Note{Text: fmt.Sprintf("partials include each other more than %d deep", deepest), Hint: strings.Join(append(chain, name), " → ")}, nil
	}
	if partial.Broken {
		return nil, nil, nil // it is reported where it stands
	}
	if in.Region != "" {
		region, bad := regionOf(partial.Body, in)
		if bad != nil {
			return nil, bad, nil
		}
		partial.Body = region.Only(partial.Body)
	}
	if x.room -= len(partial.Body); x.room < 0 {
		return nil, tooLarge(), nil
	}
	doc, err := x.parsed(cmp.Or(partial.Lang, s.Lang), &partial)
	if err != nil {
		return nil, nil, err
	}
	partial.TextID = s.TextID
	parts, err := x.parts(&partial, doc, append(chain[:len(chain):len(chain)], name))
	return &assemble.Part{Source: &partial, Doc: doc, Parts: parts}, nil, err
}

// parsed returns the Doc of a partial.
func (x *includer) parsed(lang string, s *content.Source) (*markdown.Doc, error) {
	p := x.parsers[lang]
	if p == nil {
		l, _ := x.settings.Lang(lang)
		opt := x.syntax(l.Tag)
		opt.Partial = true
		p = x.parser(opt)
		x.parsers[lang] = p
	}
	d := x.doc(p, s.Body)
	for _, n := range d.Notes {
		x.add(n.In(s.Path, s.Text))
	}
	return d, nil
}
