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

// Sorted returns the terms that a language has, in its order: Chinese by pinyin
// or, in traditional characters, by strokes; Japanese by kana, with Han behind
// them; Arabic without regard to the article; all others by the alphabet. The
// result must not be changed.
func (g *Glossary) Sorted(lang site.Lang) []Group {
	if groups, known := g.sorted[lang]; known {
		return groups
	}
	return g.sort(lang)
}

func (g *Glossary) sort(lang site.Lang) []Group {
	var list []sortable
	tag, _ := language.Parse(lang.Tag) // checked when site.yaml was read
	how := orderOf(tag)
	for i := range g.Terms {
		t := &g.Terms[i]
		name := t.Name(lang.ID)
		if name == "" {
			continue
		}
		s := how.sortable(name)
		s.term = t
		if own := t.Sort[lang.ID]; own != "" {
			s.key, s.tones = own, own
			if how.own != nil {
				s.key = how.own(own)
			}
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, how.order)
	return groups(list)
}

// Sort sorts what has names in a language's order.
func Sort[T any](lang site.Lang, list []T, name func(T) string) {
	tag, _ := language.Parse(lang.Tag)
	how := orderOf(tag)
	keys := map[string]sortable{}
	for _, x := range list {
		keys[name(x)] = how.sortable(name(x))
	}
	slices.SortStableFunc(list, func(a, b T) int { return how.order(keys[name(a)], keys[name(b)]) })
}

type sortable struct {
	term       *Term
	name       string
	key, tones string
}

// ordering is how a language sorts its terms.
type ordering struct {
	key     func(name string) (key, tones string) // what a name is sorted by; nil: itself
	own     func(sort string) string              // the same of a sort key that the table states
	compare func(a, b string) int                 // of keys
}

func (o ordering) sortable(name string) sortable {
	s := sortable{name: name, key: name}
	if o.key != nil {
		s.key, s.tones = o.key(name)
	}
	return s
}

func (o ordering) order(a, b sortable) int {
	return cmp.Or(o.compare(a.key, b.key), strings.Compare(a.tones, b.tones), strings.Compare(a.name, b.name))
}

func orderOf(tag language.Tag) ordering {
	base, _ := tag.Base()
	script, _ := tag.Script()
	switch {
	case base.String() == "zh" && script.String() != "Hant":
		romanised := func(name string) (key, tones string) {
			key, tones = romanise(name)
			return strings.ToLower(key), tones
		}
		return ordering{romanised, strings.ToLower, strings.Compare}
	case base.String() == "ja":
		// collate sorts the long vowels of Japanese wrongly: データ before ガス.
		return ordering{func(name string) (string, string) { return kana(name), "" }, kana, strings.Compare}
	case base.String() == "ar":
		noun := func(name string) (string, string) { return strings.TrimPrefix(name, "ال"), "" }
		return ordering{noun, nil, collate.New(tag).CompareString}
	}
	return ordering{nil, nil, collate.New(tag).CompareString}
}

// kana writes katakana as hiragana, without what a second look tells apart:
// voicing, small letters, length. Their code points are then in the order of the
// syllabary, behind Latin and before Han.
func kana(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		if 'ァ' <= r && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		switch {
		case r == '\u3099' || r == '\u309a' || r == 'ー':
		case strings.ContainsRune("ぁぃぅぇぉっゃゅょゎ", r):
			b.WriteRune(r + 1) // the small letter stands before its large one
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
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
	switch {
	case unicode.Is(unicode.Hiragana, r): // by the row of the syllabary
		head := 'あ'
		for _, row := range "かさたなはまやらわ" {
			if r >= row {
				head = row
			}
		}
		return string(head)
	case unicode.IsLetter(r):
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
