package book

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strings"

	"duizhao/generator/render"
	"duizhao/generator/site"
)

// An EPUB is a zip file: its first entry says what it is, the second where the
// package is; the package lists the files, in which order they are read, and what
// is told of the book. All lies in the folder EPUB/:
//
//	package.opf      the package
//	toc.ncx          the contents, for readers older than EPUB 3
//	nav.xhtml        the contents
//	cover.xhtml, cover.png, colophon.xhtml, epub.css
//	blocks.css       the styles of the site's own blocks, if it has any
//	text/NAME.xhtml  a page of the site
//	files/NAME.png   a picture
//
// Entries have no time but the earliest that a zip file can say, and stand in
// order, so that equal books are equal files.

const container = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// pack makes the file.
func (e *ebook) pack() ([]byte, error) {
	opf, err := e.opf()
	if err != nil {
		return nil, fmt.Errorf("make the book: %w", err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, data []byte, method uint16) {
		if err == nil {
			err = entry(z, name, data, method)
		}
	}
	add("mimetype", []byte("application/epub+zip"), zip.Store)
	add("META-INF/container.xml", []byte(container), zip.Deflate)
	add("EPUB/package.opf", opf, zip.Deflate)
	add("EPUB/toc.ncx", e.ncx(), zip.Deflate)
	for _, p := range e.parts {
		method := zip.Deflate
		if strings.HasPrefix(p.kind, "image/") && p.kind != "image/svg+xml" {
			method = zip.Store
		}
		add("EPUB/"+p.path, p.data, method)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack the book: %w", err)
	}
	return out.Bytes(), nil
}

// entry adds a file to a zip file, with its size in front of it.
func entry(z *zip.Writer, name string, data []byte, method uint16) error {
	packed := data
	if method == zip.Deflate {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		packed = b.Bytes()
	}
	const firstDay = 1<<5 | 1 // 1 January 1980
	//lint:ignore SA1019 CreateRaw writes this field, and the newer one not at all
	h := zip.FileHeader{Name: name, Method: method, ModifiedDate: firstDay, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(data))}
	w, err := z.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = w.Write(packed)
	return err
}

