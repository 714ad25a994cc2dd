package pairing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// A page is made at random in two languages, accepted, and then changed at
// random. What is no change of a text must flag nothing; of N blocks that are
// changed exactly those are flagged, with the side that changed.

// made is a block in both languages. Several texts on a side are several
// paragraphs, which the other side has joined or split.
type made struct {
	kind   string
	zh, en []string
	id     string // of a heading
}

// vocabularyOf is the words of the pages in both languages.
var vocabularyOf = [][2]string{
	{"模型", "model"}, {"数据", "data"}, {"训练", "training"}, {"任务", "task"}, {"职业", "career"}, {"计划", "plan"},
	{"证据", "evidence"}, {"读者", "reader"}, {"公式", "formula"}, {"概率", "probability"}, {"分布", "distribution"},
	{"技能", "skill"}, {"时间", "time"}, {"问题", "question"}, {"方法", "method"}, {"结果", "result"}, {"研究", "study"},
	{"工作", "work"}, {"机器", "machine"}, {"语言", "language"}, {"工具", "tool"}, {"步骤", "step"}, {"风险", "risk"},
}

// maker writes random pages.
type maker struct {
	*rand.Rand
	n int // of what is to be different each time
}

func (m *maker) unique() int { m.n++; return m.n }

// sentence returns a sentence in both languages. Now and then it has what both
// share: a number, code or a formula.
func (m *maker) sentence() (zh, en string) {
	var a, b []string
	for range 5 + m.IntN(10) {
		w := vocabularyOf[m.IntN(len(vocabularyOf))]
		a, b = append(a, w[0]), append(b, w[1])
	}
	if m.IntN(3) == 0 {
		shared := []string{fmt.Sprint(100 + m.IntN(900)), fmt.Sprintf("`name%d`", m.unique()), fmt.Sprintf("$x_{%d}$", m.unique()), "**" + fmt.Sprint(m.IntN(99)) + "**"}[m.IntN(4)]
		a, b = append(a, shared), append(b, shared)
	}
	return strings.Join(a, "") + "。", strings.Join(b, " ") + "."
}

func (m *maker) paragraph(sentences int) (zh, en string) {
	var a, b []string
	for range sentences {
		x, y := m.sentence()
		a, b = append(a, x), append(b, y)
	}
	return strings.Join(a, ""), strings.Join(b, " ")
}

func (m *maker) page() []made {
	var out []made
	for s := range 3 + m.IntN(3) {
		w := vocabularyOf[m.IntN(len(vocabularyOf))]
		id := fmt.Sprintf("part-%d", s)
		out = append(out, made{kind: "heading", zh: []string{w[0] + fmt.Sprint(s)}, en: []string{w[1] + " " + fmt.Sprint(s)}, id: id})
		for range 3 + m.IntN(4) {
			b := m.block()
			for b.kind == "list" && out[len(out)-1].kind == "list" { // they would be one
				b = m.block()
			}
			out = append(out, b)
		}
	}
	// A paragraph that stands twice, in different sections.
	zh, en := m.paragraph(2)
	twice := made{kind: "paragraph", zh: []string{zh}, en: []string{en}}
	out = slices.Insert(out, 2, twice)
	return append(out, twice)
}

func (m *maker) block() made {
	switch m.IntN(8) {
	case 0:
		zh, en := m.list()
		return made{kind: "list", zh: []string{zh}, en: []string{en}}
	case 1:
		code := fmt.Sprintf("```py\nvalue%d = f(%d)\n    print(value)\n```", m.unique(), m.IntN(100))
		return made{kind: "code", zh: []string{code}, en: []string{code}}
	case 2:
		tex := fmt.Sprintf("$$\na_{%d} + b^{%d}\n$$", m.unique(), m.IntN(100))
		return made{kind: "math", zh: []string{tex}, en: []string{tex}}
	case 3: // two paragraphs of one language are one of the other
		zh1, en1 := m.paragraph(2)
		zh2, en2 := m.paragraph(2)
		if m.IntN(2) == 0 {
			return made{kind: "paragraph", zh: []string{zh1 + zh2}, en: []string{en1, en2}}
		}
		return made{kind: "paragraph", zh: []string{zh1, zh2}, en: []string{en1 + " " + en2}}
	}
	zh, en := m.paragraph(1 + m.IntN(4))
	return made{kind: "paragraph", zh: []string{zh}, en: []string{en}}
}

func (m *maker) list() (zh, en string) {
	var a, b []string
	for range 2 + m.IntN(4) {
		x, y := m.sentence()
		a, b = append(a, "- "+x), append(b, "- "+y)
	}
	return strings.Join(a, "\n"), strings.Join(b, "\n")
}

