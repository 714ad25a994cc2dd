package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// story is a site that changes at random.
type story struct {
	*rand.Rand
	texts map[string]*storyText // by path
	extra map[string]string
	count int
}

// told is a text: lines of front matter, a title, blocks.
type storyText struct {
	front  map[string]string
	title  string
	blocks []string
}

func (x *storyText) String() string {
	var b strings.Builder
	if len(x.front) > 0 {
		b.WriteString("---\n")
		for _, key := range slices.Sorted(maps.Keys(x.front)) {
			fmt.Fprintf(&b, "%s: %s\n", key, x.front[key])
		}
		b.WriteString("---\n\n")
	}
	if x.title != "" {
		b.WriteString("# " + x.title + "\n\n")
	}
	return b.String() + strings.Join(x.blocks, "\n\n") + "\n"
}

func newStory(seed uint64) *story {
	s := &story{Rand: rand.New(rand.NewPCG(seed, 1)), texts: map[string]*storyText{}, extra: map[string]string{
		"site.yaml":                 "title: { zh: 书, en: Book }\nlanguages: [zh, en]\nvars: { n: '3' }\n",
		"content/glossary.csv":      "id,zh,en\ngan,生成对抗网络,generative adversarial network\npart,部分,part\n",
		"content/references.bib":    "@article{one,title={One},author={Ann A.},year={2014}}\n@article{two,title={Two},author={Bo B.},year={2015}}\n",
		"content/zh/_note.md":       "一个注记，见[甲](01-a/index.md)。\n",
		"content/en/_note.md":       "## A heading of it\n\nA note with $n^2$.\n",
		"content/code/one.py":       "# region part\nprint('mean: 1')\n# endregion\n",
		"content/data/a.csv":        "name,value\na,1\nb,2\n",
		"content/static/a.txt":      "static",
		"content/images/a.svg":      `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>`,
		"templates/partials/x.html": "unused",
	}}
	for _, lang := range []string{"zh", "en"} {
		s.texts["content/"+lang+"/index.md"] = &storyText{front: map[string]string{"layout": "home", "sample": "01-a/01-p.md#first", "description": "{{var.n}} parts"}, title: "Home", blocks: []string{"Welcome."}}
		for _, chapter := range []string{"01-a", "02-b"} {
			s.texts["content/"+lang+"/"+chapter+"/index.md"] = &storyText{title: "Chapter " + chapter, blocks: []string{s.block(lang)}}
			for _, page := range []string{"01-p", "02-q"} {
				x := &storyText{title: "Page " + page, blocks: []string{"## First {#first}", "Opening words."}}
				for range 3 {
					x.blocks = append(x.blocks, s.block(lang))
				}
				s.texts["content/"+lang+"/"+chapter+"/"+page+".md"] = x
			}
		}
	}
	return s
}

