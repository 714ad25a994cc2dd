package serve_test

import (
	"os"
	"strings"
	"testing"

	"duizhao/generator/serve"
)

// saves are what editors do to save a file a.md, step by step: + writes a file,
// = empties it, > renames it, - removes it, l makes a link that leads nowhere.
var saves = map[string]string{
	"writes in place":             "+a.md",
	"empties, then writes (many)": "=a.md +a.md",
	"Vim":                         "+4913 -4913 +.a.md.swp a.md>a.md~ +a.md +.a.md.swp -a.md~ -.a.md.swp",
	"Vim, with its swap beside":   "+a.md.swp +.a.md.swx -.a.md.swx +a.md -a.md.swp",
	"Emacs":                       "l.#a.md +#a.md# a.md>a.md~ +a.md -#a.md# -.#a.md",
	"JetBrains":                   "+a.md___jb_tmp___ a.md>a.md___jb_old___ a.md___jb_tmp___>a.md -a.md___jb_old___",
	"gedit":                       "+.goutputstream-X1Y2Z3 .goutputstream-X1Y2Z3>a.md",
	"Sublime Text":                "+.sublf3a.tmp .sublf3a.tmp>a.md",
	"Kate":                        "+.a.md.kate-swp +a.md.XXabcd~ a.md.XXabcd~>a.md -.a.md.kate-swp",
	"nano":                        "+.a.md.swp +a.md -.a.md.swp",
	"deletes and writes":          "-a.md +a.md",
}

// Whatever an editor does, the file is told of, and nothing else.
func TestEditorsSaves(t *testing.T) {
	w := watch(t, serve.WatchOptions{Paths: []string{"content"}}, "content/a.md", "content/marker")
	for name, steps := range saves {
		for step := range strings.FieldsSeq(steps) {
			from, to, renames := strings.Cut(step, ">")
			file := "content/" + step[1:]
			switch {
			case renames:
				w.rename("content/"+from, "content/"+to)
			case step[0] == '+':
				w.write(file, name)
			case step[0] == '=':
				w.must(os.Truncate(w.path(file), 0))
			case step[0] == '-':
				w.must(os.Remove(w.path(file)))
			case step[0] == 'l':
				w.link("someone@machine.1234:5678", file)
			}
		}
		for _, told := range append(w.expect("content/a.md"), w.settle("content/marker")...) {
			if told != "content/a.md" && told != "content/marker" {
				t.Errorf("%s: told of %s", name, told)
			}
		}
	}
}
