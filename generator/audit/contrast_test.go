package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// main is a style as bundlers write it.
const mainStyle = `@layer tokens{:root{--bg:#fff;--surface:#eee;--text:#111;--link:#0b5c63;--border:#767676;--focus:#1a5fb4;--hairline:#ddd}` +
	`@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#111;--surface:#222;--text:#eee;--link:#79cdd3;--border:#8f8f8f;--focus:#8ab8ff}}` +
	`@media screen{:root[data-theme=dark]{--bg:#111;--surface:#222;--text:#eee;--link:#79cdd3;--border:#8f8f8f;--focus:#8ab8ff}}}` +
	`@layer base{html{background:var(--bg);color:var(--text)}a{color:var(--link)}.code{background:var(--surface);border:1px solid var(--hairline)}` +
	`.kind{color:var(--kind)}.tip{--kind:var(--link)}.dot:before{content:"";background:#f00}` +
	`a:after{content:"/" / "";color:var(--hairline)}.veil{background:rgb(0 0 0/45%)}@media print{.x{color:#ccc;background:#fff}}}`

func contrastOf(t *testing.T, styles map[string]string) string {
	t.Helper()
	root := fstest.MapFS{}
	links := ""
	for _, name := range []string{"main.css", "more.css"} {
		if css, ok := styles[name]; ok {
			root["assets/"+name] = &fstest.MapFile{Data: []byte(css)}
			links += `<link rel="stylesheet" href="/g/assets/` + name + `">`
		}
	}
	page := strings.Replace(strings.Replace(whole, "BODY", "", 1), `<script src="/g/assets/a.js"></script>`, links, 1)
	root["index.html"] = &fstest.MapFile{Data: []byte(page)}
	found, err := Folder(root, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range found {
		if d.Code == "output-contrast" {
			at := styles[strings.TrimPrefix(d.File, "assets/")]
			out = append(out, fmt.Sprintf("%s %q: %s | %s", d.File, at[d.Col-1:d.End-1], d.Text, d.Hint))
		}
	}
	return strings.Join(out, "\n")
}

// TestContrast holds the measuring to styles as they are published.
func TestContrast(t *testing.T) {
	for _, c := range []struct{ name, from, to, more, want string }{
		{name: "nothing wrong"},
		{name: "letters", from: "--link:#0b5c63", to: "--link:#888",
			want: `assets/main.css "--link:#888": --link #888888 on --surface #eeeeee: 3.05 : 1, and letters need 4.5 : 1 (light) | write --link: #6c6c6c, the nearest that is enough`},
		{name: "one of the two that say dark", from: "[data-theme=dark]{--bg:#111;--surface:#222;--text:#eee;--link:#79cdd3", to: "[data-theme=dark]{--bg:#111;--surface:#222;--text:#eee;--link:#566",
			want: `assets/main.css "--link:#566": --link #556666 on --surface #222222: 2.63 : 1, and letters need 4.5 : 1 (dark) | write --link: #7a8c8c, the nearest that is enough`},
		{name: "what has to be made out", from: "--border:#767676", to: "--border:#bbb",
			want: `assets/main.css "--border:#bbb": --border #bbbbbb on --surface #eeeeee: 1.65 : 1, and borders of fields, focus and charts need 3 : 1 (light) | write --border: #898989, the nearest that is enough`},
		{name: "a line that decorates", from: "--hairline:#ddd", to: "--hairline:#eee"},
		{name: "a rule with both", more: ".promo{color:#fff;background:#f80}",
			want: `assets/more.css "color:#fff": ".promo" has #ffffff on #ff8800: 2.39 : 1, and letters need 4.5 : 1 | write color: #3d3d3d`},
		{name: "a rule with both, in large letters", more: ".promo{color:#fff;background:#0a6;font:700 1.25rem/1 serif}"},
		{name: "in the same letters, small", more: ".promo{color:#fff;background:#0a6;font:700 1rem/1 serif}",
			want: `".promo"`},
		{name: "a ground with letters of its own", from: ".veil{", to: ".banner{background:var(--link)}.banner a{color:var(--bg)}.brand{background:var(--brand)}.brand b{color:#fff}.on{background:var(--brand)}.on b{color:var(--on)}:root{--brand:#b23;--on:#fff}.veil{"},
		{name: "a bar", from: ".veil{", to: ".bar{background:var(--link);height:4px}.veil{"},
		{name: "a ground with the letters of the page", from: ".veil{", to: ".box{background:var(--box)}.box b{color:var(--text)}:root{--box:#777}.veil{",
			want: `assets/main.css "--link:#0b5c63": --link #0b5c63 on --box #777777: 1.72 : 1`},
		{name: "letters whose ground is not known", more: ".promo{color:#fff}.promo2{background:#f80}"},
		{name: "what is not in a layer wins", more: ":root{--link:#fff}", want: `assets/more.css "--link:#fff": --link #ffffff on --bg #ffffff: 1.00 : 1`},
		{name: "a choice alone of dark", more: "@media (forced-colors:active){:root{--link:#fff}}"},
	} {
		styles := map[string]string{"main.css": strings.Replace(mainStyle, c.from, c.to, 1)}
		if c.from != "" && styles["main.css"] == mainStyle {
			t.Fatalf("%s: nothing was replaced", c.name)
		}
		if c.more != "" {
			styles["more.css"] = c.more
		}
		got := contrastOf(t, styles)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(mainStyle)
	f.Add("a{b:c}}{@media (x){y{z:'}'}")
	f.Fuzz(func(t *testing.T, css string) {
		s := readSheet("x.css", []byte(css))
		for _, r := range s.rules {
			for _, d := range r.decls {
				if d.start < 0 || d.end > len(css) || d.start > d.end {
					t.Fatalf("%q: %+v", css, d)
				}
			}
		}
		(&Site{files: map[string]*file{"a": {page: true, styles: []string{"x.css"}}, "x.css": {sheet: s}}}).contrast()
	})
}
