package search

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

const (
	maxSyllables = 4 // of a key; a longer query is looked up by its beginning
	maxInitials  = 6
	maxReadings  = 4 // of one stretch, where characters are read in several ways
)

// pinyin adds the keys under which a heading in Chinese is found by those who
// type it in Latin letters: one from each character on, spelled out and by
// initials. A word of another script is a syllable among the others.
func (c *collector) pinyin(section int, folded string) {
	var syllables [][]string
	var han []bool
	var before rune
	tokenize(folded, 0, func(term string, pos, _ int) {
		if pos < len(syllables) || pos >= maxHeading {
			return // a part of the word before
		}
		r, _ := utf8.DecodeRuneInString(term)
		own := c.readings.of(r)
		han = append(han, len(own) > 0)
		if len(own) == 0 && classOf(r) == letter && len(term) <= 12 {
			own = []string{term}
		}
		syllables = append(syllables, own)
		asWord(syllables, before, r)
		before = r
	})
	for i := range syllables {
		if !han[i] && (i+1 >= len(han) || !han[i+1]) {
			continue
		}
		c.keys(section, spelledKey, syllables, i, maxSyllables, func(s string) string { return s })
		c.keys(section, initialsKey, syllables, i, maxInitials, initial)
	}
}

// asWord puts the readings that two characters have as one word before the usual one
// of each, at the end of syllables; with more, not all could be tried.
func asWord(syllables [][]string, first, second rune) {
	word, ok := wordReadings[[2]rune{first, second}]
	if !ok {
		return
	}
	at := len(syllables) - 2
	for i, own := range word {
		if usual := syllables[at+i][:1]; usual[0] != own {
			syllables[at+i] = append([]string{own}, usual...)
		}
	}
}

func initial(syllable string) string {
	_, n := utf8.DecodeRuneInString(syllable)
	return syllable[:n]
}

// keys adds the keys of one kind for what stands in a heading from a place on.
func (c *collector) keys(section int, kind string, syllables [][]string, from, most int, form func(string) string) {
	end := min(from+most, len(syllables))
	all := from == 0 && end == len(syllables)
	for _, key := range spell(syllables[from:end], form) {
		if len(key) > 1 {
			c.key(kind+key, section, all)
		}
	}
}

// key adds a key of a heading; it has no positions.
func (c *collector) key(key string, section int, all bool) {
	weight := uint8(0)
	if all {
		weight = whole
	}
	c.add(key, section, -headingSpan, weight)
}

// spell joins one reading of each syllable in up to maxReadings ways, the usual
// one first.
func spell(syllables [][]string, form func(string) string) []string {
	out := []string{""}
	if !slices.ContainsFunc(syllables, func(s []string) bool { return len(s) > 1 }) {
		var b strings.Builder
		for _, s := range syllables {
			if len(s) > 0 {
				b.WriteString(form(s[0]))
			}
		}
		out[0], syllables = b.String(), nil
	}
	for _, readings := range syllables {
		var next []string
		for _, reading := range readings {
			for _, head := range out {
				key := head + form(reading)
				if len(next) < maxReadings && !slices.Contains(next, key) {
					next = append(next, key)
				}
			}
		}
		if len(next) > 0 {
			out = next
		}
	}
	if out[0] == "" {
		return nil
	}
	return out
}

// readings has how characters are read, once they were looked up: rune →
// []string. The zero value is ready and serves several goroutines.
type readings struct{ known sync.Map }

// of returns how a character is read, without tones, the usual reading first; nil
// for what is not Chinese.
func (r *readings) of(char rune) []string {
	if list, ok := polyphones[char]; ok {
		return strings.Fields(list)
	}
	if !isIdeograph(char) {
		return nil
	}
	if own, ok := r.known.Load(char); ok {
		return own.([]string)
	}
	own := pinyin.SinglePinyin(char, pinyin.NewArgs())
	r.known.Store(char, own)
	return own
}

// polyphones are the characters whose other reading is met in ordinary words:
// 银行 and 步行, 参数 and 人参. Without a dictionary of words each is found by
// every reading; go-pinyin's own list has rare and ancient ones too, and gives
// all others their one.
var polyphones = map[rune]string{
	'重': "zhong chong", '行': "xing hang", '长': "chang zhang", '率': "lv shuai", '调': "diao tiao", '传': "chuan zhuan",
	'降': "jiang xiang", '差': "cha chai", '参': "can shen", '会': "hui kuai", '乐': "le yue", '角': "jiao jue", '弹': "tan dan",
	'模': "mo mu", '校': "xiao jiao", '曾': "ceng zeng", '系': "xi ji", '似': "si", '省': "sheng xing", '都': "du dou",
	'藏': "cang zang", '觉': "jue jiao", '度': "du duo", '着': "zhe zhao", '血': "xue xie", '折': "zhe she", '提': "ti di",
	'恶': "e wu", '圈': "quan juan", '卡': "ka qia", '壳': "ke qiao", '薄': "bao bo", '给': "gei ji", '熟': "shu shou",
	'削': "xue xiao", '强': "qiang jiang",
}

// wordReadings are ordinary words of two characters of which one is read as it
// is nearly nowhere else.
var wordReadings = map[[2]rune][2]string{
	{'参', '差'}: {"cen", "ci"}, {'目', '的'}: {"mu", "di"}, {'了', '解'}: {"liao", "jie"}, {'了', '然'}: {"liao", "ran"},
	{'还', '原'}: {"huan", "yuan"}, {'归', '还'}: {"gui", "huan"}, {'偿', '还'}: {"chang", "huan"}, {'返', '还'}: {"fan", "huan"},
	{'便', '宜'}: {"pian", "yi"}, {'大', '夫'}: {"dai", "fu"}, {'奇', '数'}: {"ji", "shu"}, {'奇', '偶'}: {"ji", "ou"},
	{'朝', '气'}: {"zhao", "qi"}, {'朝', '阳'}: {"zhao", "yang"}, {'游', '说'}: {"you", "shui"},
	{'对', '称'}: {"dui", "chen"}, {'称', '职'}: {"chen", "zhi"}, {'着', '手'}: {"zhuo", "shou"}, {'着', '重'}: {"zhuo", "zhong"},
	{'着', '眼'}: {"zhuo", "yan"}, {'着', '陆'}: {"zhuo", "lu"}, {'执', '着'}: {"zhi", "zhuo"}, {'淹', '没'}: {"yan", "mo"},
	{'埋', '没'}: {"mai", "mo"}, {'没', '收'}: {"mo", "shou"},
}