// write writes one language of a page; styled, in the way of another author.
func (m *maker) write(page []made, lang string, styled bool) Text {
	var b strings.Builder
	b.WriteString("# T\n\n")
	for _, x := range page {
		texts := x.zh
		if lang == "en" {
			texts = x.en
		}
		for _, t := range texts {
			switch {
			case x.kind == "heading" && styled && m.IntN(2) == 0:
				t = t + " {#" + x.id + "}\n---"
			case x.kind == "heading":
				t = "## " + t + " {#" + x.id + "}"
			case styled:
				t = m.restyle(x.kind, t, lang)
			}
			b.WriteString(t + "\n\n" + strings.Repeat("\n", m.IntN(2)))
		}
	}
	return text(lang, b.String())
}

// restyle writes the same text with other marks and other white space.
func (m *maker) restyle(kind, t, lang string) string {
	switch kind {
	case "code":
		t = strings.Replace(strings.ReplaceAll(t, "```", "~~~~"), "py", "python", 1)
	case "list":
		t = strings.ReplaceAll("\n"+t, "\n- ", "\n"+[]string{"*", "+"}[m.IntN(2)]+"   ")[1:]
	case "paragraph":
		t = strings.ReplaceAll(t, "**", "__")
		if lang == "zh" {
			t = strings.ReplaceAll(t, "__", "**")
			t = strings.ReplaceAll(t, "。", "。\n")
		} else {
			t = strings.ReplaceAll(t, " ", []string{"\n", " ", "  "}[m.IntN(3)])
		}
		t = strings.TrimSpace(t)
	}
	return t + strings.Repeat(" ", m.IntN(2))
}

// change returns the block with one side changed.
func (m *maker) change(x made, lang string) made {
	x.zh, x.en = slices.Clone(x.zh), slices.Clone(x.en)
	texts := x.zh
	if lang == "en" {
		texts = x.en
	}
	n := m.IntN(len(texts))
	switch x.kind {
	case "code":
		texts[n] = strings.Replace(texts[n], "value)", fmt.Sprintf("value, %d)", m.unique()), 1)
	case "math":
		texts[n] = strings.Replace(texts[n], "+", fmt.Sprintf("+ %d c +", m.unique()), 1)
	default:
		word := fmt.Sprintf(" new%d", m.unique())
		at := strings.IndexAny(texts[n], "模数训任职计证读公概分技时问方结研工机语步风")
		if lang == "en" {
			at = strings.IndexByte(texts[n], ' ')
		}
		texts[n] = texts[n][:at] + word + texts[n][at:]
	}
	return x
}

// trial is one page with its lock.
type trial struct {
	*maker
	page  []made
	lock  *Lock
	terms *refs.Glossary
}

func newTrial(seed uint64) *trial {
	r := &trial{maker: &maker{Rand: rand.New(rand.NewPCG(seed, 7))}, lock: &Lock{}}
	r.page = r.maker.page()
	csv := "id,zh,en\n"
	for _, w := range vocabularyOf {
		csv += w[1] + "," + w[0] + "," + w[1] + "\n"
	}
	r.terms = refs.ParseGlossary([]byte(csv), []site.Lang{{ID: "zh", Tag: "zh-Hans"}, {ID: "en", Tag: "en"}})
	a, b := r.write(r.page, "zh", false), r.write(r.page, "en", false)
	// All is accepted, by hand where contents leave a pair open.
	var row Row
	for _, x := range r.page {
		row.A, row.B = following(row.A, len(x.zh)), following(row.B, len(x.en))
		r.lock.Add(RowPair(a, b, row), "page")
	}
	return r
}

// TestSettleLosesNothing cuts, doubles and swaps blocks at random: each block is
// still in one row.
func TestSettleLosesNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(runs / 5) {
		r := newTrial(seed)
		var texts [2]Text
		for i, lang := range []string{"zh", "en"} {
			page := slices.Clone(r.page)
			for range r.IntN(8) {
				n, m := r.IntN(len(page)), r.IntN(len(page))
				switch r.IntN(3) {
				case 0:
					page = slices.Delete(page, n, n+1)
				case 1:
					page = slices.Insert(page, n, page[m])
				case 2:
					page[n], page[m] = page[m], page[n]
				}
			}
			texts[i] = r.write(page, lang, false)
		}
		rows, _ := r.states(texts[0], texts[1])
		for i, side := range []func(Row) []int{func(r Row) []int { return r.A }, func(r Row) []int { return r.B }} {
			var all []int
			for _, row := range rows {
				all = append(all, side(row)...)
			}
			slices.Sort(all)
			if len(all) != len(texts[i].Doc.Blocks) || len(slices.Compact(all)) != len(texts[i].Doc.Blocks) {
				t.Fatalf("run %d: side %d has the blocks %v, of %d", seed, i, all, len(texts[i].Doc.Blocks))
			}
		}
	}
}

