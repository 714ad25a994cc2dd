package lab

import (
	"testing"
	"testing/fstest"
)

// A program may have several names, in each language the same ones; it is run
// once. Programs that share a name alone are reported.
func TestNames(t *testing.T) {
	const (
		one, two = "```sh run name=one\necho 1\n```\n", "```sh run name=two timeout=90\necho 1\n```\n"
		none     = "```sh run\necho 1\n```\n"
		other    = "```sh run name=one\necho 2\n```\n"
	)
	for _, c := range []struct {
		name, zh, en              string
		samples, waiting, reports int
	}{
		{"one name", one, one, 1, 1, 0},
		{"two names in both languages", one + two, one + two, 2, 1, 0},
		{"without one it is whichever there is", none + one, one + none, 2, 1, 0},
		{"another program of the name", one, other, 1, 1, 1},
	} {
		l, texts := labOf(t, fstest.MapFS{"content/en/a.md": {Data: []byte(c.en)}, "content/zh/a.md": {Data: []byte(c.zh)}}, "content/zh/a.md", "content/en/a.md")
		samples, diags := l.samples(texts)
		waiting := l.waiting(texts)
		if len(samples) != c.samples || len(waiting) != c.waiting || len(diags) != c.reports {
			t.Errorf("%s: %d samples, %d waiting, reported %v", c.name, len(samples), len(waiting), diags)
		}
		if c.samples == 2 && c.zh == one+two && waiting[0].timeout.Seconds() != 90 {
			t.Errorf("%s: it may run %s", c.name, waiting[0].timeout)
		}
	}
}