// identifier names a book for good: one of the same site in the same languages has
// the same, whatever is written in it.
func (e *ebook) identifier() string {
	what := e.data.Address
	if what == "" {
		what = e.data.Name()
	}
	for _, l := range e.langs {
		what += "\n" + l.Tag
	}
	sum := sha256.Sum256([]byte("duizhao ebook\n" + what))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of one's own making
	h := hex.EncodeToString(sum[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// xmlText collects lines of XML.
type xmlText struct{ strings.Builder }

// line writes a line; the arguments are escaped.
func (x *xmlText) line(format string, args ...string) {
	var in []any
	for _, a := range args {
		in = append(in, escaped(a))
	}
	fmt.Fprintf(x, format+"\n", in...)
}

// opf returns the package.
func (e *ebook) opf() ([]byte, error) {
	var x xmlText
	x.line(`<?xml version="1.0" encoding="utf-8"?>`)
	x.line(`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s" dir="%s">`, e.data.Lang.Tag, direction(e.data.Lang))
	x.line(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	e.about(&x)
	if err := e.access(&x); err != nil {
		return nil, err
	}
	x.line(`<meta name="cover" content="cover"/>`)
	x.line("</metadata>\n<manifest>")
	x.line(`<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>`)
	for _, p := range e.parts {
		properties := ""
		if p.properties != "" {
			properties = ` properties="` + p.properties + `"`
		}
		x.line(`<item id="%s" href="%s" media-type="%s"`+properties+`/>`, p.id, p.path, p.kind)
	}
	x.line("</manifest>")
	x.line(`<spine toc="ncx" page-progression-direction="%s">`, direction(e.data.Lang))
	for _, p := range e.parts {
		if p.spine {
			x.line(`<itemref idref="%s"/>`, p.id)
		}
	}
	x.line("</spine>\n</package>")
	return []byte(x.String()), nil
}

func direction(l site.Lang) string {
	if l.Dir == "rtl" {
		return "rtl"
	}
	return "ltr"
}

// about writes what the book is: in two languages both titles and both languages,
// the leading one first. The form wants the moment of a last change; where nobody
// knows it, that is the first day that computers count from.
func (e *ebook) about(x *xmlText) {
	d := e.data
	x.line(`<dc:identifier id="id">%s</dc:identifier>`, e.identifier())
	x.line(`<dc:title id="title">%s</dc:title>`, d.Title)
	x.line(`<meta refines="#title" property="title-type">main</meta>`)
	x.line(`<meta refines="#title" property="display-seq">1</meta>`)
	if s := d.Second; s != nil {
		x.line(`<dc:title id="title2" xml:lang="%s" dir="%s">%s</dc:title>`, s.Lang.Tag, direction(s.Lang), s.Title)
		x.line(`<meta refines="#title2" property="display-seq">2</meta>`)
	}
	for _, l := range e.langs {
		x.line(`<dc:language>%s</dc:language>`, l.Tag)
	}
	for i, name := range d.Authors {
		id := fmt.Sprintf("author%d", i+1)
		x.line(`<dc:creator id="%s">%s</dc:creator>`, id, name)
		x.line(`<meta refines="#%s" property="role" scheme="marc:relators">aut</meta>`, id)
		if s := d.Second; s != nil && len(s.Authors) == len(d.Authors) && s.Authors[i] != name {
			x.line(`<meta refines="#%s" property="alternate-script" xml:lang="%s">%s</meta>`, id, s.Lang.Tag, s.Authors[i])
		}
	}
	if d.About != "" {
		x.line(`<dc:description>%s</dc:description>`, d.About)
	}
	if s := d.Second; s != nil && s.About != "" {
		x.line(`<dc:description xml:lang="%s">%s</dc:description>`, s.Lang.Tag, s.About)
	}
	if d.Footer != "" {
		x.line(`<dc:rights>%s</dc:rights>`, d.Footer)
	}
	if d.Address != "" {
		x.line(`<dc:source>%s</dc:source>`, d.Address)
	}
	day := d.Updated
	if day == "" {
		day = "1970-01-01"
	} else {
		x.line(`<dc:date>%s</dc:date>`, day)
	}
	x.line(`<meta property="dcterms:modified">%sT00:00:00Z</meta>`, day)
}

// access writes who can read the book, and by what. Nothing is claimed of a
// standard that a person has to judge.
func (e *ebook) access(x *xmlText) error {
	meta := func(property, value string) { x.line(`<meta property="schema:%s">%s</meta>`, property, value) }
	pictures := e.drawn || len(e.media.parts) > 1 // one is the cover
	meta("accessMode", "textual")
	if pictures {
		meta("accessMode", "visual")
		meta("accessModeSufficient", "textual,visual")
	}
	if !e.undescribed {
		meta("accessModeSufficient", "textual")
	}
	features := []string{"displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"}
	summary := []string{"book.access"}
	if pictures && !e.undescribed {
		features, summary = append(features, "alternativeText"), append(summary, "book.access.pictures")
	}
	if e.drawn {
		features, summary = append(features, "longDescription"), append(summary, "book.access.drawings")
	}
	if e.math {
		features, summary = append(features, "MathML", "latex"), append(summary, "book.access.math")
	}
	for _, f := range features {
		meta("accessibilityFeature", f)
	}
	if e.media.moves {
		meta("accessibilityHazard", "unknown")
	} else {
		meta("accessibilityHazard", "none")
	}
	for _, l := range e.langs {
		var words []string
		for _, key := range summary {
			word, err := e.theme.Word(l.Tag, key)
			if err != nil {
				return err
			}
			words = append(words, word)
		}
		x.line(`<meta property="schema:accessibilitySummary" xml:lang="%s">%s</meta>`, l.Tag, render.Sentences(l.Tag, words))
	}
	return nil
}

// ncx returns the contents in the form of older readers.
func (e *ebook) ncx() []byte {
	var x xmlText
	x.line(`<?xml version="1.0" encoding="utf-8"?>`)
	x.line(`<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="%s">`, e.data.Lang.Tag)
	x.line(`<head><meta name="dtb:uid" content="%s"/></head>`, e.identifier())
	x.line(`<docTitle><text>%s</text></docTitle>`, e.data.Name())
	x.line("<navMap>")
	n := 0
	var write func(list []*render.EbookEntry)
	write = func(list []*render.EbookEntry) {
		for _, entry := range list {
			n++
			x.line(`<navPoint id="n%s" playOrder="%s"><navLabel><text>%s</text></navLabel><content src="%s"/>`, fmt.Sprint(n), fmt.Sprint(n), entry.Label(), entry.Href)
			write(entry.Below)
			x.line("</navPoint>")
		}
	}
	write(e.tree)
	x.line("</navMap>\n</ncx>")
	return []byte(x.String())
}
