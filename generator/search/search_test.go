package search

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

var zh = site.Lang{ID: "zh", Tag: "zh-Hans"}

// maker is shared by all tests, as by all pages of a build.
var maker Maker

// page indexes a page written in a little Markdown: headings, paragraphs,
// fenced code, `code` and $TeX$. Ids are slugs.
func page(name, title, src string) *Part {
	doc := &markdown.Doc{}
	v := &assemble.View{Title: title, TextLang: zh, URL: site.URL{Path: "zh/" + name + "/"}}
	add := func(kind site.BlockKind, runs []site.Run) {
		b := site.Block{Kind: kind, Heading: len(doc.Headings) - 1, Runs: runs}
		doc.Blocks = append(doc.Blocks, markdown.Block{Block: b})
	}
	for block := range strings.SplitSeq(strings.TrimSpace(src), "\n\n") {
		if text, ok := strings.CutPrefix(block, "## "); ok {
			runs := inlines(text)
			doc.Headings = append(doc.Headings, site.Heading{Level: 2, Runs: runs})
			v.IDs = append(v.IDs, site.Slug(text))
			add(site.HeadingBlock, runs)
		} else if strings.HasPrefix(block, "```") {
			add(site.CodeBlock, []site.Run{{Field: site.Code, Text: strings.Trim(block, "`")}})
		} else {
			add(site.ParagraphBlock, inlines(block))
		}
	}
	return maker.Part(doc, v, nil)
}

func inlines(text string) []site.Run {
	var out []site.Run
	field := site.Prose
	for text != "" {
		i := strings.IndexAny(text, "`$")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			out = append(out, site.Run{Field: field, Text: text[:i]})
		}
		if i == len(text) {
			break
		}
		switch {
		case field != site.Prose:
			field = site.Prose
		case text[i] == '`':
			field = site.Code
		default:
			field = site.TeX
		}
		text = text[i+1:]
	}
	return out
}

