package main

import (
	"testing"
	"testing/fstest"
)

// TestEditor holds that settings which are broken for a moment keep the editor
// in which they are mended.
func TestEditor(t *testing.T) {
	root := fstest.MapFS{}
	editor := newEditor(root)
	for _, step := range []struct{ settings, want string }{
		{"title: T\nlanguages: [zh]\n", ""},
		{"title: T\nlanguages: [zh]\nserve: { editor: zed }\n", "zed://file{path}:{line}:{column}"},
		{"title: [\n", "zed://file{path}:{line}:{column}"},
		{"title: T\nlanguages: [zh]\n", ""},
	} {
		root["site.yaml"] = &fstest.MapFile{Data: []byte(step.settings)}
		if got := editor(); got != step.want {
			t.Errorf("%q: got %q, want %q", step.settings, got, step.want)
		}
	}
}
