package build

import (
	"testing"

	"duizhao"
	"duizhao/generator/theme"
)

// A build in which every formula is known starts no engine: the second build is
// given one that can no longer start and does not notice.
func TestWarmBuildStartsNoEngine(t *testing.T) {
	th, ds := theme.Load(duizhao.Theme(), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	katex, err := katexScript(th)
	if err != nil {
		t.Fatal(err)
	}
	closed := func() *Engines {
		e := new(Engines)
		e.math(katex, nil, 1).Close()
		return e
	}
	warm := memo(t)
	run(t, small(), warm, false)
	in := Input{Root: small(), Builtin: duizhao.Theme(), Bundle: bundled, Memo: warm, Engines: closed()}
	if _, err := Run(t.Context(), in, newMemory()); err != nil {
		t.Errorf("with every formula known: %v", err)
	}
	in.Memo, in.Engines = memo(t), closed()
	if _, err := Run(t.Context(), in, newMemory()); err == nil {
		t.Error("the control, with no formula known, went through")
	}
}
