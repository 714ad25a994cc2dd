package refs

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// GlossaryFile is the name of the glossary below content/: a table as RFC 4180
// has it, in UTF-8, whose first row names the columns
//
//	id               what names a term in addresses: a slug
//	LANG             the term in a language, by the language's id in site.yaml
//	LANG.also        other forms of it, separated by | or ;
//	LANG.not         longer words that have a form of it in them and mean something else
//	LANG.definition  one sentence of plain text
//	LANG.sort        by what it is sorted where that is not the term: pinyin, for zh
//	listed           "yes" for a term that is there to be looked up, whether texts use it or not
//
// in any order; all but id may be left out, as may any cell.
const GlossaryFile = "glossary.csv"

// Glossary is the terms of a site in its languages. It is shared and never
// changed.
type Glossary struct {
	Hash  [16]byte // of all that it was read from: equal hashes, equal glossaries
	Terms []Term   // in the order of the file
	Text  []byte   // the file, normalised; what the notes' offsets count in
	Notes []diag.Note

	langs   []string
	byID    map[string]*Term
	byForm  map[string]map[string]*Term // by language, then form
	byLower map[string]map[string]*Term
	sorted  map[site.Lang][]Group
}

// Term is one term; its maps are by language id and lack what is not given.
type Term struct {
	ID         string
	Forms      map[string][]string // the term first, then its other forms
	Not        map[string][]string // words that have a form in them and mean something else
	Definition map[string]string
	Sort       map[string]string
	Listed     bool // it is there to be looked up, whether texts use it or not
	Start, End int  // byte offsets of the id in the glossary's Text
}

// Name returns the term in a language; "" if it has none there.
func (t *Term) Name(lang string) string {
	if f := t.Forms[lang]; len(f) > 0 {
		return f[0]
	}
	return ""
}

// ParseGlossary reads a glossary for a site's languages. What is wrong is in its
// notes; rows that cannot be understood are left out.
func ParseGlossary(src []byte, langs []site.Lang) *Glossary {
	h := sha256.New()
	fmt.Fprintf(h, "glossary %q\n", langs)
	h.Write(src)
	p := &glossaryParser{g: &Glossary{
		Hash: [16]byte(h.Sum(nil)),
		Text: normalise(src),
	}}
	for _, l := range langs {
		p.g.langs = append(p.g.langs, l.ID)
	}
	if i := invalid(p.g.Text); i >= 0 {
		p.g.Notes = []diag.Note{{Start: i, End: i, Severity: diag.Error, Code: "encoding",
			Text: "this is not UTF-8", Hint: "save the file as UTF-8"}}
		p.g.Text = bytes.ToValidUTF8(p.g.Text, []byte("?"))
		p.g.index()
		return p.g
	}
	p.lines, p.ids, p.owners = lineStarts(p.g.Text), map[string]int{}, map[column]string{}
	p.rows()
	p.g.index()
	p.g.sorted = map[site.Lang][]Group{}
	for _, l := range langs {
		p.g.sorted[l] = p.g.sort(l)
	}
	return p.g
}

// invalid returns the offset of the first byte that is no UTF-8; -1 if none is.
func invalid(s []byte) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// normalise drops a byte order mark and makes every line end "\n", as in the
// texts of pages; lines and columns stay what they are.
func normalise(src []byte) []byte {
	src = bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
}
