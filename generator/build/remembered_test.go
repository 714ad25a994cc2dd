package build

import (
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/cache"
	"duizhao/generator/diag"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
)

// remembering is a site that has one of each thing that a memo keeps: accepted
// pairs, a glossary, included code and text, a chart with its data, programs.
func remembering() fstest.MapFS {
	root := small()
	for name, text := range map[string]string{
		"zh/a.md": "# 甲\n\n## 第一节\n\n生成对抗网络有 3 个部分，见[首页](index.md)。\n\n第二段说 $x^2$ 与 `code`。\n\n<<< code/two.py#part\n\n<<< zh/_note.md\n\n- 一项\n- 两项\n",
		"en/a.md": "# A\n\n## First\n\nA generative adversarial network has 3 parts, see [home](index.md).\n\nThe second paragraph says $x^2$ and `code`.\n\n<<< code/two.py#part\n\n<<< en/_note.md\n\n- One item\n- Two items\n",
		"zh/b.md": "# 乙\n\n```chart\ntype: bar\ntitle: 图\ndata: data/a.csv\n```\n\n另一段。\n",
		"en/b.md": "# B\n\n```chart\ntype: bar\ntitle: Chart\ndata: data/a.csv\n```\n\nAnother paragraph with [a program](../code/two.py).\n",

		"zh/_note.md": "一个注记。\n", "en/_note.md": "A note.\n",
		"code/one.py": "print('mean: 1')\n", "code/two.py": "import one\n# region part\nprint(one)\n# endregion\n",
		"data/a.csv":   "name,value\na,1\nb,2\n",
		"glossary.csv": "id,zh,en\ngan,生成对抗网络,generative adversarial network\n",
	} {
		root["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return root
}

// remembered builds with a memo as the named program does.
func remembered(t *testing.T, root fstest.MapFS, m *cache.Memo, jobs int) (*memory, []diag.Diagnostic) {
	t.Helper()
	sink := newMemory()
	found, err := Run(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: m, Version: "v", Jobs: jobs}, sink)
	if err != nil {
		t.Fatal(err)
	}
	return sink, found
}

// TestRemembered holds a build with the memo of this process, and one with what
// earlier processes left on disk, to the bytes, keys and diagnostics of a clean one,
// whatever changed of what is remembered, back and forth.
func TestRemembered(t *testing.T) {
	root, warm, dir := remembering(), memo(t), t.TempDir()
	replace := func(file, old, new string) func() {
		return func() {
			text := string(root[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", file, old)
			}
			root[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	write := func(file, text string) func() {
		return func() { root[file] = &fstest.MapFile{Data: []byte(text)} }
	}
	remove := func(file string) func() { return func() { delete(root, file) } }
	const lock, zh, en = "content/translations.lock", "content/zh/a.md", "content/en/a.md"
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"the site", func() {}},
		{"nothing", func() {}},
		{"all is accepted", func() { accept(t, root) }},
		{"the original changes", replace(zh, "3 个", "4 个")},
		{"and is accepted", func() { accept(t, root) }},
		{"and changes back", replace(zh, "4 个", "3 个")},
		{"the lock loses a line", func() {
			_, rest, _ := strings.Cut(string(root[lock].Data), "\n")
			write(lock, rest)()
		}},
		{"the lock is broken", func() { write(lock, "<<<<<<<\n"+string(root[lock].Data))() }},
		{"there is no lock", remove(lock)},
		{"a list moves", replace(en, "The second paragraph says $x^2$ and `code`.\n\n", "")},
		{"another term", write("content/glossary.csv", "id,zh,en\ngan,生成对抗网络,generative adversarial network\npart,部分,part\n")},
		{"accepted with all that", func() { accept(t, root) }},
		{"included text changes", replace("content/zh/_note.md", "注记", "提示")},
		{"included code changes", replace("content/code/two.py", "print(one)", "print(one, 2)")},
		{"a program names another", replace("content/code/two.py", "import one", "import other")},
		{"data change", write("content/data/a.csv", "name,value\na,1\nb,3\n")},
		{"data are wrong", write("content/data/a.csv", "name,value\na,x\n")},
		{"a language has another name", write("site.yaml", "title: T\nlanguages: [{ id: zh, tag: zh-Hant, name: 中文 }, en]\n")},
		{"brackets are formulas", write("site.yaml", "title: T\nlanguages: [zh, en]\nmath: { brackets: true, macros: { \\R: \"\\\\mathbb{R}\" } }\n")},
		{"a macro is used", replace("content/zh/b.md", "另一段", "$\\R$")},
		{"a macro less", write("site.yaml", "title: T\nlanguages: [zh, en]\nmath: { brackets: true }\n")},
		{"the site is served somewhere", write("site.yaml", "title: T\nlanguages: [zh, en]\nbase_url: https://h.example/r/\n")},
		{"a text is dated", replace(en, "# A", "---\ndate: 2026-03-01\n---\n\n# A")},
		{"another is dated later", replace("content/en/b.md", "# B", "---\ndate: 2026-03-02\ntags: [t]\n---\n\n# B")},
		{"a dated text changes", replace(en, "A generative", "One generative")},
		{"so does a text that is included in it", replace("content/en/_note.md", "A note", "A remark")},
		{"so do the data of a chart", write("content/data/a.csv", "name,value\na,4\n")},
		{"it is dated anew", replace(en, "2026-03-01", "2026-03-03")},
		{"there are authors", write("site.yaml", "title: T\nlanguages: [zh, en]\nbase_url: https://h.example/r/\nauthors: [A]\n")},
		{"titles are drawn", func() {
			write("content/f.ttf", string(goregular.TTF))()
			write("site.yaml", "title: T\nlanguages: [zh, en]\nbase_url: https://h.example/r/\nog: { font: { en: f.ttf } }\n")()
		}},
		{"a title changes", replace("content/en/b.md", "# B", "# C")},
		{"to one that cannot be drawn", replace("content/en/b.md", "# C", "# 职")},
		{"but in another font", write("content/f.ttf", string(gomono.TTF))},
		{"which is none", write("content/f.ttf", "x")},
		{"there is robots.txt", write("content/static/robots.txt", "own")},
		{"it is served elsewhere", write("site.yaml", "title: T\nlanguages: [zh, en]\nbase_url: https://h.example/\nauthors: [A]\n")},
		{"without feeds", write("site.yaml", "title: T\nlanguages: [zh, en]\nbase_url: https://h.example/\noutputs: { feed: false }\n")},
		{"without files for language models", write("site.yaml", "title: T\nlanguages: [zh, en]\noutputs: { llms: false }\n")},
		{"a page was elsewhere", write("content/zh/c.md", "---\naliases: [was, a#part]\n---\n\n# 丙\n\n[旧](was.md)\n")},
		{"and elsewhere again", replace("content/zh/c.md", "[was, a#part]", "[was, still, b#part]")},
		{"and is gone", remove("content/zh/c.md")},
		{"browsers keep it", write("site.yaml", "title: T\nlanguages: [zh, en]\noutputs: { offline: true }\n")},
		{"under an icon of its own", func() {
			write("content/i.png", square(t, 1))()
			write("site.yaml", "title: T\nlanguages: [zh, en]\noutputs: { offline: { icon: i.png } }\n")()
		}},
		{"which is drawn anew", func() { write("content/i.png", square(t, 2))() }},
		{"and gone", remove("content/i.png")},
		{"browsers let go of it", write("site.yaml", "title: T\nlanguages: [zh, en]\n")},
		{"a word of the interface", write("templates/texts/en.yaml", "search.open: Look\n")},
		{"a style", write("assets/css/main.css", "body { color: red }\n")},
		{"a template that fails", write("templates/partials/footer.html", "{{.Nothing}}")},
		{"without the template", remove("templates/partials/footer.html")},
		{"without the style", remove("assets/css/main.css")},
	} {
		step.change()
		clean, anew := remembered(t, root, memo(t), 1)
		sink, told := remembered(t, root, warm, 0)
		same(t, step.name, clean, sink)
		if !slices.Equal(told, anew) {
			t.Errorf("%s: a warm build says %v, a cold one %v", step.name, told, anew)
		}
		warm.Turn()
		disk, err := cache.Open(dir, "v", 0)
		if err != nil {
			t.Fatal(err)
		}
		sink, told = remembered(t, root, disk, 0)
		same(t, step.name+", another process", clean, sink)
		if !slices.Equal(told, anew) {
			t.Errorf("%s: another process says %v, a cold build %v", step.name, told, anew)
		}
		if err := disk.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// square is a picture for icons in one grey.
func square(t *testing.T, grey uint8) string {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 512, 512))
	for i := range picture.Pix {
		picture.Pix[i] = grey
	}
	var out strings.Builder
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
