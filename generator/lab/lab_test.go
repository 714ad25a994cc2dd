package lab

import (
	"os"
	"strings"
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

// What stands in one folder has names of its own: what has not is reported, and a
// piece of code gives way.
func TestClashes(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	root := fstest.MapFS{
		"content/code/cats/a.py": file(""), "content/code/helper.sh": file("echo code"), "content/code/sample.sh": file("echo author"),
		"content/data/cats": file(""), "content/data/helper.sh": file(""), "content/data/sample2.sh": file("echo data"), "content/data/sub/sample2.sh": file(""),
		"content/data/own.sh": file(""), "content/en/own.sh": file(""), "content/en/helper.sh": file(""),
	}
	for _, c := range []struct {
		program, want string
	}{
		{"```sh run data=data/cats\n```\n", `"code/cats" and "data/cats"`},
		{"```sh run data=data/helper.sh\n```\n", `"code/helper.sh" and "data/helper.sh"`},
		{"```sh run data=data/sample2.sh,data/sub/sample2.sh\n```\n", `"data/sample2.sh" and "data/sub/sample2.sh"`},
		{"<<< en/own.sh run data=data/own.sh\n", `"en/own.sh" and "data/own.sh"`},
		{"<<< en/helper.sh run\n", `"code/helper.sh" and "en/helper.sh"`},
		{"```sh run data=code/helper.sh\nsh helper.sh; sh sample.sh\n```\n", "code\nauthor\n"},
		{"```sh run data=data/sample2.sh\nsh sample.sh; sh sample2.sh\n```\n", "author\ndata\n"},
	} {
		root["content/en/a.md"] = file(c.program)
		l, texts := labOf(t, root, "content/en/a.md")
		l.Env = os.Environ()
		if err := l.Run(t.Context(), texts); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range l.Check(texts, true) {
			got += d.Text
		}
		for _, o := range l.done {
			got += o.printed
		}
		if strings.HasSuffix(c.want, "\n") && got != c.want || !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.program, got, c.want)
		}
	}
}
