package prose

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The rules of Chinese text, as the manual lists them (checking.md). They follow
// GB/T 15834 for punctuation and, where it is silent, what most houses do: a space
// between Han and Latin letters or digits. Browsers draw such a space by themselves
// only in part (text-autospace), and the source, feeds, the Markdown form and what
// is copied have none; where it is written no browser adds another. Each rule
// changes nothing but the signs it reports.

// chinese checks a stretch of Chinese.
type chinese struct{ paper }

func (z chinese) check() {
	z.quotes() // these first: the others see what is written in their place
	z.brackets()
	for i := 0; i < len(z.signs); {
		i += z.sign(i)
	}
}

// sign checks the sign at i and returns how many it has looked at.
func (z chinese) sign(i int) int {
	r := z.at(i)
	switch {
	case strings.ContainsRune(",;:!?", r):
		return z.half(i)
	case r == '.' || r == '…' || r == '。':
		return z.dots(i)
	case r == '-' || r == '—':
		return z.dash(i)
	case strings.ContainsRune(stops, r):
		return z.doubled(i)
	case wide(r):
		n := 1
		for wide(z.at(i+n)) && z.joined(i+n-1) {
			n++
		}
		text := z.string(i, i+n)
		fix := narrow(text)
		if han(z.at(i - 1)) {
			fix = " " + fix
		}
		if han(z.at(i + n)) {
			fix += " "
		}
		z.mend(i, i+n, "zh-width", fmt.Sprintf("full-width %q", text), fix)
		return n
	case r == ' ':
		return z.space(i)
	}
	z.missing(i)
	return 1
}

// stops are the marks of which two in a row are one too many.
const stops = "，。、；："

// closing reports whether a sign ends Chinese text: behind it punctuation is
// full-width.
func closing(r rune) bool { return han(r) || strings.ContainsRune("”’）》】〉」』", r) }

// opens reports whether a sign begins Chinese text.
func opens(r rune) bool { return han(r) || strings.ContainsRune("“‘（《【〈「『", r) }

// full are the full-width forms of punctuation.
var full = map[rune]string{',': "，", ';': "；", ':': "：", '!': "！", '?': "？", '.': "。"}

// half checks punctuation of ASCII: behind Han it is full-width, and between other
// letters and Han.
func (z chinese) half(i int) int {
	n := z.run(i)
	for strings.ContainsRune("!?", z.at(i)) && strings.ContainsRune("!?", z.at(i+n)) && z.joined(i+n-1) {
		n++ // ?! is one cry
	}
	before, after := z.at(i-1), z.at(i+n)
	if !closing(before) && !z.amid(i, n) || after == '/' || z.at(i) == ':' && z.named(i) {
		return n
	}
	z.stop(i, n)
	return n
}

// stop reports a run of half-width punctuation with the space behind it.
func (z chinese) stop(i, n int) {
	j := i + n
	if z.at(j) == ' ' && z.joined(j-1) && z.at(j+1) != 0 && z.at(j+1) != '\n' {
		j++
	}
	text := z.string(i, i+n)
	var fix strings.Builder
	for _, r := range text {
		fix.WriteString(full[r])
	}
	last := []rune(full[z.at(i+n-1)])[0]
	mended := fix.String()
	if strings.ContainsRune(stops, last) {
		mended = string(last)
		if z.at(i+n) == last && z.joined(i+n-1) {
			j = i + n + 1 // ,， is one mark
		}
	}
	z.mend(i, j, "zh-punctuation", fmt.Sprintf("half-width %q in Chinese text", text), mended)
	z.become(i, j, last)
}

// amid reports whether a mark of n signs stands behind letters, a number or what is no
// text, and before Chinese: GAN,这. An exclamation mark may be part of a name.
func (z chinese) amid(i, n int) bool {
	next := i + n
	if r := z.at(next); r == ' ' || r == '\n' {
		next++
	}
	before := z.at(i - 1)
	switch {
	case !opens(z.at(next)), z.at(i) == ':' && z.nameEnds(i):
		return false
	case strings.ContainsRune("%‰)]+#°", before) && before != 0:
		return true
	}
	return z.at(i) != '!' && (spaced(before) || unicode.Is(unicode.Greek, before) || before == object)
}

// nameEnds reports whether a colon ends a name between colons.
func (z chinese) nameEnds(i int) bool {
	n := i - 1
	for nameSign(z.at(n)) {
		n--
	}
	return n < i-1 && z.at(n) == ':'
}

