package main

import (
	"strings"
	"testing"
)

// TestInto holds that a file keeps its line ends and its byte order mark.
func TestInto(t *testing.T) {
	text := "# T\n\n## 一\n## b\n"
	list := []insertion{{len("# T\n\n## 一"), "[1]"}, {len("# T\n\n## 一\n## b"), "[2]"}}
	for _, c := range []struct{ raw, want string }{
		{text, "# T\n\n## 一[1]\n## b[2]\n"},
		{"\ufeff# T\r\n\r\n## 一\r\n## b\r\n", "\ufeff# T\r\n\r\n## 一[1]\r\n## b[2]\r\n"},
		{"# T\r\r## 一\r## b\r", "# T\r\r## 一[1]\r## b[2]\r"},
		{"# T\r\n\n## 一\n## b", "# T\r\n\n## 一[1]\n## b[2]"},
	} {
		got, err := into([]byte(c.raw), []byte(text), list)
		if err != nil || string(got) != c.want {
			t.Errorf("%q: got %q and %v, want %q", c.raw, got, err, c.want)
		}
	}
	if _, err := into([]byte(strings.Replace(text, "一", "二", 1)), []byte(text), list); err == nil {
		t.Error("a file that has changed is written")
	}
}