// block is a block of any kind, right or wrong.
func (s *story) block(lang string) string {
	s.count++
	n := strconv.Itoa(s.count)
	plain := []string{
		"Plain words number " + n + " of a generative adversarial network.",
		"一句话，第 " + n + " 个部分，说生成对抗网络。",
		"A [link](nowhere" + n + ".md) that is known. <!-- duizhao-ignore broken-link: later -->",
		"Nothing is wrong. <!-- duizhao-ignore broken-link, heading-jump: later -->",
		"A formula $x_{" + n + "}$ and `code" + n + "`.",
		"```go\nfunc f" + n + "() {}\n```",
		"> [!NOTE]\n> A note " + n + ".",
		"- one " + n + "\n- two",
		"| a | b |\n|---|---|\n| " + n + " | 2 |",
		"Some words with a footnote[^1].\n\n[^1]: The note " + n + ".",
		"A title: [](../02-b/01-p.md), a place [there](../01-a/01-p.md#first).",
		"A [[part]] of {{var.n}}.",
		"<<< code/one.py#part",
	}
	odd := []string{
		"$$\ny = " + n + "\n$$ {#eq:e" + strconv.Itoa(s.IntN(4)) + "}",
		"See [there](../01-a/01-p.md#first) and [](#eq:e" + strconv.Itoa(s.IntN(4)) + ").",
		"See [nothing](nowhere" + strconv.Itoa(s.IntN(3)) + ".md) and [no place](../02-b/02-q.md#no).",
		"A section [](#sec:first).",
		"It is known [@one], less so [@two, p. " + n + "].",
		"Unknown [@three] and a [[part]] and [[nothing]].",
		"<<< " + lang + "/_note.md",
		"<<< code/none.py",
		"```chart\ntype: bar\ntitle: Chart " + n + "\ndata: data/a.csv\n```",
		"![a picture](/images/a.svg) and [a file](/code/one.py).",
		"![](/images/none.svg)",
		"The value {{var.n}} and {{var.unknown}}.",
		"```python run name=p" + strconv.Itoa(s.IntN(6)) + "\nprint('mean: " + strconv.Itoa(s.IntN(2)) + "')\n```",
		"```output for=p1\nmean: 1\n```",
		"The mean is {{result.p1.mean}}.",
		":::strange\nInside.\n:::",
		"## Was on another page {aliases=\"a/q#left" + strconv.Itoa(s.IntN(3)) + "\"}",
		"A link to [what was](../was" + strconv.Itoa(s.IntN(3)) + ".md) and [a part](../01-a/02-q.md#left1).",
		"A broken $\\frac{$ formula.",
	}
	if s.IntN(3) > 0 {
		return plain[s.IntN(len(plain))]
	}
	return odd[s.IntN(len(odd))]
}

// text picks a text.
func (s *story) text() string {
	all := slices.Sorted(maps.Keys(s.texts))
	return all[s.IntN(len(all))]
}

// body changes what stands below a title, mostly as no other page shows.
func (s *story) body() string {
	name := s.text()
	x, lang := s.texts[name], strings.Split(name, "/")[1]
	at := s.IntN(len(x.blocks) + 1)
	switch k := s.IntN(10); {
	case k < 3 || at == len(x.blocks):
		x.blocks = slices.Insert(x.blocks, at, s.block(lang))
	case k < 5 && len(x.blocks) > 2 || len(x.blocks) > 9:
		x.blocks = slices.Delete(x.blocks, at, at+1)
	case k < 6:
		x.blocks[at] = s.block(lang)
	default:
		x.blocks[at] += " More."
	}
	return "the body of " + name
}

// head changes what other pages show of one.
func (s *story) head() string {
	name := s.text()
	x := s.texts[name]
	what := ""
	switch s.IntN(7) {
	case 0:
		s.count++
		x.title, what = "Title "+strconv.Itoa(s.count), "title"
	case 1:
		s.count++
		x.blocks, what = append(x.blocks, "## Heading "+strconv.Itoa(s.count)), "heading"
	case 2:
		x.blocks, what = slices.Insert(x.blocks, 0, []string{"## First {#first}", "### Deep {#deep}", "# Again"}[s.IntN(3)]), "id"
	default:
		if x.front == nil {
			x.front = map[string]string{}
		}
		keys := []string{"tags", "weight", "toc", "search", "translation", "date", "macros", "draft", "description", "aliases", "unknown"}
		key := keys[min(s.IntN(len(keys)), s.IntN(len(keys)))]
		what = "front matter, " + key
		if _, ok := x.front[key]; ok {
			delete(x.front, key)
			break
		}
		x.front[key] = map[string]string{
			"aliases": "[was" + strconv.Itoa(s.IntN(3)) + ", a/p#gone]",
			"tags":    "[one, Two]", "weight": strconv.Itoa(1 + s.IntN(5)), "toc": "false", "search": "false", "translation": "draft",
			"unknown": "x", "date": "2026-03-01", "macros": `{ \R: x }`, "draft": "true", "description": "About {{var.n}}.",
		}[key]
	}
	return "the " + what + " of " + name
}

