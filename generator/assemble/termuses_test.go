package assemble

import (
	"fmt"
	"testing"

	"duizhao/generator/refs"
	"duizhao/generator/site"
)

const unlike = `id,zh,zh.also,zh.not,en,en.not
task,任务,,小任务|任务栏,task,task force
token,词元,,,token,
reg,正则化,,,regularization,
rl,强化学习,,,reinforcement learning,
kl,KL 散度,,,KL divergence,
rd,研发,,,R&D,
gan,生成对抗网络,GAN,,GAN,
city,城市,,,city,
cities,城市群,,,cities,
analysis,分析,,,analysis,
run,运行,,,run,
running,跑步,,,running,
matrix,矩阵,,,matrix,
use,使用,,,use,
plan,计划,,,plan,
plane,平面,,,plane,
half,半,,,half life,
`

// TestUses names all uses of terms in plain texts: not those inside words that
// mean something else.
func TestUses(t *testing.T) {
	g := refs.ParseGlossary([]byte(unlike), []site.Lang{zh, en})
	for _, c := range []struct {
		lang site.Lang
		text string
		want string
	}{
		{zh, "小任务：任务栏里的任务，又一个任务。", "[{task 任务} {task 任务}]"},
		{zh, "词元与 KL散度、KL 散度。", "[{token 词元} {kl KL散度} {kl KL 散度}]"},
		{en, "A task force has tasks; R&D.", "[{task tasks} {rd R&D}]"},
		{en, "Nothing <here>.", "[]"},
	} {
		if got := fmt.Sprint(NewTermFinder(g, c.lang).Uses(c.text)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestSpeaks holds how far a word may be bent and still be the term.
func TestSpeaks(t *testing.T) {
	g := refs.ParseGlossary([]byte(unlike), []site.Lang{zh, en})
	for _, c := range []struct {
		lang       site.Lang
		text, term string
		want       bool
	}{
		{en, "We regularized it.", "reg", true},
		{en, "Regularising helps.", "reg", true},
		{en, "Tokenized text", "token", true},
		{en, "to ask", "task", false},
		{en, "multitask", "task", false},
		{en, "reinforcement and deep learning", "rl", true},
		{en, "reinforcement that is not some learning", "rl", false},
		{en, "Reinforcement\nLearning", "rl", true},
		{en, "learning reinforcement learning", "rl", true},
		{en, "Wgan", "gan", false},
		{en, "Of two cities", "city", true},
		{en, "a city", "cities", true},
		{en, "a cit", "city", false},
		{en, "three analyses", "analysis", true},
		{en, "It is running.", "run", true},
		{en, "It runs.", "run", true},
		{en, "It ran.", "run", false},      // irregular: en.also
		{en, "A rung of rum", "run", true}, // as before: up to two letters more
		{en, "ruins and rules", "run", false},
		{en, "They run", "running", true},
		{en, "Two matrices", "matrix", true},
		{en, "mattresses", "matrix", false},
		{en, "Using it", "use", true},
		{en, "us and sing", "use", false},
		{en, "planning and planned", "plan", true},
		{en, "the paint", "plane", false},
		{en, "two half-lives", "half", true},
		{zh, "分词元件", "token", true},
		{zh, "KL散度", "kl", true},
		{zh, "KL 散度", "kl", true},
		{zh, "散度", "kl", false},
		{zh, "", "kl", false},
		{zh, "x", "none", false},
	} {
		if got := NewTermFinder(g, c.lang).Speaks(c.text, c.term); got != c.want {
			t.Errorf("%q speaks of %q: %v, want %v", c.text, c.term, got, c.want)
		}
	}
}
