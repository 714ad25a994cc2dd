package build

import (
	"testing"

	"duizhao"
	"io/fs"
)

// TestEngines holds that builds of one site share an engine, that a page which
// was asked for before a change of settings is still set, and that the end of
// the preview ends all.
func TestEngines(t *testing.T) {
	katex, err := fs.ReadFile(duizhao.Theme(), "assets/katex/katex.min.js")
	if err != nil {
		t.Fatal(err)
	}
	var e Engines
	macros := func(body string) map[string]string { return map[string]string{`\R`: body} }
	first := e.math(katex, macros("a"), 1)
	if e.math(katex, macros("a"), 1) != first {
		t.Error("the same settings get another engine")
	}
	second := e.math(katex, macros("b"), 1)
	if second == first {
		t.Error("other macros get the same engine")
	}
	if _, _, err := first.Render("x", false); err != nil {
		t.Errorf("after one change the engine before is gone: %v", err)
	}
	e.math(katex, macros("c"), 1)
	if _, _, err := first.Render("y", false); err == nil {
		t.Error("after two changes the first engine still runs")
	}
	e.Close()
	if _, _, err := second.Render("z", false); err == nil {
		t.Error("an engine outlives Close")
	}
}
