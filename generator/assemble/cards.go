package assemble

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// With og.font each text has a card of its own: the picture, with its title, that
// other sites show of the page. A fallback and a paired page show that of the text
// which they name as the original; pages without a source show the site's.

// TitleFont is what the titles of a language are drawn with.
type TitleFont struct {
	Name  string                    // of the font and of the look: another for another picture
	Lacks func(text string) []rune  // the characters that cannot be drawn
	Odd   func(character rune) bool // no font would help: letters of its script are not drawn one by one
}

// Words are what a card says, in one language.
type Words struct{ Title, Number, Chapter, Site string }

// CardFile is a card that is to be drawn.
type CardFile struct {
	Path string
	Lang site.Lang
	Words
}

// titleCard returns the picture of the i-th page's text: its own, or the site's where
// there is no font or the font lacks a character.
func (a *assembler) titleCard(i int, s *content.Source) Card {
	font, ok := a.TitleFonts[s.Lang]
	if !ok || s.Broken {
		return a.siteCard(s.Lang)
	}
	w := a.words(i, s)
	if a.lacks(font, w, s) || a.Base.Origin == "" {
		return a.siteCard(s.Lang)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{font.Name, w.Title, w.Number, w.Chapter, w.Site}, "\x00")))
	f := CardFile{Path: site.Assets().Path + "cards/" + hex.EncodeToString(sum[:8]) + ".png", Words: w}
	f.Lang, _ = a.Settings.Lang(s.Lang)
	a.cards[f.Path] = f
	alt := w.Title
	if w.Site != w.Title {
		alt += " · " + w.Site
	}
	return Card{site.URL{Path: f.Path}, a.CardSize[0], a.CardSize[1], alt}
}

// words are what the card of a text says.
func (a *assembler) words(i int, s *content.Source) Words {
	p := &a.model.pages[i]
	w := Words{Title: a.title(s), Number: p.number, Site: a.Settings.Title.In(s.Lang)}
	if p.chapter >= 0 && a.model.chapters[p.chapter].pages[0] != i {
		if lang, ok := a.Settings.Lang(s.Lang); ok {
			if l := a.chapterLink(p.chapter, lang); l.Lang == "" {
				w.Chapter = l.Title
			}
		}
	}
	return w
}

// lacks reports the characters of a card that its font has not: those of the title
// where the text is, and of the site's where the settings are. Those of a chapter
// are in a title too, or in the name of a folder.
func (a *assembler) lacks(font TitleFont, w Words, s *content.Source) bool {
	bad := false
	report := func(r rune, where string, add func(text, hint string)) {
		bad = true
		if font.Odd(r) {
			add(fmt.Sprintf("%s has %q, and the script of this character cannot be drawn on the picture for other sites", where, string(r)),
				"name no font for this language: og: { font: { "+a.otherLang(s.Lang)+": … } }")
			return
		}
		add(fmt.Sprintf("%s has %q (U+%04X), which the font of the pictures for other sites lacks", where, string(r), r),
			"make the part of the font anew with the characters of all titles, or name a second font for what the first lacks: og: { font: [a.otf, b.otf] }")
	}
	if w.Title != w.Site && !a.checked[s.TextID] { // a first page without a title of its own has the site's
		a.checked[s.TextID] = true
		for _, r := range font.Lacks(w.Title) {
			start, end := titlePlace(s, r)
			report(r, "the title", func(text, hint string) {
				a.add(s, diag.Note{Start: start, End: end, Severity: diag.Warning, Code: "card-glyph", Text: text, Hint: hint})
			})
		}
	}
	siteText := site.TextID{Page: "\x00", Lang: s.Lang}
	if !a.checked[siteText] {
		a.checked[siteText] = true
		for _, r := range font.Lacks(w.Site) {
			report(r, "the site's title", func(text, hint string) {
				a.diags = append(a.diags, diag.Diagnostic{Pos: a.Settings.At("title." + s.Lang), Severity: diag.Warning, Code: "card-glyph", Text: text, Hint: hint})
			})
		}
	}
	return bad || len(font.Lacks(w.Title+w.Number+w.Chapter+w.Site)) > 0
}

// otherLang is a language that the hint may name a font for.
func (a *assembler) otherLang(not string) string {
	for _, l := range a.Settings.Langs {
		if l.ID != not {
			return l.ID
		}
	}
	return not
}

// titlePlace returns where a character stands in the line of a text's title: the
// front matter's, else the first below it. Where it does not, for the title has a
// variable or an escape, it is the whole line.
func titlePlace(s *content.Source, r rune) (start, end int) {
	text := s.Body
	if s.Front.Title != "" {
		text = s.Text
	}
	for at := 0; at < len(text); {
		length := bytes.IndexByte(text[at:], '\n')
		if length < 0 {
			length = len(text) - at
		}
		line := bytes.TrimSpace(text[at : at+length])
		value := 0 // where in the line it begins
		if s.Front.Title != "" {
			value = titleValue(line)
		}
		if len(line) > 0 && value >= 0 {
			from := at + bytes.Index(text[at:at+length], line)
			if found := bytes.IndexRune(line[value:], r); found >= 0 {
				from += value + found
				return from, from + utf8.RuneLen(r)
			}
			return from, from + len(line)
		}
		at += length + 1
	}
	return 0, 0
}

// titleValue returns where the title begins in a line of front matter that gives
// it; -1 for any other.
func titleValue(line []byte) int {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, `"'`), []byte("title"))
	rest = bytes.TrimLeft(rest, "\"' \t")
	if !ok || len(rest) == 0 || rest[0] != ':' && rest[0] != '=' {
		return -1
	}
	return len(line) - len(rest) + 1
}

// siteCard is the picture of pages without one of their own: the owner's or the
// theme's, which says the site's name to who does not see it.
func (a *assembler) siteCard(lang string) Card {
	c := a.shared
	if c.URL.Path == "" {
		c.Width, c.Height, c.Alt = a.CardSize[0], a.CardSize[1], a.Settings.Title.In(lang)
	}
	return c
}

// drawn lists the cards that pages show, by path.
func (a *assembler) drawn() []CardFile {
	var out []CardFile
	for _, f := range a.cards {
		out = append(out, f)
	}
	slices.SortFunc(out, func(f, g CardFile) int { return strings.Compare(f.Path, g.Path) })
	return out
}