// file changes which files there are, or one that is no text.
func (s *story) file() string {
	s.count++
	n := strconv.Itoa(s.count)
	extra := []string{"content/glossary.csv", "content/references.bib", "content/zh/_note.md", "content/en/_note.md", "content/code/one.py", "content/data/a.csv", "content/images/a.svg", "content/static/a.txt"}
	switch s.IntN(8) {
	case 0, 1:
		name := extra[s.IntN(len(extra))]
		switch path.Ext(name) {
		case ".csv":
			s.extra[name] = strings.TrimRight(s.extra[name], "\n") + "\nx" + n + "," + n + map[bool]string{true: ",w" + n}[strings.Contains(name, "gloss")] + "\n"
		case ".bib":
			s.extra[name] = strings.Replace(s.extra[name], "title={", "title={A", 1)
		case ".svg":
			s.extra[name] = strings.Replace(s.extra[name], `width="8`, `width="8`+n[len(n)-1:], 1)
		default:
			s.extra[name] += "\nword " + n + "\n"
		}
		return "the file " + name
	case 2:
		name := s.text()
		if strings.HasSuffix(name, "zh/index.md") || len(s.texts) < 8 {
			return s.body()
		}
		delete(s.texts, name)
		return name + " is gone"
	case 3, 4:
		name := s.text()
		if path.Base(name) == "index.md" || len(s.texts) < 8 {
			return s.body()
		}
		to := path.Join("content", []string{"zh", "en"}[s.IntN(2)], []string{"01-a", "02-b", "03-c"}[s.IntN(3)], "0"+strconv.Itoa(1+s.IntN(4))+"-"+[]string{"p", "q", "r"}[s.IntN(3)]+".md")
		if s.texts[to] == nil {
			s.texts[to] = s.texts[name]
			delete(s.texts, name)
		}
		return name + " moves to " + to
	case 5:
		to := path.Join("content", []string{"zh", "en"}[s.IntN(2)], []string{"01-a", "02-b"}[s.IntN(2)], "0"+strconv.Itoa(1+s.IntN(4))+"-"+[]string{"p", "q", "r"}[s.IntN(3)]+".md")
		if s.texts[to] == nil && len(s.texts) < 16 {
			s.texts[to] = &storyText{title: "New " + n, blocks: []string{s.block("en"), s.block("en")}}
		}
		return to + " is written"
	case 6:
		s.extra["content/zh/note"+n+".txt"] = n
		return "a file that nobody uses"
	default:
		name := []string{"content/code/one.py", "content/data/a.csv", "content/images/a.svg", "content/zh/_note.md", "content/references.bib"}[s.IntN(5)]
		if _, ok := s.extra[name]; ok {
			delete(s.extra, name)
			return name + " is gone"
		}
		s.extra[name] = "new " + n + "\n"
		return name + " is back"
	}
}

// site changes what is of the whole site.
func (s *story) site(t *testing.T) string {
	s.count++
	n := strconv.Itoa(s.count)
	switch s.IntN(6) {
	case 0:
		s.extra["site.yaml"] = "title: { zh: 书" + n + ", en: Book }\nlanguages: [zh, en]\nvars: { n: '" + n + "' }\n"
		return "the site's title"
	case 1:
		s.extra["site.yaml"] = "title: { zh: 书, en: Book, fr: Livre }\nlanguages: [zh, en, fr]\nsource_language: en\nvars: { n: '3' }\n"
		s.texts["content/fr/index.md"] = &storyText{title: "Accueil", blocks: []string{"Bonjour."}}
		return "a language more"
	case 2:
		s.extra["site.yaml"] = "title: ["
		return "settings that are wrong"
	case 3:
		s.extra["templates/partials/footer.html"] = "<footer>" + n + "</footer>"
		return "a template"
	case 4:
		delete(s.extra, "templates/partials/footer.html")
		return "a template less"
	default:
		root := s.files()
		accept(t, root)
		s.extra[lockFile] = string(root[lockFile].Data)
		return "all is accepted"
	}
}

// files writes the site anew.
func (s *story) files() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range s.extra {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, x := range s.texts {
		out[name] = &fstest.MapFile{Data: []byte(x.String())}
	}
	return out
}
