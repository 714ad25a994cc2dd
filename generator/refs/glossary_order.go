package refs

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Group is the terms of a glossary that begin with one letter.
type Group struct {
	Initial string // a capital letter, or "#" for what begins with none
	Terms   []*Term
}

// Sorted returns the terms that a language has, in its order: Chinese by pinyin,
// all others by the alphabet.
func (g *Glossary) Sorted(lang site.Lang) []Group {
	var list []sortable
	tag, _ := language.Parse(lang.Tag) // checked when site.yaml was read
	base, _ := tag.Base()
	for i := range g.Terms {
		t := &g.Terms[i]
		name := t.Name(lang.ID)
		if name == "" {
			continue
		}
		s := sortable{term: t, name: name, key: name}
		if base.String() == "zh" {
			s.key, s.tones = romanise(name)
		}
		if own := t.Sort[lang.ID]; own != "" {
			s.key, s.tones = own, own
		}
		list = append(list, s)
	}
	order(list, base.String() == "zh", tag)
	return groups(list)
}

type sortable struct {
	term       *Term
	name       string
	key, tones string
}

func order(list []sortable, pinyin bool, tag language.Tag) {
	compare := strings.Compare
	if pinyin {
		for i := range list {
			list[i].key = strings.ToLower(list[i].key)
		}
	} else {
		compare = collate.New(tag).CompareString
	}
	slices.SortStableFunc(list, func(a, b sortable) int {
		return cmp.Or(compare(a.key, b.key), strings.Compare(a.tones, b.tones), strings.Compare(a.name, b.name))
	})
}

// groups cuts a sorted list where the first letter changes; what begins with no
// letter comes first.
func groups(list []sortable) []Group {
	var out []Group
	at := map[string]int{}
	for _, s := range list {
		initial := initialOf(s.key)
		i, ok := at[initial]
		if !ok {
			i = len(out)
			at[initial] = i
			out = append(out, Group{Initial: initial})
		}
		out[i].Terms = append(out[i].Terms, s.term)
	}
	return out
}

func initialOf(key string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFD.String(key))
	if unicode.IsLetter(r) {
		return string(unicode.ToUpper(r))
	}
	return "#"
}

// romanise writes Han as pinyin, syllable by syllable, with other letters as
// they are, and a second time with the tones: those decide between equals.
// Which of its readings a character has in a term, the term's sort key says.
func romanise(name string) (key, tones string) {
	plain, toned := pinyin.NewArgs(), pinyin.NewArgs()
	toned.Style = pinyin.Tone3
	var k, t strings.Builder
	gap := false
	for _, r := range name {
		p := pinyin.SinglePinyin(r, plain)
		if len(p) == 0 {
			if gap && !unicode.IsSpace(r) {
				k.WriteByte(' ')
				t.WriteByte(' ')
			}
			gap = false
			k.WriteRune(r)
			t.WriteRune(r)
			continue
		}
		if k.Len() > 0 {
			k.WriteByte(' ')
			t.WriteByte(' ')
		}
		gap = true
		k.WriteString(p[0])
		t.WriteString(pinyin.SinglePinyin(r, toned)[0])
	}
	return k.String(), t.String()
}
