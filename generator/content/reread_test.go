package content

import (
	"testing"
	"testing/fstest"

	"duizhao/generator/config"
)

// TestReread holds that a text read again is what loading all makes of it, and is
// refused where more than its body changed or something is wrong.
func TestReread(t *testing.T) {
	const file = "content/zh/02-a/01-b.md"
	load := func(text string) *Source {
		t.Helper()
		s, _ := config.Read([]byte("title: T\nlanguages: [zh]\n"))
		tree, _, err := Load(fstest.MapFS{file: {Data: []byte(text)}}, s, true)
		if err != nil {
			t.Fatal(err)
		}
		return tree.Sources[0]
	}
	old := load("---\ntitle: A\ntags: [x]\n---\n\nOne.\n")
	fresh, ok := old.Reread([]byte("---\r\ntitle: A\r\ntags: [x]\r\n---\r\n\r\nTwo.\r\n"))
	want := load("---\ntitle: A\ntags: [x]\n---\n\nTwo.\n")
	if !ok || string(fresh.Text) != string(want.Text) || string(fresh.Body) != string(want.Body) || fresh.URL != want.URL || fresh.TextID != want.TextID || fresh.Original != want.Original {
		t.Errorf("got %v, %+v", ok, fresh)
	}
	for _, text := range []string{
		"---\ntitle: B\ntags: [x]\n---\n\nOne.\n",
		"---\ntitle: A\ntags: [ x]\n---\n\nOne.\n", // stands elsewhere, and what is said of it too
		"---\ntitle: A\ntags: [x]\nodd: 1\n---\n\nOne.\n",
		"One.\n",
		"---\ntitle: A\ntags: [x]\n---\n\n\xff\n",
	} {
		if _, ok := old.Reread([]byte(text)); ok {
			t.Errorf("%q is taken", text)
		}
	}
}
