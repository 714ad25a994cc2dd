package pairing

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

func text(lang, src string) Text {
	tag := map[string]string{"zh": "zh-Hans", "en": "en"}[lang]
	return Text{Doc: parsers()[lang].Parse([]byte(src)), Lang: site.Lang{ID: lang, Tag: tag}}
}

var parsers = sync.OnceValue(func() map[string]*markdown.Parser {
	return map[string]*markdown.Parser{
		"zh": markdown.NewParser(markdown.Site("zh-Hans", false)), "en": markdown.NewParser(markdown.Site("en", false)),
	}
})

// TestDigest says what is a change of a text and what is not.
func TestDigest(t *testing.T) {
	for _, c := range []struct {
		name, lang, a, b string
		same             bool
	}{
		{"emphasis", "en", "Some *words* and **more**.", "Some _words_ and __more__.", true},
		{"no emphasis", "en", "Some *words*.", "Some words.", true},
		{"wrapped", "en", "Some words\nin two lines.  \n", "Some words in\ntwo lines.", true},
		{"wrapped Han", "zh", "一行里的，\n两句话 GPU。", "一行里的，两句话\nGPU。", true},
		{"space beside Latin", "zh", "用GPU训练`x`模型。", "用 GPU 训练 `x` 模型。", true},
		{"marker", "en", "- one\n- two\n", "* one\n\n* two\n", true},
		{"number", "en", "1. one\n2. two\n", "1) one\n2) two\n", true},
		{"heading", "en", "Title\n-----\n", "### Title {#id} ###\n", true},
		{"fence", "en", "```go\na\n\tb\n```\n", "~~~~ py\na\n\tb\n~~~~\n", true},
		{"destination", "en", "[a](b.md) ![c](d.png)", "[a](e.md) ![c](f.png)", true},
		{"reference", "en", "[a](b.md)", "[a][x]\n\n[x]: b.md", true},
		{"composed", "en", "caf\u00e9", "cafe\u0301", true},
		{"callout", "en", "> [!NOTE]\n> Text.\n", ":::note\nText.\n:::\n", true},
		{"a word", "en", "Some words.", "Some word.", false},
		{"a mark", "zh", "一句。", "一句，", false},
		{"a list", "en", "one", "- one", false},
		{"code", "en", "a `b` c", "a b c", false},
		{"formula", "en", "a $b$ c", "a $d$ c", false},
		{"alternative text", "en", "![c](d.png)", "![e](d.png)", false},
		{"indent in code", "en", "```\na\n b\n```\n", "```\na\nb\n```\n", false},
		{"a variable", "en", "a {{var.x}}", "a {{var.y}}", false},
		{"a joined word", "en", "a b", "ab", false},
	} {
		a, b := text(c.lang, c.a).Digest(0), text(c.lang, c.b).Digest(0)
		if (a == b) != c.same {
			t.Errorf("%s: the same: %v, want %v", c.name, a == b, c.same)
		}
	}
}

func TestDigestOfRows(t *testing.T) {
	split, joined := text("en", "One.\n\nTwo `x`.\n"), text("en", "One. Two `x`.\n")
	if split.Digest(0, 1) != joined.Digest(0) {
		t.Error("two paragraphs say something else than one with the text of both")
	}
	a := text("en", "x[^a] y[^b]\n\n[^a]: A.\n[^b]: B.\n")
	b := text("en", "y[^b] x[^a]\n\n[^b]: B.\n[^a]: A.\n")
	if a.Digest(1) != b.Digest(1) {
		t.Error("the order of footnotes counts")
	}
	a, b = text("en", "<<< a.py\n"), text("en", "<<< b.py\n")
	if a.Included, b.Included = []string{"x"}, []string{"x"}; a.Digest(0) != b.Digest(0) {
		t.Error("the name of an included file counts")
	}
	if b.Included[0] = "y"; a.Digest(0) == b.Digest(0) {
		t.Error("what a file says does not count")
	}
}

const (
	one   = "zh→en 0000000000000001 00000000000000aa a/b c"
	two   = "zh→en 0000000000000002 00000000000000bb a"
	three = "en→zh 0000000000000003 00000000000000cc"
)

func TestLockFile(t *testing.T) {
	langs := []string{"zh", "en"}
	l, notes := ReadLock([]byte("\ufeff"+one+"\r\n\n"+two+"\n"+three+"\n"+two+"\n"+two+"2"), langs)
	if len(notes) > 0 {
		t.Errorf("notes: %v", notes)
	}
	if got, want := string(l.Format()), three+"\n"+one+"\n"+two+"\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if l.Len() != 3 {
		t.Errorf("got %d pairs, want 3", l.Len())
	}
	for _, p := range l.Pairs() {
		l.Remove(p)
	}
	if l.Len() != 0 || len(l.sources)+len(l.targets) != 0 {
		t.Error("a pair is left")
	}
	if got := (*Lock)(nil).Format(); len(got) > 0 {
		t.Errorf("no lock is %q", got)
	}
}

