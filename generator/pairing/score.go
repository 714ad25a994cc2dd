package pairing

import (
	"math"

	"duizhao/generator/site"
)

// evidence says, for every token, what it speaks for or against a pair, in
// hundredths of a nat.
type evidence struct {
	gain  []int32 // both have it
	lossA []int32 // a has it, b has not
	lossB []int32
	mean  int // tokens of an item
}

// weigh measures the tokens by how many items of either side have them.
func weigh(a, b []item, latinA, latinB bool, v *vocabulary) *evidence {
	n := len(v.classes)
	ev := &evidence{make([]int32, n), make([]int32, n), make([]int32, n), 1}
	sum := 0
	for _, list := range [2][]item{a, b} {
		for i := range list {
			sum += len(list[i].tokens)
		}
	}
	ev.mean = max(1, sum/max(1, len(a)+len(b)))
	inA, inB := frequencies(a, n), frequencies(b, n)
	for id := range v.classes {
		if inA[id] == 0 && inB[id] == 0 {
			continue
		}
		c := v.classes[id]
		fa, fb := share(inA[id], len(a)), share(inB[id], len(b))
		rel := reliability(c)
		switch {
		case inB[id] == 0:
			ev.lossA[id] = alone(c, latinA)
		case inA[id] == 0:
			ev.lossB[id] = alone(c, latinB)
		default:
			ev.gain[id] = max(0, nats(rel/max(fa, fb)))
			ev.lossA[id] = max(0, -nats((1-rel*min(1, fb/fa))/(1-fb)))
			ev.lossB[id] = max(0, -nats((1-rel*min(1, fa/fb))/(1-fa)))
		}
	}
	return ev
}

// alone is what a token that the other text lacks altogether speaks against a
// pair. A Latin word in a text of another script is a name; in a Latin text it
// is any word.
func alone(c class, latin bool) int32 {
	switch c {
	case codeClass, texClass, citeClass, labelClass, numClass:
		return aloneLoss
	case wordClass:
		if !latin {
			return aloneLoss / 2
		}
	case lexClass:
		return lexLoss
	}
	return 0
}

func frequencies(items []item, n int) []int32 {
	out := make([]int32, n)
	for i := range items {
		for _, t := range items[i].tokens {
			out[t]++
		}
	}
	return out
}

// share is how often a token stands in an item, with half an item more than was
// seen, so that it is neither never nor always.
func share(df int32, n int) float64 { return (float64(df) + .5) / (float64(n) + 1) }

func nats(odds float64) int32 { return int32(math.Round(100 * math.Log(odds))) }

// pair says how much more likely two items are as translations of each other
// than as two that met by chance; below impossible they never pair.
func (ev *evidence) pair(a, b *item) int32 {
	if a.kind != b.kind {
		if !alike(a.kind, b.kind) {
			return impossible
		}
		return ev.content(a, b) - otherKind
	}
	return ev.content(a, b)
}

// content is the evidence of two items but for their kinds.
func (ev *evidence) content(a, b *item) int32 {
	gain, loss := ev.overlap(a.tokens, b.tokens)
	if a.sample || b.sample || a.picture && b.picture {
		loss /= 4 // its words are translated, and look like names in the other text
	}
	s := saturated(gain, loss) + lengths(a.heft, b.heft)
	for c := range a.counts {
		s += counted(c, a.counts[c], b.counts[c])
	}
	if a.colon != b.colon {
		s -= colonLoss
	} else if a.colon {
		s += colonGain
	}
	if a.picture != b.picture {
		s -= otherKind
	}
	if a.under != b.under {
		s -= underLoss
	}
	return s
}

// saturated weighs what is shared against what is not: tokens of one block are
// no independent witnesses, so the sum of their odds counts by its sign and
// size only up to a bound.
func saturated(gain, loss int32) int32 {
	return int32(int64(tokensBound) * int64(gain-loss) / int64(gain+loss+tokensHalf))
}

// overlap sums the evidence of two sorted lists of tokens.
func (ev *evidence) overlap(a, b []int32) (gain, loss int32) {
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			loss += ev.lossA[a[i]]
			i++
		case i == len(a) || b[j] < a[i]:
			loss += ev.lossB[b[j]]
			j++
		default:
			gain += ev.gain[a[i]]
			i++
			j++
		}
	}
	return gain, loss
}

// part says what of a block is in a longer one that it may have been split from:
// what its own tokens gain there, and what is lost with those that are not there.
func (ev *evidence) part(part, whole []int32, lost []int32) (gain, loss int32) {
	// In a long block a token stands more easily by chance.
	luck := max(0, nats(float64(len(whole)+1)/float64(ev.mean+1)))
	j := 0
	for _, t := range part {
		for j < len(whole) && whole[j] < t {
			j++
		}
		if j < len(whole) && whole[j] == t {
			gain += max(0, ev.gain[t]-luck)
		} else {
			loss += lost[t]
		}
	}
	return gain, loss
}

// in reports whether a longer block has more of a part than it lacks.
func (ev *evidence) in(part, whole []int32, lost []int32) bool {
	gain, loss := ev.part(part, whole, lost)
	return gain > loss
}

// solid is more than the words that two blocks ever share.
const solid = 1 << 20

// shared returns how many words of the lexicon two lists have in common, and
// solid where they share anything else that speaks for them.
func (t *texts) shared(part, whole []int32) int {
	n, j := 0, 0
	for _, k := range part {
		for j < len(whole) && whole[j] < k {
			j++
		}
		if j < len(whole) && whole[j] == k && t.ev.gain[k] > 0 {
			if t.classes[k] != lexClass {
				return solid
			}
			n++
		}
	}
	return n
}

// lengths compares two lengths: the logarithm of their ratio is normal about 0
// in a pair, and wider by chance (Gale and Church, 1993, use the difference).
func lengths(a, b int) int32 {
	if a == b {
		return lengthTop
	}
	d := math.Log(float64(a+lengthBase) / float64(b+lengthBase))
	return max(-lengthBound, lengthTop-int32(math.Round(lengthSlope*d*d)))
}

func counted(c int, a, b int32) int32 {
	switch d := a - b; {
	case a == 0 && b == 0:
		return 0
	case d == 0:
		return countGain[c]
	case d == 1 || d == -1:
		return -countLoss[c]
	default:
		return -2 * countLoss[c]
	}
}

// alike reports whether blocks of two kinds may stand for each other: a heading,
// a rule and the footnotes only for their own kind.
func alike(a, b site.BlockKind) bool {
	return a == b || free(a) && free(b)
}

func free(k site.BlockKind) bool {
	return k != site.HeadingBlock && k != site.RuleBlock && k != site.FootnotesBlock
}

// joins reports whether blocks of a kind are merged or split in translation.
func joins(k site.BlockKind) bool {
	switch k {
	case site.ParagraphBlock, site.ListBlock, site.QuoteBlock, site.CodeBlock, site.MathBlock, site.CalloutBlock:
		return true
	}
	return false
}
