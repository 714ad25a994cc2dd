package site

import "testing"

func TestUnportable(t *testing.T) {
	for _, bad := range []string{
		"con", "CON", "Con.md", "nul.tar.gz", "aux .md", "prn", "com1", "COM9.txt", "lpt¹", "com0", "conin$",
		"a.", "图 ", "a..", "who?.md", "a:b", `"a".md`, "a|b", "x*", "<a>",
	} {
		if Unportable(bad) == "" {
			t.Errorf("%q is taken for a name on Windows", bad)
		}
	}
	for _, good := range []string{"", "icon.md", "console.md", "con-text", "nul1", "com", "com10", "lptx.md", "aux_.md", ".con", "任务.md", "a b.md", "...a", "x.aux"} {
		if why := Unportable(good); why != "" {
			t.Errorf("%q %s", good, why)
		}
	}
}