// following returns the next n blocks.
func following(before []int, n int) []int {
	next := 0
	if len(before) > 0 {
		next = before[len(before)-1] + 1
	}
	var out []int
	for i := range n {
		out = append(out, next+i)
	}
	return out
}

// states returns the rows of two texts with their states.
func (r *trial) states(a, b Text) ([]Row, []State) {
	al := Settle(Align(a, b, r.terms), a, b, r.lock)
	return al.Rows, status(al, a, b, r.lock)
}

// TestReformatting holds that other marks, other white space, moved sections and
// a lock that was merged from two halves flag nothing.
func TestReformatting(t *testing.T) {
	t.Parallel()
	for seed := range uint64(runs) {
		r := newTrial(seed)
		page := r.page
		if seed%2 == 0 {
			page = moved(page)
		}
		a, b := r.write(page, "zh", true), r.write(page, "en", true)
		if seed%4 == 0 { // one language alone is moved
			b = r.write(r.page, "en", true)
		}
		r.lock = mergedLock(t, r.lock)
		rows, states := r.states(a, b)
		for i, s := range states {
			if s != Fresh {
				t.Fatalf("run %d: row %d %+v is %s\n%s", seed, i, rows[i], s, show(a, b, rows[i]))
			}
		}
	}
}

// moved puts the last section first.
func moved(page []made) []made {
	last := 0
	for i, x := range page {
		if x.kind == "heading" {
			last = i
		}
	}
	return append(slices.Clone(page[last:]), page[:last]...)
}

// mergedLock cuts a lock into two that overlap, as two branches have them, and takes
// the lines of both.
func mergedLock(t *testing.T, l *Lock) *Lock {
	lines := strings.SplitAfter(string(l.Format()), "\n")
	third := len(lines) / 3
	both := strings.Join(lines[third:], "") + strings.Join(lines[:2*third], "")
	out, notes := ReadLock([]byte(both), []string{"zh", "en"})
	if len(notes) > 0 || string(out.Format()) != string(l.Format()) {
		t.Fatalf("merged: %v\n%s", notes, out.Format())
	}
	return out
}

// TestMutation changes N blocks of a page, half of them in each language.
func TestMutation(t *testing.T) {
	t.Parallel()
	for seed := range uint64(runs) {
		r := newTrial(seed)
		n := 2 * (1 + r.IntN(3))
		if seed%2 == 0 { // the lock alone then tells what contents do not
			r.terms = nil
		}
		page := slices.Clone(r.page)
		want := map[State]int{}
		k := 0
		for _, i := range r.Perm(len(page)) {
			if r.terms == nil && len(page[i].zh)+len(page[i].en) > 2 {
				continue // one of two joined paragraphs is known neither by contents nor by the lock
			}
			switch {
			case k < n/2:
				page[i] = r.change(page[i], "zh")
				want[SourceChanged]++
			case k < n:
				page[i] = r.change(page[i], "en")
				want[TranslationChanged]++
			}
			k++
		}
		a, b := r.write(page, "zh", seed%3 == 0), r.write(page, "en", seed%5 == 0)
		rows, states := r.states(a, b)
		got := map[State]int{}
		var list []string
		for i, s := range states {
			if s != Fresh {
				got[s]++
				list = append(list, s.String()+"\n"+show(a, b, rows[i]))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("run %d: %d blocks changed: got %v, want %v\n%s", seed, n, got, want, strings.Join(list, "\n"))
		}
		r.check(t, a, b, rows, states)
	}
}

// check holds that what is flagged is what was changed: each changed text says
// "new" or has a number that no other has.
func (r *trial) check(t *testing.T, a, b Text, rows []Row, states []State) {
	t.Helper()
	for i, s := range states {
		if s == Fresh {
			for _, x := range rows[i].A {
				if strings.Contains(a.Doc.Blocks[x].Text(), "new") {
					t.Fatalf("a changed block is fresh: %s", a.Doc.Blocks[x].Text())
				}
			}
			for _, y := range rows[i].B {
				if strings.Contains(b.Doc.Blocks[y].Text(), "new") {
					t.Fatalf("a changed block is fresh: %s", b.Doc.Blocks[y].Text())
				}
			}
		}
	}
}

func show(a, b Text, r Row) string {
	var out []string
	for _, i := range r.A {
		out = append(out, "  zh: "+a.Doc.Blocks[i].Text())
	}
	for _, j := range r.B {
		out = append(out, "  en: "+b.Doc.Blocks[j].Text())
	}
	return strings.Join(out, "\n")
}
