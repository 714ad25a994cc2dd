package theme

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

var builtin = files(
	"templates/page.html", "built-in page",
	"templates/partials/head.html", "built-in head",
	"templates/texts/en.yaml", "search.open: Search\nnav.menu: Menu\n",
	"templates/texts/zh-Hans.yaml", "search.open: 搜索\nnav.menu: 目录\n",
	"assets/css/main.css", "built-in style",
	"assets/ts/main.ts", "built-in script",
)

func lines(ds []diag.Diagnostic) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d.Pos.String()+" "+d.Severity.String()+" "+d.Code+" "+d.Hint)
	}
	return out
}

func TestUserFileReplacesByName(t *testing.T) {
	user := files("templates/partials/head.html", "mine", "assets/css/main.css", "mine", "templates/page.html", "no file")
	user["templates/page.html"].Mode = fs.ModeNamedPipe // which nobody reads
	th, ds := Load(builtin, user)
	if len(ds) != 0 {
		t.Errorf("diagnostics: %v", ds)
	}
	if got := th.Templates()["partials/head.html"]; got != (Template{"templates/partials/head.html", "mine"}) {
		t.Errorf("head is %+v", got)
	}
	if got := th.Templates()["page.html"].Text; got != "built-in page" {
		t.Errorf("page is %q", got)
	}
	if got, err := th.Asset("css/main.css"); err != nil || string(got) != "mine" {
		t.Errorf("style is %q, %v", got, err)
	}
	if _, err := th.Asset("css/none.css"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an asset that is not there: %v", err)
	}
	if got, want := th.Assets(), []string{"css/main.css", "ts/main.ts"}; !slices.Equal(got, want) {
		t.Errorf("assets are %v, want %v", got, want)
	}
}

func TestOwnFolderIsSilent(t *testing.T) {
	th, ds := Load(builtin, builtin)
	if len(ds) != 0 || len(th.Extra()) != 0 {
		t.Errorf("the built-in theme over itself: %v, extra %v", ds, th.Extra())
	}
}

func TestExtraFiles(t *testing.T) {
	th, ds := Load(builtin, files(
		"templates/partials/haed.html", "x",
		"templates/blocks/timeline.html", "x",
		"assets/blocks/timeline.ts", "x",
		"assets/css/extra.css", "x",
		"assets/LICENSE.md", "x",
		"assets/node_modules/x/y.ts", "x",
		"assets/.DS_Store", "x",
		"assets/tsconfig.json", "{}",
		"content/zh/a.md", "not the theme's",
	))
	if len(ds) != 0 {
		t.Errorf("diagnostics: %v", ds)
	}
	if got, want := th.Extra(), []string{"assets/css/extra.css", "templates/partials/haed.html"}; !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("extra files %v, want %v", got, want)
	}
	d := th.Unused("templates/partials/haed.html")
	if got, want := d.String(), `templates/partials/haed.html: warning: this file replaces no file of the theme, and nothing uses it [unused-theme-file]
	hint: did you mean "templates/partials/head.html"?`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTexts(t *testing.T) {
	th, _ := Load(builtin, files("templates/texts/zh-Hans.yaml", "search.open: 查找\n"))
	for _, c := range []struct{ name, tag, key, want string }{
		{"a site's text", "zh-Hans", "search.open", "查找"},
		{"a text the site leaves alone", "zh-Hans", "nav.menu", "目录"},
		{"a longer tag", "zh-Hans-CN", "nav.menu", "目录"},
		{"another form of the same language", "zh-CN", "nav.menu", "目录"},
		{"the bare language", "zh", "nav.menu", "目录"},
		{"a language without a table", "de", "nav.menu", "Menu"},
	} {
		if got := th.Texts(c.tag)[c.key]; got != c.want {
			t.Errorf("%s: %s %s is %q, want %q", c.name, c.tag, c.key, got, c.want)
		}
	}
	whole, ds := Load(os.DirFS("../.."), nil)
	if len(ds) != 0 {
		t.Error(ds)
	}
	for tag, want := range map[string]string{
		"zh-Hans": "zh-Hans", "zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans",
		"zh-Hant": "zh-Hant", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-Hant-MO": "zh-Hant",
		"ja": "ja", "ja-JP": "ja", "ar": "ar", "ar-EG": "ar", "en-GB": "en", "de": "en",
	} {
		if got := whole.Table(tag); got != want || whole.HasTable(tag) != (tag != "de") {
			t.Errorf("the table of %s is %s, want %s", tag, got, want)
		}
	}
	if got := th.Table("zh-CN") + " " + th.Table("fr"); got != "zh-Hans en" {
		t.Errorf("tables %s", got)
	}
}

// TestTables holds the built-in tables to the English one: the same keys, and
// the same names in braces, which a page fills in.
func TestTables(t *testing.T) {
	builtin, ds := Load(os.DirFS("../.."), nil)
	if len(ds) != 0 {
		t.Fatal(ds)
	}
	if got, want := builtin.Tags(), []string{"ar", "en", "ja", "zh-Hans", "zh-Hant"}; !slices.Equal(got, want) {
		t.Errorf("tables %v, want %v", got, want)
	}
	braces := regexp.MustCompile(`\{[^}]*\}`)
	names := func(s string) []string {
		found := braces.FindAllString(s, -1)
		slices.Sort(found)
		return found
	}
	for _, tag := range builtin.Tags() {
		words := builtin.texts[tag].words
		if months := strings.Split(words["date.months"], "|"); len(months) != 12 {
			t.Errorf("%s: the months are %q", tag, months)
		}
		for key := range words {
			if _, ok := builtin.known[key]; !ok {
				t.Errorf("%s: %s is not in the English table", tag, key)
			}
		}
		for key, english := range builtin.known {
			switch text, ok := words[key]; {
			case !ok:
				t.Errorf("%s: %s is missing", tag, key)
			case strings.TrimSpace(text) == "":
				t.Errorf("%s: %s is empty", tag, key)
			case !slices.Equal(names(text), names(english)):
				t.Errorf("%s: %s is %q, with other names in braces than %q", tag, key, text, english)
			}
		}
	}
}

func TestTextsDiagnostics(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             []string
	}{
		{"a language half translated", "templates/texts/fr.yaml", "nav.menu: Menu\n",
			[]string{`templates/texts/fr.yaml warning text `}},
		{"a misspelt key", "templates/texts/en.yaml", "# mine\nserch.open: Find\n",
			[]string{`templates/texts/en.yaml:2:1 warning text did you mean "search.open"?`}},
		{"a key of a site's own templates", "templates/texts/en.yaml", "shop.basket: Basket\n", nil},
		{"a list where a text belongs", "templates/texts/en.yaml", "nav.menu: [a, b]\n",
			[]string{`templates/texts/en.yaml:1:11 error setting `}},
		{"not YAML", "templates/texts/en.yaml", "nav.menu: \"x\n",
			[]string{`templates/texts/en.yaml:1:11 error syntax `}},
	} {
		_, ds := Load(builtin, files(c.file, c.text))
		if got := lines(ds); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
