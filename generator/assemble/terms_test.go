package assemble

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

var (
	zh = site.Lang{ID: "zh", Tag: "zh-Hans"}
	en = site.Lang{ID: "en", Tag: "en"}
)

// dumpTerms writes what a page has of the glossary.
func dumpTerms(b *strings.Builder, p Page) {
	for i, c := range p.View.Terms {
		fmt.Fprintf(b, "\tterm %q → %s %s %q\n", p.Doc.Terms[i].Name, c.Href, c.ID, c.Definition)
	}
	for _, m := range p.View.Marks {
		fmt.Fprintf(b, "\tmark %q → %s %s %q\n", p.Doc.Blocks[m.Block].HTML.HTML[m.At:m.At+m.Len], m.Card.Href, m.Card.ID, m.Card.Definition)
	}
	for _, g := range p.View.Glossary {
		fmt.Fprintf(b, "\t[%s]\n", g.Initial)
		for _, e := range g.Entries {
			fmt.Fprintf(b, "\t%s #%s %q %q", e.Name, e.ID, e.Also, e.Definition)
			for _, o := range e.Others {
				fmt.Fprintf(b, " %s %s /%s#%s", o.Lang.ID, o.Name, o.URL.Path, o.URL.Fragment)
			}
			for _, l := range e.Pages {
				fmt.Fprintf(b, " in /%s", l.URL.Path)
			}
			if e.More > 0 {
				fmt.Fprintf(b, " and %d more", e.More)
			}
			b.WriteString("\n")
		}
	}
}

const terms = `id,zh,zh.also,en,en.also
gan,生成对抗网络,GAN,generative adversarial network,GAN
net,网络,,network,
generator,生成器,,generator,
learning,学习,,learning,
machine-learning,机器学习,,machine learning,ML
attention,注意力,,attention,
self-attention,自注意力,,self-attention,
lora,低秩适配,LoRA,low-rank adaptation,LoRA
policy,策略,,policy,
loss,损失,,loss,
rd,研发,,R&D,
js,JS散度,,Jensen–Shannon divergence,
amp,放大,,amp,
top-p,核采样,,nucleus (top-p) sampling,
`

