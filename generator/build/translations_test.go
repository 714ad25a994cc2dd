package build

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

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
		in := Input{Root: os.DirFS(dir), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo}
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

// TestOrderOfTranslations holds that pages come as readers find them: by weight,
// and a folder's together.
func TestOrderOfTranslations(t *testing.T) {
	root := small()
	for name, weight := range map[string]string{"a": "3", "b": "1", "c": "2"} {
		for _, lang := range []string{"zh", "en"} {
			root["content/"+lang+"/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\nweight: " + weight + "\n---\nx\n")}
		}
	}
	tr, _, err := Translate(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range tr.Pages {
		got = append(got, p.Page())
	}
	if want := []string{"index", "b", "c", "a"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
