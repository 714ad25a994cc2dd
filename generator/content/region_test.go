package content

import (
	"strings"
	"testing"
)

func TestReadRegion(t *testing.T) {
	const code = `# region all
a
    # region 训练 of the model
    b
    // region inner
    c
    /* endregion */

    d
    #endregion 训练
<!-- region md -->
e
<!-- endregion -->
//#region vs
f
//#endregion
;; region lisp
g
;; endregion
% region tex
h
% endregion
-- region sql
i
-- endregion
# region 训练
again
# endregion
# endregion
no region x
# region open
j`
	for _, c := range []struct{ name, want string }{
		{"训练", "    b|    c||    d"},
		{"inner", "    c"},
		{"md", "e"},
		{"vs", "f"},
		{"lisp", "g"},
		{"tex", "h"},
		{"sql", "i"},
		{"all", "a|    b|    c||    d|e|f|g|h|i|again"},
		{"open", "j, open"},
		{"x", "none"},
	} {
		region, names := ReadRegion([]byte(code), c.name)
		got := "none"
		if region != nil {
			var lines []string
			for _, l := range region.Lines {
				lines = append(lines, code[l[0]:l[1]])
			}
			got = strings.Join(lines, "|")
			if !region.Closed {
				got += ", open"
			}
			only := string(region.Only([]byte(code)))
			if len(only) != len(code) || strings.Count(only, "\n") != strings.Count(code, "\n") {
				t.Errorf("%s: positions moved", c.name)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if all := strings.Join(names, " "); all != "all 训练 inner md vs lisp tex sql open" {
			t.Errorf("names: %s", all)
		}
	}
	if whole, _ := ReadRegion([]byte("a\n\n# region x\n"), ""); len(whole.Lines) != 3 || !whole.Closed {
		t.Errorf("the whole file: %v", whole)
	}
}
