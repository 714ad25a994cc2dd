package build

import (
	"os"
	"testing"

	"duizhao"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
)

// TestNothingIsStale holds the guide and the manual to their locks: whoever
// changes a text looks at its translation, and accepts it.
func TestNothingIsStale(t *testing.T) {
	for _, dir := range []string{"../..", "../../docs"} {
		memo, err := cache.Open("", "test", 0)
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Root: os.DirFS(dir), Builtin: duizhao.Theme(), Memo: memo}
		tr, ds, err := Translate(t.Context(), in)
		if err != nil || diag.HasErrors(ds) {
			t.Fatal(err, ds)
		}
		if len(tr.Pages) == 0 {
			t.Errorf("%s: no page has a translation", dir)
		}
		for _, p := range tr.Pages {
			for i, s := range p.States {
				if s != pairing.Fresh {
					t.Errorf("%s#%s is %s: duizhao sync next --root %s", p.Page(), p.Names[i], s, dir)
				}
			}
		}
	}
}