func pack(t testing.TB, parts []*Part) string {
	t.Helper()
	files, err := Pack(zh, parts, 0)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range files {
		name := filepath.Join(root, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(root, "zh", "search")
}

// answer is what the client shows for a query.
type answer struct {
	Pages []string // "path#id heading" of the best section, all pages in order
	Marks []string // what is marked in the first page's excerpts
	How   string
	Error string
}

const askBody = `
	const load = async (name) => {
		if (!existsSync(input.folder + '/' + name)) throw new Stale(name);
		return new Uint8Array(readFileSync(input.folder + '/' + name));
	};
	const engine = new Engine(load);
	const out = [];
	for (const q of input.queries) {
		const { found, results } = await engine.first(q, 20);
		out.push({
			Pages: results.map((r) => r.path.slice(3, -1) + '#' + r.sections[0].id),
			Marks: (results[0]?.sections ?? []).flatMap((s) => s.excerpt).filter((p) => p.hit).map((p) => p.text),
			How: found.how,
		});
	}
	return out;`

func ask(t testing.TB, folder string, queries ...string) []answer {
	t.Helper()
	var out []answer
	runClient(t, askBody, map[string]any{"folder": folder, "queries": queries}, &out)
	return out
}

func guide() []*Part {
	return []*Part{
		page("why", "AIGC 时代的职业规划", "做好职业规划，从今天开始。\n\n## 学习 Python\n\n先学 `np.array` 与 `build_gan(x)`，再看 GPU 上的训练。\n\n## 规划\n\n短章。\n"),
		page("gan", "生成对抗网络", "GAN 有两个网络。\n\n## 损失函数\n\n生成器的目标是 $\\log D(x;\\theta_d)$，判别器给出损失。\n\n```go\nfunc f(p *T) { p->x != nil }\n```\n"),
		page("cpp", "C++ 入门", "C++ 与 C 不同。We are learning to program; programs bring happiness.\n\n## 指针\n\n用 -> 取成员。全角：ＡＢＣ１２３。HTMLParser 很快。\n"),
		page("old", "繁體文章", "這是關於職業規劃與頭髮的文章。\n"),
		page("plan", "其他", "业余规划、工业规划和职业。规划很好。\n"),
	}
}

func TestQueries(t *testing.T) {
	tests := []struct{ name, query, want, marks string }{
		{"a word within a sentence", "业规划", "why# old# plan#", "业规划"},
		{"four Han, exact and not their halves", "职业规划", "why# old#", "职业规划"},
		{"an odd number of Han", "生成器的目", "gan#损失函数", "生成器的目"},
		{"a sentence across punctuation", "规划，从今天", "why#", "规划，从今天"},
		{"a single Han", "网", "gan#", "网"},
		{"a single Han at the end of a run", "很", "cpp#指针 plan#", "很"},
		{"traditional characters find simplified", "職業規劃", "why# old#", "职业规划"},
		{"simplified characters find traditional", "头发", "old#", "頭髮"},
		{"a heading that is the query comes first", "规划", "why#规划 plan# old#", "规划"},
		{"a title", "生成对抗网络", "gan#", ""},
		{"the beginning of an English word", "learn", "cpp#", "learning"},
		{"an inflected form", "programming ", "cpp#", "program|programs"},
		{"a form whose stem is spelled otherwise", "happy ", "cpp#", "happiness"},
		{"a whole identifier", "build_gan", "why#学习-python", "build_gan"},
		{"a half-typed identifier", "build_g", "why#学习-python", "build_gan"},
		{"a part of an identifier, and the word", "gan", "gan# why#学习-python", "GAN"},
		{"a part in camel case", "parser", "cpp#指针", "Parser"},
		{"a dotted identifier", "np.array", "why#学习-python", "np.array"},
		{"an operator", "->", "cpp#指针 gan#损失函数", "->"},
		{"letters with symbols", "C++", "cpp#", "C++"},
		{"a command of TeX", `\log`, "gan#损失函数", "log"},
		{"a sign of a formula", "θ", "gan#损失函数", "θ_d"},
		{"and its command", `\theta`, "gan#损失函数", ""},
		{"full-width letters in the query", "ｎｐ．ａｒｒａｙ", "why#学习-python", "np.array"},
		{"full-width letters in the text", "abc123", "cpp#指针", "ＡＢＣ１２３"},
		{"scripts side by side, apart in the text", "GPU上", "why#学习-python", "GPU 上"},
		{"several words", "训练 python", "why#学习-python", "训练"},
		{"a phrase in quotes", `"职业规划"`, "why# old#", "职业规划"},
		{"in quotes no other form", `"programming"`, "", ""},
		{"quotes that are not closed yet", `"学习 Pyth`, "why#学习-python", ""},
		{"a quotation mark within code", `rint("x`, "", ""},
		{"a word left out", "规划 -业余", "why#规划 old#", "规划"},
		{"a Latin word left out", "GAN -python", "gan#", "GAN"},
		{"a phrase left out", `规划 -"职业和技能"`, "why#规划 plan# old#", ""},
		{"a hyphen alone leaves nothing out", "-> 成员", "cpp#指针", "->|成员"},
		{"a title that is the words typed apart", "C++ 入门", "cpp#", "C++"},
		{"nothing but brackets", "（）", "", ""},
		{"emoji, controls and half a surrogate", "🙂\x00\u202e", "", ""},
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	for i, a := range ask(t, pack(t, guide()), queries...) {
		if got := strings.Join(a.Pages, " "); got != tests[i].want {
			t.Errorf("%s: %q found %q, want %q", tests[i].name, tests[i].query, got, tests[i].want)
		}
		if marks := strings.Join(slices.Compact(a.Marks), "|"); tests[i].marks != "" && marks != tests[i].marks {
			t.Errorf("%s: %q marked %q, want %q", tests[i].name, tests[i].query, marks, tests[i].marks)
		}
	}
}

// TestNear states what is found for what stands nowhere as it is written, and
// how that is labelled.
func TestNear(t *testing.T) {
	tests := []struct{ name, query, want, how, marks string }{
		{"letters changed about", "pyhton", "why#学习-python", "typo", ""},
		{"a letter too many", "parserr", "cpp#指针", "typo", "Parser"},
		{"the first letter missing", "ython", "why#学习-python", "typo", ""},
		{"two letters wrong in a long word", "hapbinass", "cpp#", "typo", "happiness"},
		{"two letters wrong in a short word", "pythno", "why#学习-python", "typo", ""},
		{"a wrong letter in a half-typed word", "progrn", "cpp#", "typo", "program|programs"},
		{"a mistyped identifier", "np.aray", "why#学习-python", "typo", "np.array"},
		{"a mistyped word among others", "训练 pyhton", "why#学习-python", "typo", "训练"},
		{"a word of three letters is not corrected", "gna", "", "", ""},
		{"in quotes nothing is corrected", `"pyhton"`, "", "", ""},
		{"pinyin of a title", "shengchengduikangwangluo", "gan#", "pinyin", ""},
		{"pinyin that goes on where a title ends", "fantiwenzhangjie", "", "", ""},
		{"pinyin whose first four syllables are short", "aigcshidaide", "why#", "pinyin", ""},
		{"pinyin from the middle, half typed", "duikangw", "gan#", "pinyin", ""},
		{"initials of a title", "zygh", "why#", "pinyin", ""},
		{"initials of a heading", "sshs", "gan#损失函数", "pinyin", ""},
		{"pinyin of a title in traditional characters", "fantiwen", "old#", "pinyin", ""},
		{"pinyin with an apostrophe", "gui'h", "why#", "pinyin", ""},
		{"nothing but what is left out is searched", "-规划", "why#规划 cpp#指针 gan#损失函数 plan# old#", "partial", ""},
		{"pinyin with a word of Latin letters", "xuexipython", "why#学习-python", "pinyin", ""},
		{"Latin and Han glued", "GAN损失函数", "gan#损失函数", "split", ""},
		{"Han words glued", "损失生成器", "gan#损失函数", "split", ""},
		{"a wrong Han behind a word", "指针快", "cpp#指针", "split", ""},
		{"a wrong Han that is nowhere", "指针鳗", "", "", ""},
		{"Han glued to a mistyped word", "pyhton训练", "why#学习-python", "split", ""},
		{"punctuation that the text has otherwise", "规划；从今天", "why#", "split", ""},
		{"words that no page has together", "损失 训练", "gan#损失函数 why#学习-python", "partial", ""},
		{"a word that is nowhere", "损失 麒麟", "gan#损失函数", "partial", "损失"},
		{"words that are nowhere", "饕餮 麒麟", "", "", ""},
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	for i, a := range ask(t, pack(t, guide()), queries...) {
		tt := tests[i]
		if got := strings.Join(a.Pages, " "); got != tt.want || a.How != tt.how {
			t.Errorf("%s: %q found %q (%s), want %q (%s)", tt.name, tt.query, got, a.How, tt.want, tt.how)
		}
		if marks := strings.Join(slices.Compact(a.Marks), "|"); tt.marks != "" && marks != tt.marks {
			t.Errorf("%s: %q marked %q, want %q", tt.name, tt.query, marks, tt.marks)
		}
	}
}

func TestGluedWords(t *testing.T) {
	a := ask(t, pack(t, guide()), "GAN损失函数", "GPU上")
	if got := strings.Join(a[0].Pages, " "); got != "gan#损失函数" || a[0].How != "split" {
		t.Errorf("words glued in the query alone found %q, labelled %q", got, a[0].How)
	}
	if a[1].How != "" {
		t.Error("words that stand side by side are labelled as apart")
	}
}

func TestGlossary(t *testing.T) {
	v := &assemble.View{Title: "术语表", TextLang: zh, URL: site.URL{Path: "zh/glossary/"}, Glossary: []assemble.GlossaryGroup{{Entries: []assemble.GlossaryEntry{
		{ID: "discriminator", Name: "判别器", Also: []string{"鉴别器"}, Definition: "给样本打分的网络", Others: []assemble.GlossaryOther{{Name: "discriminator"}}},
		{ID: "loss", Name: "损失函数", Definition: "训练要减小的量"},
	}}}}
	parts := append(guide(), maker.Part(&markdown.Doc{}, v, nil))
	want := []string{"glossary#discriminator", "glossary#discriminator", "glossary#discriminator", "gan#损失函数 glossary#loss", "glossary#discriminator"}
	for i, a := range ask(t, pack(t, parts), "鉴别器", "打分的网络", "discriminator", "损失函数", "panbieqi") {
		if got := strings.Join(a.Pages, " "); got != want[i] {
			t.Errorf("query %d found %q, want %q", i, got, want[i])
		}
	}
}

// TestPartOfTitle states that a name in a title is no more the title than a word of it.
func TestPartOfTitle(t *testing.T) {
	parts := []*Part{page("use", "useMemo", "文字"), page("memo", "memo", "文字"), page("more", "more on memo", "")}
	if got := strings.Join(ask(t, pack(t, parts), "memo")[0].Pages, " "); got != "memo# use# more#" {
		t.Errorf("memo found %q", got)
	}
}

// TestManyWordsSideBySide states that a sentence typed without quotes comes first, however long it is.
func TestManyWordsSideBySide(t *testing.T) {
	apart := "seven filler grows filler orchard filler behind filler water filler mill filler today"
	parts := []*Part{page("a", "A", apart), page("b", "B", apart), page("c", "C", "Our seven orchard water grows behind mill today, they say. "+apart), page("d", "D", "Our seven orchard water grows, they say. "+apart)}
	for _, query := range []string{"orchard water grows behind mill", "seven orchard water grows behind mill", "seven orchard water grows behind mill today"} {
		a := ask(t, pack(t, parts), query)[0]
		if len(a.Pages) != 4 || a.Pages[0] != "c#" || a.How != "" {
			t.Errorf("%q found %q (%s), want c first of four", query, a.Pages, a.How)
		}
	}
}

func TestReferences(t *testing.T) {
	work := []assemble.Reference{{ID: "ref-moss", Runs: []refs.Run{{Text: "Moss, A. (2019). "}, {Field: refs.Italic, Text: "Uplift of plains"}}}}
	all := &assemble.View{Title: "参考文献总表", Kind: assemble.References, TextLang: zh, URL: site.URL{Path: "zh/references/"}, References: work}
	chapter := &assemble.View{Title: "正文", TextLang: zh, URL: site.URL{Path: "zh/text/"}, References: work}
	a := ask(t, pack(t, []*Part{maker.Part(&markdown.Doc{}, chapter, nil), maker.Part(&markdown.Doc{}, all, nil)}), "moss", "uplift of plains", "参考文献总表")
	for i, want := range []string{"references#ref-moss", "references#ref-moss", "references#"} {
		if got := strings.Join(a[i].Pages, " "); got != want {
			t.Errorf("query %d found %q, want %q", i, got, want)
		}
	}
}

// many is enough text for hot terms, blocks, summaries and trees of two levels.
func many(pages int) []*Part {
	const words = "模型数据学习训练推理损失梯度参数向量矩阵概率分布样本特征标签评估指标任务工具流程设计"
	han := []rune(words)
	var parts []*Part
	for p := range pages {
		var b strings.Builder
		for s := range 8 {
			fmt.Fprintf(&b, "## 第 %d 节\n\n", s)
			for i := range 60 {
				n := (p*7919 + s*104729 + i*(i+p)*31) % len(han)
				fmt.Fprintf(&b, "%c%c的", han[n], han[(n*3+i)%len(han)])
			}
			fmt.Fprintf(&b, "。word%d of code_%d\n\n", p*8+s, p)
		}
		parts = append(parts, page(fmt.Sprintf("p%d", p), fmt.Sprintf("第 %d 章", p), b.String()))
	}
	return parts
}

func TestManyPages(t *testing.T) {
	parts := many(700)
	parts[430] = page("p430", "第 430 章", "首先的的确确，然后 the word5000 again.\n")
	a := ask(t, pack(t, parts), "的", "word4242 ", "的的确确", "code_699", "第 69 章", "then xx", "模")
	if len(a[0].Pages) != 20 {
		t.Errorf("a Han of every page found %d of the first 20 pages", len(a[0].Pages))
	}
	for i, want := range map[int]string{1: "p530#第-2-节", 2: "p430#", 3: "p699#第-0-节", 4: "p69#"} {
		if len(a[i].Pages) == 0 || a[i].Pages[0] != want {
			t.Errorf("query %d found %q, want %q first", i, a[i].Pages, want)
		}
	}
	if a[5].How != "partial" || len(a[6].Pages) == 0 {
		t.Errorf("words that no page has are labelled %q, %d pages for a Han", a[5].How, len(a[6].Pages))
	}
}

func TestLongPage(t *testing.T) {
	src := strings.Repeat("一个很长很长的段落，没有尽头。", 40000) + "终点在此 finish." + strings.Repeat("然后又是很长很长的段落。", 40000)
	a := ask(t, pack(t, []*Part{page("long", "长文", src)}), "终点在此", "finish")
	for i, want := range []string{"终点在此", "finish"} {
		if len(a[i].Marks) != 1 || a[i].Marks[0] != want {
			t.Errorf("on a page of a million characters %q is marked, want %q", a[i].Marks, want)
		}
	}
}

func TestSmallSites(t *testing.T) {
	if a := ask(t, pack(t, nil), "规划", "a", "->")[0]; len(a.Pages) != 0 {
		t.Errorf("a site without pages has %q", a.Pages)
	}
	a := ask(t, pack(t, []*Part{page("one", "一", "")}), "一", "二")
	if len(a[0].Pages) != 1 || len(a[1].Pages) != 0 {
		t.Errorf("a site with an empty page found %+v", a)
	}
}

func TestHostileQueries(t *testing.T) {
	queries := []string{strings.Repeat("规", 10000), strings.Repeat("a ", 5000), "\u0301\ufe0f", "\u202e\u200f", "", " \t"}
	for i, a := range ask(t, pack(t, guide()), queries...) {
		if len(a.Pages) != 0 {
			t.Errorf("query %d found %q", i, a.Pages)
		}
	}
}

// TestLongQueries states that no query reads much of the index, whatever it is.
func TestLongQueries(t *testing.T) {
	var got []struct {
		Query       string
		Bytes, Hits int
	}
	runClient(t, `
		const out = [];
		const long = (f) => Array.from({ length: 10000 }, (_, i) => f(i)).join('');
		const queries = {
			han: long((i) => String.fromCharCode(0x4e00 + (i * 7919) % 20000)),
			known: long((i) => '模型数据学习训练推理损失梯度参数向量矩阵概率分布'[(i * i * 7) % 24]),
			words: long((i) => ' word' + i), half: long(() => '\ud800'), halves: 'a\udc00模\ud83d型',
			emoji: long(() => '🙂'), rtl: '\u202e模型\u200f مرحبا', controls: '\u0000\u0001模\u0003型\u009f', marks: long(() => '!?,'),
			quotes: long(() => '"'), hyphens: long(() => ' -模'), pinyin: long(() => 'zhang'), letters: long((i) => 'qz'[i % 2]),
		};
		for (const [Query, q] of Object.entries(queries)) {
			let Bytes = 0;
			const load = async (name) => {
				const data = new Uint8Array(readFileSync(input.folder + '/' + name));
				Bytes += data.length;
				return data;
			};
			const { found } = await new Engine(load).first(q, 5);
			out.push({ Query, Bytes, Hits: found.pages.length });
		}
		return out;
	`, map[string]any{"folder": pack(t, many(200))}, &got)
	for _, q := range got {
		if q.Bytes > 150<<10 {
			t.Errorf("%s reads %d bytes", q.Query, q.Bytes)
		}
		if found := q.Query == "controls" || q.Query == "rtl"; found && q.Hits == 0 {
			t.Errorf("%s finds nothing", q.Query)
		}
	}
}

// TestMissingFiles takes away one file after another, as a half-finished deploy
// does: the client reads the directory anew once, then says so.
func TestMissingFiles(t *testing.T) {
	var got string
	runClient(t, `
		const names = new Set();
		let missing = '', dirs = 0;
		const load = async (name) => {
			names.add(name);
			if (name === 'dir') dirs++;
			if (name === missing) throw new Stale(name);
			return new Uint8Array(readFileSync(input.folder + '/' + name));
		};
		await new Engine(load).first('职业规划 pyhton', 5);
		const wrong = [];
		for (missing of [...names].filter((n) => n !== 'dir')) {
			dirs = 0;
			try {
				await new Engine(load).first('职业规划 pyhton', 5);
				wrong.push(missing + ' is not missed');
			} catch (e) {
				if (!(e instanceof Stale) || dirs !== 2) wrong.push(missing + ': ' + e + ', ' + dirs);
			}
		}
		return wrong.join('; ');
	`, map[string]any{"folder": pack(t, guide())}, &got)
	if got != "" {
		t.Errorf("a missing file: %s", got)
	}
}

// TestDeploy replaces the index under an open page: the client reads the new
// directory and repeats the query.
func TestDeploy(t *testing.T) {
	before := pack(t, guide())
	after := pack(t, append([]*Part{page("new", "新的一章", "职业规划又一次。\n")}, guide()...))
	var got []string
	runClient(t, `
		let folder = input.before;
		const load = async (name) => {
			if (!existsSync(folder + '/' + name)) throw new Stale(name);
			return new Uint8Array(readFileSync(folder + '/' + name));
		};
		const engine = new Engine(load);
		await engine.first('损失', 5);
		folder = input.after;
		const { results } = await engine.first('职业规划', 5);
		return results.map((r) => r.path);
	`, map[string]any{"before": before, "after": after}, &got)
	if want := []string{"zh/why/", "zh/new/", "zh/old/"}; !slices.Equal(got, want) {
		t.Errorf("after a deploy the open page finds %q, want %q", got, want)
	}
}

// TestDamagedShard cuts every file short, one after another.
func TestDamagedShard(t *testing.T) {
	folder := pack(t, guide())
	var got string
	runClient(t, `
		const whole = new Map();
		let broken = '';
		const load = async (name) => {
			const data = new Uint8Array(readFileSync(input.folder + '/' + name));
			whole.set(name, true);
			return name === broken ? data.subarray(0, data.length / 2) : data;
		};
		await new Engine(load).first('职业规划', 5);
		const wrong = [];
		for (broken of [...whole.keys()]) {
			try {
				const { results } = await new Engine(load).first('职业规划', 5);
				wrong.push(broken + ' gives ' + results.length);
			} catch (e) {
				if (!(e instanceof Stale)) wrong.push(broken + ': ' + e);
			}
		}
		return wrong.join('; ');
	`, map[string]any{"folder": folder}, &got)
	if got != "" {
		t.Errorf("a file cut short is not noticed: %s", got)
	}
}

func TestSameBytes(t *testing.T) {
	parts := many(200)
	want, err := Pack(zh, parts, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{0, 3} {
		for _, parts := range [][]*Part{parts, many(200)} {
			got, err := Pack(zh, parts, workers)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(want, got, func(a, b File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }) {
				t.Errorf("%d workers: the index depends on their number, on an earlier use of the parts or on the order of a map", workers)
			}
		}
	}
}

// TestEditKeepsFiles states what a returning reader need not fetch again.
func TestEditKeepsFiles(t *testing.T) {
	parts := many(200)
	before, _ := Pack(zh, parts, 0)
	parts[77] = page("p77", "第 77 章", "改过的一页。\n")
	after, _ := Pack(zh, parts, 0)
	known := map[string]bool{}
	for _, f := range before {
		known[f.Path] = true
	}
	kept := 0
	for _, f := range after {
		if known[f.Path] {
			kept++
		}
	}
	if kept < len(after)/4 {
		t.Errorf("after an edit of one page %d of %d files are as before", kept, len(after))
	}
}

// TestOtherLanguages finds words in Japanese, Arabic and traditional Chinese as
// their readers type them.
func TestOtherLanguages(t *testing.T) {
	folder := pack(t, []*Part{
		page("ja", "勾配降下法", "損失関数は目標までの隔たりを表します。\n\n## パラメータの更新\n\n学習率を掛けてデータから引く。"),
		page("ar", "الانحدار التدريجي", "أما التَّدَرُّج فيشير إلى أشد المنحدرات.\n\n## قاعدة التحديث\n\nاحسب تدرج الخسارة في ٣ خطوات."),
		page("hant", "梯度下降", "損失函數告訴我們離目標還有多遠。\n\n## 寫成程式碼\n\n學習率決定步長。"),
	})
	queries := map[string]struct{ page, mark string }{
		"勾配":      {"ja#", ""},
		"学習率":     {"ja#", "学習率"},
		"ﾊﾟﾗﾒｰﾀ":  {"ja#", ""},
		"データ":     {"ja#", "データ"},
		"التدرج":  {"ar#", "التَّدَرُّج"},
		"تدرج":    {"ar#", "التَّدَرُّج"},
		"قاعده":   {"ar#", ""},
		"الي":     {"ar#", "إلى"},
		"3 خطوات": {"ar#", "٣"},
		"程式碼":     {"hant#", ""},
		"程式码":     {"hant#", ""},
		"损失函数":    {"hant#", "損失函數"},
	}
	var asked []string
	for q := range queries {
		asked = append(asked, q)
	}
	slices.Sort(asked)
	for i, a := range ask(t, folder, asked...) {
		want := queries[asked[i]]
		found := slices.ContainsFunc(a.Pages, func(p string) bool { return strings.HasPrefix(p, want.page) })
		if !found || want.mark != "" && !slices.ContainsFunc(a.Marks, func(m string) bool { return strings.Contains(m, want.mark) || strings.Contains(want.mark, m) }) {
			t.Errorf("%s finds %v with %q marked, want %s… and %q", asked[i], a.Pages, a.Marks, want.page, want.mark)
		}
	}
}
