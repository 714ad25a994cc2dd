package bundle

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duizhao/generator/theme"
)

// What the default theme costs every reader, compressed, in bytes; what only some
// pages load, the author's panel tells beside its limits, which stand there.
func TestBudgets(t *testing.T) {
	th, ds := theme.Load(os.DirFS("../.."), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	r, ds, err := Build(th, Options{})
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	weigh := func(name string, most int) int {
		data := r.data(r.URLs[name])
		got := compressed(data)
		t.Logf("%-10s %6d bytes, compressed %5d of %5d", name, len(data), got, most)
		if got == 0 || got > most {
			t.Errorf("%s is %d bytes compressed, its budget %d", name, got, most)
		}
		return got
	}
	some, kinds := panelLimits(t)
	some["root.js"], some["offline.js"], some["away.js"], some["off.js"], some["worker.js"] = 512, 400, 700, 400, 3<<10
	for _, name := range slices.Sorted(maps.Keys(some)) {
		weigh(name, some[name])
	}
	scripts := weigh("boot.js", 512) + weigh("main.js", kinds["js"]-512)
	total := weigh("main.css", kinds["css"]) + scripts
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

// panelLimits reads the limits that the author's panel shows: of what only some
// pages load, by logical name, and of what all do, by kind.
func panelLimits(t *testing.T) (some, kinds map[string]int) {
	src, err := os.ReadFile("../../assets/ts/author/bytes.ts")
	if err != nil {
		t.Fatal(err)
	}
	read := func(list, name string) map[string]int {
		_, text, found := strings.Cut(string(src), "const "+list+": ")
		text, _, _ = strings.Cut(text, ";")
		out := map[string]int{}
		for _, m := range regexp.MustCompile(name+`: ([\d_]+)`).FindAllStringSubmatch(text, -1) {
			out[m[1]], err = strconv.Atoi(strings.ReplaceAll(m[2], "_", ""))
			if err != nil {
				t.Fatal(err)
			}
		}
		if !found || len(out) == 0 {
			t.Fatalf("bytes.ts has no limits %q", list)
		}
		return out
	}
	return read("some", `"([\w.]+)"`), read("limits", `(\w+)`)
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
