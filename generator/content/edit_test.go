package content

import (
	"strings"
	"testing"
)

// TestEdit holds that a file keeps its line ends and its byte order mark.
func TestEdit(t *testing.T) {
	text := "# T\n\n## 一\n## b\n"
	one, two := len("# T\n\n## 一"), len("# T\n\n## 一\n## b")
	list := []Change{{one, one, "[1]"}, {two - 1, two, "2\n3"}}
	for _, c := range []struct{ raw, want string }{
		{text, "# T\n\n## 一[1]\n## 2\n3\n"},
		{"\ufeff# T\r\n\r\n## 一\r\n## b\r\n", "\ufeff# T\r\n\r\n## 一[1]\r\n## 2\r\n3\r\n"},
		{"# T\r\r## 一\r## b\r", "# T\r\r## 一[1]\r## 2\r3\r"},
		{"# T\n\r\n## 一\n## b\r\n", "# T\n\r\n## 一[1]\n## 2\n3\r\n"},
	} {
		got, err := Edit([]byte(c.raw), []byte(text), list)
		if err != nil || string(got) != c.want {
			t.Errorf("%q: got %q and %v, want %q", c.raw, got, err, c.want)
		}
	}
	if _, err := Edit([]byte(strings.Replace(text, "一", "二", 1)), []byte(text), list); err == nil {
		t.Error("a file that has changed is edited")
	}
	for _, list := range [][]Change{{{3, 6, ""}, {5, 7, ""}}, {{5, 6, ""}, {1, 2, ""}}, {{4, 3, ""}}, {{0, len(text) + 1, ""}}} {
		if got, err := Edit([]byte(text), []byte(text), list); err == nil {
			t.Errorf("%v gives %q", list, got)
		}
	}
}
