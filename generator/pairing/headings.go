package pairing

import (
	"fmt"
	"slices"

	"duizhao/generator/site"
)

// section is a heading of the top level with what stands under it up to the
// next one.
type section struct {
	heading int // ordinal
	block   int
}

// sections returns those of a text, in order.
func (s *side) sections() []section {
	var out []section
	for i := range s.items {
		if s.items[i].kind == site.HeadingBlock {
			out = append(out, section{s.doc.Blocks[i].Heading, i})
		}
	}
	return out
}

// contents returns for each section an item with the tokens of all its blocks,
// and how many it has of each kind.
func (s *side) contents(list []section, v *vocabulary) []item {
	out := make([]item, len(list))
	for k := range list {
		end := len(s.items)
		if k+1 < len(list) {
			end = list[k+1].block
		}
		it := &out[k]
		it.same = int32(k)
		kinds := map[site.BlockKind]int{}
		for _, b := range s.items[list[k].block+1 : end] {
			kinds[b.kind]++
			it.heft += b.heft
			it.tokens = append(it.tokens, b.tokens...)
		}
		r := reader{vocab: v}
		for kind, n := range kinds {
			r.add(markClass, fmt.Sprint(kind, "×", n))
		}
		it.tokens = append(it.tokens, r.out...)
		slices.Sort(it.tokens)
		it.tokens = slices.Compact(it.tokens)
	}
	return out
}

// outline pairs the headings of the top level.
type outline struct {
	x, y         *side
	a, b         []section
	headA, headB []item // the headings' own text
	bodyA, bodyB []item // their sections
	head, body   *evidence
	idA, idB     map[string]int // which section has an id; -1 for several
}

func newOutline(x, y *side, v *vocabulary) *outline {
	o := &outline{x: x, y: y, a: x.sections(), b: y.sections()}
	o.idA, o.idB = x.named(o.a), y.named(o.b)
	o.headA, o.headB = x.heads(o.a), y.heads(o.b)
	o.bodyA, o.bodyB = x.contents(o.a, v), y.contents(o.b, v)
	o.head = weigh(o.headA, o.headB, x.latin, y.latin, v)
	o.body = weigh(o.bodyA, o.bodyB, x.latin, y.latin, v)
	return o
}

func (s *side) heads(list []section) []item {
	out := make([]item, len(list))
	for k := range list {
		out[k] = s.items[list[k].block]
		out[k].same = int32(k) // two headings of one name are two
	}
	return out
}

// pairs returns the partner of each section of a, or -1.
func (o *outline) pairs(work *int) []int {
	out := make([]int, len(o.a))
	taken := make([]bool, len(o.b))
	for i := range out {
		out[i] = -1
	}
	take := func(i, j int) { out[i], taken[j] = j, true }
	gap := int32(headCost)
	if o.sameSkeleton() {
		gap = skeletonCost
	}
	s := &sequence{
		gap: gap, doubt: headDoubt, a: o.bodyA, b: o.bodyB, pair: o.score, work: work,
		join: func(int, int, int, int) int32 { return impossible },
	}
	for _, x := range s.beads() {
		take(x.i, x.j)
	}
	o.crossed(out, taken, take)
	for range headRounds { // each pair leaves fewer to choose from
		for _, p := range strays(o.bodyA, o.bodyB, unpaired(out), untaken(taken), o.strayScore) {
			take(p[0], p[1])
		}
	}
	o.few(unpaired(out), untaken(taken), take)
	return out
}

// few pairs headings where not many are left over: then it tells how much better
// a pair is than every other of the two, more than how good it is by itself.
func (o *outline) few(x, y []int, take func(i, j int)) {
	if len(x) > fewHeads || len(y) > fewHeads {
		return
	}
	for _, i := range x {
		for _, j := range y {
			if s := o.score(i, j); s > -headCost && s-o.next(i, j) >= fewLead {
				take(i, j)
			}
		}
	}
}

// next returns the best score of any other pair with one of two headings.
func (o *outline) next(i, j int) int32 {
	best := int32(impossible)
	for k := range o.b {
		if k != j {
			best = max(best, o.score(i, k))
		}
	}
	for k := range o.a {
		if k != i {
			best = max(best, o.score(k, j))
		}
	}
	return best
}

// sameSkeleton reports whether the levels of the headings are the same one by
// one: then place speaks loudly.
func (o *outline) sameSkeleton() bool {
	if len(o.a) != len(o.b) {
		return false
	}
	for k := range o.a {
		if o.x.doc.Headings[o.a[k].heading].Level != o.y.doc.Headings[o.b[k].heading].Level {
			return false
		}
	}
	return true
}

// score says what speaks for a pair of headings.
func (o *outline) score(i, j int) int32 {
	h, k := o.x.doc.Headings[o.a[i].heading], o.y.doc.Headings[o.b[j].heading]
	if h.ID != k.ID && (elsewhere(o.idB, h.ID) || elsewhere(o.idA, k.ID)) {
		return impossible
	}
	// Headings are too short for their lengths to tell anything.
	own := o.head.content(&o.headA[i], &o.headB[j]) - lengths(o.headA[i].heft, o.headB[j].heft)
	if gain, _ := o.head.overlap(o.headA[i].tokens, o.headB[j].tokens); gain == 0 && own < headForbid && (h.ID == "" || h.ID != k.ID) {
		return impossible // what stands under them is the same where both were put into one section
	}
	return headingScore(h, k, own+o.text(i, j))
}

// headingScore is an id in common, which decides; two ids that differ, or two
// levels, which forbid; else what the words say.
func headingScore(h, k site.Heading, words int32) int32 {
	switch {
	case h.ID != "" && h.ID == k.ID:
		return sameID + words
	case h.ID != "" && k.ID != "", h.Level != k.Level:
		return impossible
	case h.Text() == k.Text():
		return words + sameWords
	}
	return words
}

// text compares two sections' contents.
func (o *outline) text(i, j int) int32 {
	a, b := &o.bodyA[i], &o.bodyB[j]
	gain, loss := o.body.overlap(a.tokens, b.tokens)
	return saturated(gain, loss) + lengths(a.heft, b.heft)
}

// strayScore is that of a heading out of order: only much in common counts.
func (o *outline) strayScore(i, j int) int32 {
	s := o.score(i, j)
	if s <= impossible {
		return s
	}
	return s - lengthTop
}

// named returns which section has which id.
func (s *side) named(list []section) map[string]int {
	out := map[string]int{}
	for k := range list {
		id := s.doc.Headings[list[k].heading].ID
		if _, twice := out[id]; twice {
			out[id] = -1
		} else {
			out[id] = k
		}
	}
	delete(out, "")
	return out
}

func elsewhere(ids map[string]int, id string) bool {
	_, ok := ids[id]
	return ok
}

// crossed pairs headings with an id in common that stand at different places.
func (o *outline) crossed(out []int, taken []bool, take func(i, j int)) {
	for i := range o.a {
		id := o.x.doc.Headings[o.a[i].heading].ID
		j, ok := o.idB[id]
		if ok && j >= 0 && o.idA[id] == i && out[i] < 0 && !taken[j] {
			take(i, j)
		}
	}
}

func unpaired(partner []int) []int {
	var out []int
	for i, j := range partner {
		if j < 0 {
			out = append(out, i)
		}
	}
	return out
}

func untaken(taken []bool) []int {
	var out []int
	for j, t := range taken {
		if !t {
			out = append(out, j)
		}
	}
	return out
}
