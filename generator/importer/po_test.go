package importer

import (
	"strings"
	"testing"
)

func example() PO {
	return PO{Lang: "en", Source: "zh", Project: "A\nguide", Messages: []Message{
		{Note: "zh, new", Places: []string{"content/zh/a b.md:1", "c.md:2"}, Context: "a#b/1", ID: "一段“文字”，\\alpha\t\"q\"。", Str: ""},
		{Fuzzy: true, Previous: "旧\n文", Context: "a#b/2", ID: "两行\n文字\n", Str: "two\nlines\n"},
		{Context: "a#b/3", ID: "\n\x01", Str: "x"},
	}}
}

// TestRoundTrip holds that what is written is read as it was.
func TestRoundTrip(t *testing.T) {
	p := example()
	src := p.Format()
	for _, s := range []string{string(src), strings.ReplaceAll(string(src), "\n", "\r\n"), "\ufeff" + string(src)} {
		got, notes := ReadPO([]byte(s))
		if len(notes) > 0 || got.Lang != "en" || got.Source != "zh" || got.Project != "A guide" || len(got.Messages) != 3 {
			t.Fatalf("%+v %v", got, notes)
		}
		for i, m := range got.Messages {
			w := p.Messages[i]
			if m.Context != w.Context || m.ID != w.ID || m.Str != w.Str || m.Fuzzy != w.Fuzzy {
				t.Errorf("got %+v, want %+v", m, w)
			}
			if !strings.HasPrefix(s[m.Start:m.End], "msgctxt") {
				t.Errorf("the place is %q", s[m.Start:m.End])
			}
		}
	}
}

// TestRead reads what other tools write.
func TestRead(t *testing.T) {
	got, notes := ReadPO([]byte(`# A translator's word.
#, c-format,  fuzzy
#| msgid "old"
  msgid	"a"
   "b\x41\101\a"
msgstr "c"
"d"
#, fuzzy
#~ msgid "gone"
#~ msgstr "gone"
msgid "e"
msgstr ""`))
	if len(notes) > 0 || len(got.Messages) != 2 {
		t.Fatalf("%+v %v", got, notes)
	}
	if m := got.Messages[0]; m.ID != "abAA\a" || m.Str != "cd" || !m.Fuzzy {
		t.Errorf("got %+v", m)
	}
	if m := got.Messages[1]; m.ID != "e" || m.Fuzzy {
		t.Errorf("got %+v", m)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ src, at, says string }{
		{`msgstr "x"`, "msgstr", "this msgstr has no msgid"},
		{`msgid "x"`, `msgid "x"`, "this entry is not whole"},
		{"msgid \"x\"\nmsgstr x", "x", "this is no text in quotes"},
		{"msgid \"x\"\nmsgstr \"一\\q\"", `\`, "this is not understood in a text"},
		{"msgid \"x\"\nmsgstr \"a\"b\"", `"`, "this is not understood in a text"},
		{"msgid \"x\"\nmsgstr \"\\355\\240\\200\"", `"\355\240\200"`, "the escapes of this text are not UTF-8"},
		{"msgid \"x\"\nmsgstr \"\"\ndomain \"y\"", "domain", `"domain" is not understood here`},
		{"\"x\"", `"x"`, "this text belongs to nothing"},
		{"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GBK\\n\"", `msgid ""`, "the file says that it is gbk"},
		{"msgid \"\xff\"", "", "this is not UTF-8 text: byte 0xFF"},
		{"msgid \"x\"\nmsgstr \"\xed\xa0\x80\"", "", "this is not UTF-8 text: byte 0xED"},
	} {
		_, notes := ReadPO([]byte(c.src))
		if len(notes) != 1 || notes[0].Text != c.says || c.src[notes[0].Start:notes[0].End] != c.at {
			t.Errorf("%s: got %+v", c.src, notes)
		}
	}
}

// TestFaults holds that what is wrong with one entry is said of it alone.
func TestFaults(t *testing.T) {
	got, notes := ReadPO([]byte(`msgid "cat"
msgid_plural "cats"
msgstr[0] "a"
msgstr[1] "b"

msgid "nul"
msgstr ""
"a\000"

msgid "del"
msgstr "\x7f"

msgid "good\001"
msgstr "a\tb\r\nc"
`))
	if len(notes) > 0 || len(got.Messages) != 4 {
		t.Fatalf("%+v %v", got, notes)
	}
	for i, want := range []string{"this entry has plural forms, and a block has none", "the translation has the control character U+0000",
		"the translation has the control character U+007F", ""} {
		if text := got.Messages[i].Fault.Text; text != want {
			t.Errorf("%d: got %q, want %q", i, text, want)
		}
	}
}

// TestHuge reads an entry of a million lines in time that grows with its length.
func TestHuge(t *testing.T) {
	src := "msgid \"x\"\nmsgstr \"\"\n" + strings.Repeat("\"一二三\\n\"\n", 1_000_000)
	got, notes := ReadPO([]byte(src))
	if len(notes) > 0 || len(got.Messages) != 1 || len(got.Messages[0].Str) != 10_000_000 {
		t.Errorf("%d entries, %v", len(got.Messages), notes)
	}
}

func FuzzReadPO(f *testing.F) {
	f.Add(example().Format())
	f.Add([]byte("msgid \"\\x\\777\""))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, notes := ReadPO(src)
		for _, n := range notes {
			if n.Start < 0 || n.End > len(src) || n.Start > n.End {
				t.Fatalf("place %d to %d of %d", n.Start, n.End, len(src))
			}
		}
		if len(notes) > 0 {
			return
		}
		again, notes := ReadPO(p.Format())
		if len(notes) > 0 || len(again.Messages) != len(p.Messages) {
			t.Fatalf("written again: %v", notes)
		}
		for i, m := range again.Messages {
			if w := p.Messages[i]; m.ID != w.ID || m.Str != w.Str || m.Context != w.Context {
				t.Fatalf("got %+v, want %+v", m, w)
			}
		}
	})
}