// TestFind shows marked terms in brackets.
func TestFind(t *testing.T) {
	g := refs.ParseGlossary([]byte(terms), []site.Lang{zh, en})
	for _, c := range []struct {
		name string
		lang site.Lang
		src  string
		want string
	}{
		{"the longest form", zh, "生成对抗网络是一种网络。", "<p>[生成对抗网络]是一种[网络]。</p>"},
		{"only once", zh, "生成对抗网络与生成对抗网络，机器学习，机器学习。", "<p>[生成对抗网络]与生成对抗网络，[机器学习]，机器学习。</p>"},
		{"no term inside another's later use", zh, "自注意力，自注意力；注意力。", "<p>[自注意力]，自注意力；[注意力]。</p>"},
		{"once under all its forms", zh, "GAN 即生成对抗网络。", "<p>[GAN] 即生成对抗网络。</p>"},
		{"Latin beside Han", zh, "用GAN做，WGAN不算", "<p>用[GAN]做，WGAN不算</p>"},
		{"capitals alone", en, "A gan, a Gan, a GAN.", "<p>A gan, a Gan, a [GAN].</p>"},
		{"capitals with an s", en, "Two GANs.", "<p>Two [GANs].</p>"},
		{"any case else", en, "Generators and lora, LORA.", "<p>[Generators] and [lora], LORA.</p>"},
		{"plurals", en, "losses, networks, policys", "<p>[losses], [networks], [policys]</p>"},
		{"no plurals in Chinese", zh, "两个 LoRAs。", "<p>两个 LoRAs。</p>"},
		{"whole words", en, "policyholder, unlearning, learning_rate, loss2, re-learning", "<p>policyholder, unlearning, learning_rate, loss2, re-[learning]</p>"},
		{"a hyphen is of the longest form", en, "Self-attention, then attention.", "<p>[Self-attention], then [attention].</p>"},
		{"over a line", en, "machine\nlearning", "<p>[machine\nlearning]</p>"},
		{"over a line of Han", zh, "机器\n学习", "<p>[机器学习]</p>"},
		{"a longer form that does not come", en, "machine policy", "<p>machine [policy]</p>"},
		{"not over a tag", en, "machine *learning*", "<p>machine <em>[learning]</em></p>"},
		{"in emphasis, lists, quotes and tables", zh, "- **策略**\n- > 损失\n\n| 网络 |\n|---|\n| 学习 |",
			"<ul>\n<li><strong>[策略]</strong></li>\n<li>\n<blockquote>\n<p>[损失]</p>\n</blockquote>\n</li>\n</ul>\n|" +
				"<div class=\"table\" tabindex=\"0\" role=\"group\"><table>\n<thead>\n<tr>\n<th>[网络]</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>[学习]</td>\n</tr>\n</tbody>\n</table></div>"},
		{"not in links, headings, code and formulas", zh, "## 策略\n\n[策略](a.md) `策略` $策略$ <https://策略.cn> ![策略](b.png) 策略",
			"<h2>策略</h2>\n|<p><a>策略</a> <code>策略</code>  <a>https://策略.cn</a> <img> [策略]</p>"},
		{"not over a hole", en, "machine $x$learning", "<p>machine [learning]</p>"},
		{"not beside raw HTML", zh, "<a>策略</a>，策略\n\n策略", "<p><a>策略</a>，策略</p>\n|<p>[策略]</p>"},
		{"not where the author did", zh, "策略，[[策略]]，[[生成器|它]]，生成器。", "<p>策略，策略，它，生成器。</p>"},
		{"escaped characters", en, `R&D "R&D" amp`, "<p>[R&amp;D] &quot;R&amp;D&quot; [amp]</p>"},
		{"a character reference is no word", en, "a & b &amp; amps", "<p>a &amp; b &amp; [amps]</p>"},
		{"dashes and brackets", en, "Jensen–Shannon divergences of nucleus (top-p) sampling", "<p>[Jensen–Shannon divergences] of [nucleus (top-p) sampling]</p>"},
		{"with a space beside Han and without", zh, "JS 散度，JS\n散度；用 JS 散 度", "<p>[JS 散度]，JS\n散度；用 JS 散 度</p>"},
		{"goldmark's cuts", zh, "损失!策略:网 络", "<p>[损失]![策略]:网 络</p>"},
	} {
		d := markdown.NewParser(markdown.Options{Extras: true, GFM: true}).Parse([]byte(c.src))
		got := bracketed(d, NewTermFinder(g, c.lang).Find(d))
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func bracketed(d *markdown.Doc, marks []Mark) string {
	var out []string
	for i, b := range d.Blocks {
		html := b.HTML.HTML
		for k := len(marks) - 1; k >= 0; k-- {
			if m := marks[k]; m.Block == i {
				html = html[:m.At] + "[" + html[m.At:m.At+m.Len] + "]" + html[m.At+m.Len:]
			}
		}
		out = append(out, html)
	}
	return strings.TrimSuffix(strings.Join(out, "|"), "\n")
}

// manyTerms has n terms, in both languages.
func manyTerms(n int) *refs.Glossary {
	var b strings.Builder
	b.WriteString("id,zh,en\n")
	for i := range n {
		fmt.Fprintf(&b, "t%d,术语%c%c,term %c%c network\n", i, 0x4e00+i, 0x4e00+i*7%500, 'a'+i%26, 'a'+i/26%26)
	}
	return refs.ParseGlossary([]byte(b.String()), []site.Lang{zh, en})
}

// BenchmarkFind looks for 500 terms in a page of Chinese and one of English.
func BenchmarkFind(b *testing.B) {
	g := manyTerms(500)
	for _, c := range []struct {
		lang site.Lang
		text string
	}{
		{zh, strings.Repeat("这一段讲术语和术语一的关系，用 term 做例子，看看要走多远。", 100)},
		{en, strings.Repeat("This paragraph is about a term of networks, and term zz network is one of them. ", 100)},
	} {
		d := markdown.NewParser(markdown.Options{Extras: true}).Parse([]byte(c.text))
		f := NewTermFinder(g, c.lang)
		b.Run(c.lang.ID, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				f.Find(d)
			}
		})
	}
}

// TestFindInMany prints what 50 and 500 terms in 1,000 pages take: the time should
// hardly grow with the number of terms.
func TestFindInMany(t *testing.T) {
	text := strings.Repeat("This paragraph is about a term of networks, and term zz network is one of them. 讲术语一一。\n\n", 60)
	d := markdown.NewParser(markdown.Options{Extras: true}).Parse([]byte(text))
	for _, n := range []int{50, 500} {
		f := NewTermFinder(manyTerms(n), en)
		start := time.Now()
		for range 1000 {
			f.Find(d)
		}
		t.Logf("%d terms in 1,000 pages of %d bytes: %v", n, len(text), time.Since(start).Round(time.Millisecond))
	}
}
