package config

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/site"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language is an entry of languages: an id alone, or a mapping.
type Language struct {
	ID   string `key:"id"`
	Tag  string `key:"tag"`
	Name string `key:"name"`
}

func (l *Language) decode(d *decoder, n *node, path string) {
	if n.kind == scalar {
		l.ID = n.text
		return
	}
	type fields Language // the same fields without this method
	var f fields
	decodeInto(d, n, &f, path)
	*l = Language(f)
}

// languages checks the languages and makes Langs of them.
func (c *checker) languages() {
	s := c.s
	if len(s.Languages) == 0 {
		c.add("languages", "no language is named", "write languages: [zh, en]")
		return
	}
	seen := map[string]bool{}
	for i, l := range s.Languages {
		at := fmt.Sprintf("languages[%d]", i)
		if what, ok := reserved[l.ID]; ok {
			c.add(at, fmt.Sprintf("%q cannot be a language's id: %s has that name", l.ID, what), "choose another id, and give the language's tag beside it: { id: …, tag: … }")
			continue
		}
		if !validID(l.ID) {
			c.add(at, fmt.Sprintf("language id %q must be lower-case letters, digits and hyphens", l.ID), "")
			continue
		}
		if seen[l.ID] {
			c.add(at, fmt.Sprintf("language %q is named twice", l.ID), "")
			continue
		}
		seen[l.ID] = true
		lang, err := complete(l)
		if err != nil {
			c.add(at, err.Error(), "write a BCP 47 tag such as zh-Hans, en or ja")
			continue
		}
		s.Langs = append(s.Langs, lang)
	}
	if s.Source == "" && len(s.Langs) > 0 {
		s.Source = s.Langs[0].ID
	}
	if _, ok := s.Lang(s.Source); !ok && len(s.Langs) > 0 {
		c.add("source_language", fmt.Sprintf("%q is not one of the languages", s.Source), "")
	}
}

func validID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(id, "-")
}

// reserved are the names below content/ and at the published site's root that
// are not languages, with what has them.
var reserved = map[string]string{
	"assets":   "the folder of styles and scripts",
	"code":     "the folder of programs",
	"data":     "the folder of data",
	"images":   "the folder of pictures",
	"pair":     "the folder of pages in two languages",
	"search":   "the search",
	"static":   "the folder of files for the site's root",
	"versions": "the page of all versions",
}

// complete fills in a language's tag, name and direction. Chinese without a
// script is taken as simplified, as its speakers' default.
func complete(l Language) (site.Lang, error) {
	tag := l.Tag
	if tag == "" {
		tag = map[string]string{"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}[l.ID]
	}
	if tag == "" {
		tag = l.ID
	}
	t, err := language.Parse(tag)
	if err != nil {
		return site.Lang{}, fmt.Errorf("%q is not a language tag", tag)
	}
	name := l.Name
	if name == "" {
		name = display.Self.Name(t)
	}
	if name == "" {
		name = tag
	}
	dir := "ltr"
	if script, _ := t.Script(); slices.Contains(rightToLeft, script.String()) {
		dir = "rtl"
	}
	return site.Lang{ID: l.ID, Tag: t.String(), Name: name, Dir: dir}, nil
}

// rightToLeft are the scripts written from right to left that living languages
// use.
var rightToLeft = []string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}