// TestLockMistakes reads wrong lines; the rest of the file counts.
func TestLockMistakes(t *testing.T) {
	for _, c := range []struct{ line, at, says string }{
		{"<<<<<<< HEAD", "<<<<<<< HEAD", "version control left a conflict here"},
		{"zh→en 12", "zh→en 12", "this is no accepted pair"},
		{"zh-en 0000000000000001 0000000000000002", "zh-en 0000000000000001 0000000000000002", `"zh-en" are no two languages`},
		{"zh→en 000000000000000g 0000000000000002 p", "zh→en 000000000000000g 0000000000000002 p", `"000000000000000g" is no digest`},
		{"zh→en 0000000000000001 000000000000000 p", "zh→en 0000000000000001 000000000000000 p", `"000000000000000" is no digest`},
		{"zh→fr 0000000000000001 0000000000000002 p", "zh→fr 0000000000000001 0000000000000002 p", `the site has no language "fr"`},
		{"zh→zh 0000000000000001 0000000000000002 p", "zh→zh 0000000000000001 0000000000000002 p", "a text is no translation of its own language"},
	} {
		src := one + "\n" + c.line + "\r\n" + two + "\n"
		l, notes := ReadLock([]byte(src), []string{"zh", "en"})
		if len(notes) != 1 || src[notes[0].Start:notes[0].End] != c.at || notes[0].Text != c.says {
			t.Errorf("%s: got %+v", c.line, notes)
		}
		if !strings.Contains(string(l.Format()), one+"\n") || !strings.Contains(string(l.Format()), two+"\n") {
			t.Errorf("%s: other lines are lost: %s", c.line, l.Format())
		}
	}
}

// accept takes every row of two texts into a lock.
func accept(lock *Lock, a, b Text) {
	for _, r := range Align(a, b, nil).Rows {
		if len(r.A) > 0 && len(r.B) > 0 {
			lock.Add(RowPair(a, b, r), "page")
		}
	}
}

func TestStatus(t *testing.T) {
	const zh, en = "# 题\n\n一。\n\n二。\n\n三。\n", "# T\n\nOne.\n\nTwo.\n\nThree.\n"
	for _, c := range []struct{ name, zh, en, want string }{
		{"nothing", zh, en, "[fresh fresh fresh]"},
		{"source", strings.Replace(zh, "二", "贰", 1), en, "[fresh source changed fresh]"},
		{"translation", zh, strings.Replace(en, "Two", "Both", 1), "[fresh translation changed fresh]"},
		{"both", strings.Replace(zh, "二", "贰", 1), strings.Replace(en, "Two", "Both", 1), "[fresh new fresh]"},
		{"swapped", zh, "One.\n\nThree.\n\nTwo.\n", "[fresh fresh fresh]"},
		{"missing", zh, "One.\n\nTwo.\n", "[fresh fresh missing]"},
		{"extra", zh, en + "\nFour.\n", "[fresh fresh fresh extra]"},
	} {
		lock := &Lock{}
		accept(lock, text("zh", zh), text("en", en))
		a, b := text("zh", c.zh), text("en", c.en)
		if got := fmt.Sprint(SettleRows(Align(a, b, nil), a, b, lock).States); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	a, b := text("zh", zh), text("en", en)
	lock := &Lock{}
	accept(lock, a, b)
	if got := status(Alignment{Rows: []Row{{A: []int{0}, B: []int{1}}}}, a, b, lock)[0]; got != PartnerChanged {
		t.Errorf("partner: got %s", got)
	}
	if got := fmt.Sprint(status(Align(a, b, nil), a, b, nil)); got != "[new new new]" {
		t.Errorf("without a lock: %s", got)
	}
	if s := SettleRows(Align(a, b, nil), a, b, &Lock{}); s.Kept || len(s.States) != len(s.Rows) || s.States[0] != New {
		t.Errorf("with an empty lock: %+v", s)
	}
}

// TestMergedRows accepts rows with several blocks on a side.
func TestMergedRows(t *testing.T) {
	a, b := text("zh", "一。\n\n二。\n"), text("en", "One.\n\nTwo.\n")
	both := Alignment{Rows: []Row{{A: []int{0, 1}, B: []int{0, 1}}}}
	lock := &Lock{}
	accept(lock, a, b)
	if got := status(both, a, b, lock)[0]; got != Fresh {
		t.Errorf("accepted one by one: %s", got)
	}
	joined := text("en", "One. Two, changed.\n")
	if got := status(Alignment{Rows: []Row{{A: []int{0, 1}, B: []int{0}}}}, a, joined, lock)[0]; got != TranslationChanged {
		t.Errorf("joined and changed: %s", got)
	}
	lock = &Lock{}
	lock.Add(RowPair(a, b, both.Rows[0]), "page")
	joined = text("en", "One. Two.\n")
	if got := status(Alignment{Rows: []Row{{A: []int{0, 1}, B: []int{0}}}}, a, joined, lock)[0]; got != Fresh {
		t.Errorf("joined: %s", got)
	}
}

// TestMerge holds that of two who change one lock neither loses what it did.
func TestMerge(t *testing.T) {
	line := func(n int) string { return fmt.Sprintf("zh→en %016x %016x page\n", n, n) }
	read := func(lines ...int) *Lock {
		l := &Lock{}
		for _, n := range lines {
			one, notes := ReadLock([]byte(line(n)), []string{"zh", "en"})
			if len(notes) > 0 {
				t.Fatal(notes)
			}
			l.Merge(nil, one)
		}
		return l
	}
	mine := read(2, 3, 4) // 1 is gone, 4 is new
	mine.Merge(read(1, 2, 3), read(1, 3, 5))
	if got, want := string(mine.Format()), line(3)+line(4)+line(5); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
