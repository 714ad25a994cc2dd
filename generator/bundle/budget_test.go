package bundle

import (
	"bytes"
	"compress/gzip"
	"os"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/theme"
)

// What the default theme costs every reader, compressed, in bytes. The author's
// panel shows some of it beside a page (assets/ts/author/bytes.ts).
func TestBudgets(t *testing.T) {
	th, ds := theme.Load(os.DirFS("../.."), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	r, ds, err := Build(th, Options{})
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	total := 0
	for _, c := range []struct {
		name string
		most int
	}{
		{"main.css", 8 << 10}, {"main.js", 5 << 10}, {"boot.js", 512}, {"search.css", 2 << 10}, {"root.js", 512},
		{"math.css", 3500}, {"formula.js", 700}, {"lines.css", 2 << 10},
		{"calc.css", 2 << 10}, {"calc.js", 4 << 10},
		{"offline.js", 400}, {"away.js", 700}, {"off.js", 400}, {"worker.js", 3 << 10},
		{"pair.css", 2 << 10}, {"pair.js", 700}, {"tabs.js", 1300}, {"home.css", 1536}, {"home.js", 700}, {"comfort.css", 1800}, {"terms.css", 400}, {"draw.css", 1536}, {"owner.css", 512},
	} {
		data := r.data(r.URLs[c.name])
		got := compressed(data)
		t.Logf("%-10s %6d bytes, compressed %5d of %5d", c.name, len(data), got, c.most)
		if got == 0 || got > c.most {
			t.Errorf("%s is %d bytes compressed, its budget %d", c.name, got, c.most)
		}
		if !slices.Contains([]string{"search.css", "root.js", "math.css", "formula.js", "lines.css", "calc.css", "calc.js", "pair.css", "pair.js", "tabs.js", "home.css", "home.js", "comfort.css", "terms.css", "draw.css", "owner.css", "offline.js", "away.js", "off.js", "worker.js"}, c.name) {
			total += got
		}
	}
	budgetOfSearch(t, r)
	t.Logf("every page's %13s %5d", "", total)
	// Furniture of at most 2.5 KB in the page itself makes 14 KB.
	if total > 11<<10 {
		t.Errorf("styles and scripts of every page are %d bytes", total)
	}
	// A file that main.js needs at once is one more thing to wait for.
	if main := r.data(r.URLs["main.js"]); strings.Contains(main, `from"./`) || strings.HasPrefix(main, "import") {
		t.Errorf("main.js imports another file at once: %.80s", main)
	}
}

// budgetOfSearch weighs the scripts of search: what opening it loads, and what
// it loads behind the first results, on its own page or where nothing is found.
func budgetOfSearch(t *testing.T, r Result) {
	opened, later := 0, 0
	for _, f := range r.Files {
		name := strings.TrimPrefix(f.Path, "assets/")
		switch size := compressed(string(f.Data)); {
		case strings.HasPrefix(name, "dialog-"):
			opened += size
		case strings.HasPrefix(name, "extras-"), strings.HasPrefix(name, "page-"), strings.HasPrefix(name, "near-"), strings.HasPrefix(name, "several-"):
			t.Logf("%-12s %d", name[:strings.IndexByte(name, '-')], size)
			later += size
		}
	}
	t.Logf("search, opened %d bytes, later %d", opened, later)
	if opened == 0 || opened > searchOpened || later == 0 || later > searchLater {
		t.Errorf("search loads %d bytes compressed when it is opened, budget %d, and %d later, budget %d", opened, searchOpened, later, searchLater)
	}
}

// Bytes of scripts, compressed.
const (
	searchOpened = 10 << 10
	searchLater  = 6 << 10 // no query loads all of it
)

func compressed(data string) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	// Writing to a buffer cannot fail.
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	if data == "" {
		return 0
	}
	return b.Len()
}