// nameSign reports whether a sign may stand in a name between colons.
func nameSign(r rune) bool {
	return r == '_' || r == '-' || r == '+' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// named reports whether a colon begins a name between colons: :smile:.
func (z chinese) named(i int) bool {
	n := i + 1
	for nameSign(z.at(n)) {
		n++
	}
	return n > i+1 && z.at(n) == ':'
}

// dots checks full stops and ellipses.
func (z chinese) dots(i int) int {
	n, r := z.run(i), z.at(i)
	before, after := z.at(i-1), z.at(i+n)
	beside := closing(before) || opens(after) || strings.ContainsRune("，。；：？！", before) && before != 0
	switch {
	case r == '.' && n == 1 && opens(after) && (before == '%' || before == ')' && z.behindHan(i)):
		z.stop(i, 1)
	case r == '.' && n == 1:
		if closing(before) && !(after == ' ' && z.at(i+2) == '.') && (after == 0 || after == '\n' || after == ' ' || opens(after)) {
			z.stop(i, 1)
		}
	case r == '。' && n == 1:
		return z.doubled(i)
	case r == '。' && n == 2:
		return z.doubled(i)
	case r == '…' && n == 2, !beside, n < 3 && r == '.':
	case r == '…' && n == 1 && !closing(before) && !opens(after):
	default:
		z.mend(i, i+n, "zh-punctuation", fmt.Sprintf("%q for an ellipsis", z.string(i, i+n)), "……")
		z.become(i, i+n, '…')
	}
	return n
}

// behindHan reports whether Chinese stands before a place on its line: a number in
// brackets at the start of one counts items, (1).
func (z chinese) behindHan(i int) bool {
	for i--; i >= 0 && z.at(i) != '\n'; i-- {
		if han(z.at(i)) {
			return true
		}
	}
	return false
}

// dash checks dashes: two em dashes between Chinese text.
func (z chinese) dash(i int) int {
	n, r := z.run(i), z.at(i)
	from, to := i, i+n
	if z.at(from-1) == ' ' {
		from--
	}
	if z.at(to) == ' ' {
		to++
	}
	between := closing(z.at(from-1)) && opens(z.at(to))
	if between && (r == '-' && (n == 2 || n == 3) || r == '—' && n == 1) {
		z.mend(from, to, "zh-punctuation", fmt.Sprintf("%q for a dash", z.string(i, i+n)), "——")
	}
	return n
}

// doubled checks marks that stand beside another where one is enough.
func (z chinese) doubled(i int) int {
	n := 1
	for z.at(i+n) != 0 && strings.ContainsRune(stops, z.at(i+n)) && z.joined(i+n-1) {
		n++
	}
	if n == 1 {
		return 1
	}
	text := z.string(i, i+n)
	if same := z.run(i) >= n; same {
		z.mend(i, i+n, "zh-punctuation", fmt.Sprintf("%q is one mark too many", text), string(z.at(i)))
		return n
	}
	z.say(i, i+n, "zh-punctuation", fmt.Sprintf("%q: two marks in one place", text), "keep one of them")
	return n
}

// wide reports whether a sign is a full-width letter or digit.
func wide(r rune) bool {
	return r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ'
}

func narrow(text string) string {
	return strings.Map(func(r rune) rune { return r - 'Ａ' + 'A' }, text)
}

// spaced reports whether a sign asks for a space beside Han.
func spaced(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != 'ª' && r != 'º'
}

// glued are words of letters and Han that are written in one.
var glued = []string{"A股", "B股", "H股", "T恤", "X光", "B超", "K线", "U盘", "K歌", "Q弹", "阿Q", "AA制", "卡拉OK"}

// missing checks whether a space is missing behind the sign at i.
func (z chinese) missing(i int) {
	a, b := z.at(i), z.at(i+1)
	if b == 0 || !(han(a) && spaced(b) || spaced(a) && han(b)) || !z.joined(i) {
		return
	}
	if z.glued(i, min(i, 3)) {
		return
	}
	z.mend(i+1, i+1, "zh-spacing", fmt.Sprintf("no space between %q and %q", a, b), " ")
}

// glued reports whether the sign at i or the one behind it is of such a word; back
// is how many signs before i are looked at.
func (z chinese) glued(i, back int) bool {
	around := z.string(i-back, min(len(z.signs), i+5))
	for _, w := range glued {
		if at := strings.Index(around, w); at >= 0 {
			from := i - back + utf8.RuneCountInString(around[:at])
			if from <= i+1 && i < from+utf8.RuneCountInString(w) {
				return true
			}
		}
	}
	return false
}

// space checks the space at i: none stands between Han, nor beside full-width
// punctuation.
func (z chinese) space(i int) int {
	n := z.run(i)
	a, b := z.at(i-1), z.at(i+n)
	switch {
	case a == 0 || b == 0 || a == '\n' || b == '\n' || !z.joined(i-1) || !z.joined(i+n-1):
		// Behind emphasis that ends in punctuation CommonMark wants the space.
	case broad(b), broad(a) && (han(b) || spaced(b)):
		z.mend(i, i+n, "zh-spacing", "a space beside full-width punctuation", "")
	case n == 1 && han(a) && han(b) && !z.short && !z.list(i):
		z.mend(i, i+n, "zh-spacing", fmt.Sprintf("a space between %q and %q", a, b), "")
	}
	return n
}

// broad reports whether a sign is punctuation that brings its space with it.
func broad(r rune) bool {
	return r != 0 && strings.ContainsRune("，。、；：？！（）《》【】", r)
}

// unspaced reports whether no space stands between two signs of Chinese text.
func unspaced(a, b rune) bool {
	return broad(b) || broad(a) && (han(b) || spaced(b)) || han(a) && han(b)
}

// list reports whether the space at i is one of several between short words, as in
// a list of names.
func (z chinese) list(i int) bool {
	for j := 2; j <= 6; j++ {
		if z.at(i-j) == ' ' && han(z.at(i-j-1)) || z.at(i+j) == ' ' && han(z.at(i+j+1)) {
			return true
		}
	}
	return false
}
