package refs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var languages = []site.Lang{{ID: "zh", Tag: "zh-Hans"}, {ID: "en", Tag: "en"}}

// TestGlossary runs testdata/glossary*.txtar: each NAME.csv is followed by
// NAME.want, its terms, its order in each language and its diagnostics. UPDATE=1
// rewrites these.
func TestGlossary(t *testing.T) {
	files, err := filepath.Glob("testdata/glossary*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range ar.Files {
			want[f.Name] = string(f.Data)
		}
		var out []txtar.File
		for _, f := range ar.Files {
			base, ok := strings.CutSuffix(f.Name, ".csv")
			if !ok {
				continue
			}
			got := dumpGlossary(ParseGlossary(f.Data, languages))
			out = append(out, f, txtar.File{Name: base + ".want", Data: []byte(got)})
			if d := cmp.Diff(want[base+".want"], got); d != "" && os.Getenv("UPDATE") == "" {
				t.Errorf("%s: %s: %s", name, base, d)
			}
		}
		if os.Getenv("UPDATE") != "" {
			ar.Files = out
			if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func dumpGlossary(g *Glossary) string {
	var b strings.Builder
	for _, t := range g.Terms {
		fmt.Fprintf(&b, "%s", t.ID)
		for _, l := range languages {
			fmt.Fprintf(&b, " | %s %q %q", l.ID, t.Forms[l.ID], t.Definition[l.ID])
		}
		b.WriteString("\n")
		for _, l := range languages {
			if t.Not[l.ID] != nil {
				fmt.Fprintf(&b, "\tnot %s %q\n", l.ID, t.Not[l.ID])
			}
		}
	}
	for _, l := range languages {
		fmt.Fprintf(&b, "%s:", l.ID)
		for _, group := range g.Sorted(l) {
			fmt.Fprintf(&b, " [%s]", group.Initial)
			for _, t := range group.Terms {
				fmt.Fprintf(&b, " %s;", t.Name(l.ID))
			}
		}
		b.WriteString("\n")
	}
	for _, n := range g.Notes {
		fmt.Fprintln(&b, n.In(GlossaryFile, g.Text))
	}
	return b.String()
}

// TestGlossaryOrder sorts and groups as readers of other languages look words up.
func TestGlossaryOrder(t *testing.T) {
	for _, c := range []struct{ tag, terms, want string }{
		{"ja", "データ 勾配(こうばい) カメラ ガス あい りんご 学習率 Transformer さくら きゃく きやく",
			"[T] Transformer; [あ] あい; [か] ガス; カメラ; きゃく; きやく; 勾配; [さ] さくら; [た] データ; [ら] りんご; [学] 学習率;"},
		{"zh-Hant", "學習率 一致 丁 梯度 Transformer 人工智慧 3D",
			"[#] 3D; [T] Transformer; [一] 一致; [丁] 丁; [人] 人工智慧; [梯] 梯度; [學] 學習率;"},
		{"zh-TW", "學習率 一致", "[一] 一致; [學] 學習率;"},
		{"zh-Hans", "一致 学习率", "[X] 学习率; [Y] 一致;"},
		{"ar", "التدرج بيت أحمد إحصاء خطوة الانحدار GAN",
			"[G] GAN; [ا] أحمد; إحصاء; الانحدار; [ب] بيت; [ت] التدرج; [خ] خطوة;"},
		{"en", "Éclair zeta Alpha 3D", "[#] 3D; [A] Alpha; [E] Éclair; [Z] zeta;"},
	} {
		var g Glossary
		for name := range strings.SplitSeq(c.terms, " ") {
			term := Term{Forms: map[string][]string{}, Sort: map[string]string{}}
			if before, sort, ok := strings.Cut(strings.TrimSuffix(name, ")"), "("); ok {
				name, term.Sort["x"] = before, sort
			}
			term.Forms["x"] = []string{name}
			g.Terms = append(g.Terms, term)
		}
		var got []string
		for _, group := range g.Sorted(site.Lang{ID: "x", Tag: c.tag}) {
			got = append(got, "["+group.Initial+"]")
			for _, t := range group.Terms {
				got = append(got, t.Name("x")+";")
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.tag, s, c.want)
		}
	}
}

// What a text file cannot show: a byte order mark, CRLF, bytes that are no
// UTF-8.
func TestGlossaryEncoding(t *testing.T) {
	const plain = "id,zh,en\nok,好,\"fine,\n so\"\nok,坏,bad\n"
	want := dumpGlossary(ParseGlossary([]byte(plain), languages))
	for _, src := range []string{"\ufeff" + plain, strings.ReplaceAll(plain, "\n", "\r\n"), strings.ReplaceAll(plain, "\n", "\r"), strings.TrimSuffix(plain, "\n")} {
		if d := cmp.Diff(want, dumpGlossary(ParseGlossary([]byte(src), languages))); d != "" {
			t.Errorf("%q: %s", src, d)
		}
	}
	got := dumpGlossary(ParseGlossary([]byte("id,zh\na,中\n好\xff,b"), languages))
	if !strings.HasSuffix(got, "glossary.csv:3:2: error: this is not UTF-8 [encoding]\n\thint: save the file as UTF-8\n") {
		t.Errorf("got %s", got)
	}
}

func TestLookup(t *testing.T) {
	g := ParseGlossary([]byte("id,zh,zh.also,en,en.also\n"+
		"gan,生成对抗网络,GAN,generative adversarial network,GAN; GANs\n"+
		"policy,策略,,policy,\n"+
		"gun,枪,,gan,\n"), languages)
	for _, c := range []struct{ lang, name, want string }{
		{"zh", "生成对抗网络", "gan"},
		{"zh", "gan", "gan"}, // "GAN" in other letters goes before the id
		{"en", "gan", "gun"}, // a form as it is written goes before one in other letters
		{"en", "GAN", "gan"},
		{"en", "Policy", "policy"},
		{"zh", "policy", "policy"},
		{"en", "策略", "policy"},
		{"en", " generative  adversarial network ", "gan"},
		{"en", "policies", ""},
		{"de", "GANs", "gan"},
	} {
		got := ""
		if term := g.Lookup(c.lang, c.name); term != nil {
			got = term.ID
		}
		if got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.name, c.lang, got, c.want)
		}
	}
	if hint := g.Suggest("en", "polisy"); hint != `did you mean "policy"?` {
		t.Error(hint)
	}
}

// FuzzGlossary holds that no file is too strange, and that each note lies in it.
func FuzzGlossary(f *testing.F) {
	for _, seed := range []string{"id,zh\na,b", "id,zh.also\n\"a", "\ufeffid\r\n,", "id,en\na\"b,c", "id,id\n", "id,en\n\"a\r\nb\",\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		g := ParseGlossary(src, languages)
		if !utf8.Valid(g.Text) {
			t.Error("the text is not UTF-8")
		}
		for _, n := range g.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(g.Text) {
				t.Errorf("%+v lies outside the %d bytes", n, len(g.Text))
			}
		}
		dumpGlossary(g)
	})
}
