package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/diag"
)

// TestAccent holds the owner's colour to both themes, the icon in tabs and what is
// said of one that cannot be read.
func TestAccent(t *testing.T) {
	for _, tt := range []struct{ accent, want, icon, said string }{
		{`"#1f6f54"`, "#1f6f54 #489477 #489477", "1f6f54", ""},
		{`{ light: "#1F6F54", dark: "#7fd1b3" }`, "#1F6F54 #7fd1b3 #7fd1b3", "1F6F54", ""},
		{`{ dark: "#fff" }`, "#fff #fff", "b23a2b", ""},
		{`"#ffcc00"`, "#ffcc00 #ffcc00 #ffcc00", "ffcc00",
			`site.yaml:4:11: warning: "theme.accent": #ffcc00 cannot be read on light pages: its contrast is less than 4.5 : 1 [setting]`},
		{`{ dark: "#222222" }`, "#222222 #222222", "b23a2b",
			`site.yaml:4:19: warning: "theme.accent": #222222 cannot be read on dark pages: its contrast is less than 4.5 : 1 [setting]`},
	} {
		root := small()
		root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\ntheme:\n  accent: " + tt.accent + "\n")}
		m := newMemory()
		found, err := Run(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Memo: memo(t)}, m)
		if err != nil {
			t.Fatal(err)
		}
		if said := strings.Join(headlines(found), "\n"); said != tt.said {
			t.Errorf("%s: said %q, want %q", tt.accent, said, tt.said)
		}
		var seals []string
		for name, text := range m.files {
			if strings.HasPrefix(name, "assets/main-") && strings.HasSuffix(name, ".css") {
				for _, part := range strings.Split(text, "--seal:")[1:] {
					seals = append(seals, strings.TrimSpace(part[:strings.IndexAny(part, ";}")]))
				}
			}
		}
		if got := strings.Join(seals[3:], " "); got != tt.want { // behind the theme's own
			t.Errorf("%s: the style has %s, want %s", tt.accent, got, tt.want)
		}
		if page := m.files["zh/index.html"]; !strings.Contains(page, "fill='%23"+tt.icon+"'") {
			t.Errorf("%s: the icon has another colour", tt.accent)
		}
	}
}

// TestAccentOnOwnGrounds measures on the grounds of a site's own tokens, and on the
// theme's where these cannot be read.
func TestAccentOnOwnGrounds(t *testing.T) {
	for tokens, said := range map[string]int{
		":root{--bg:#000;--surface:#111}":                  0, // yellow is legible there
		":root { --bg: var(--paper); --surface: white }\n": 1,
	} {
		root := small()
		root["assets/css/tokens.css"] = &fstest.MapFile{Data: []byte(tokens)}
		root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\ntheme:\n  accent: { light: \"#ffff00\" }\n")}
		found, err := Run(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Memo: memo(t)}, newMemory())
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, d := range found {
			if strings.Contains(d.Text, "theme.accent") {
				got++
			}
		}
		if got != said {
			t.Errorf("%s: said %d times, want %d: %q", tokens, got, said, headlines(found))
		}
	}
}

// headlines are diagnostics without their hints.
func headlines(ds []diag.Diagnostic) []string {
	var out []string
	for _, d := range ds {
		out = append(out, strings.SplitN(d.String(), "\n", 2)[0])
	}
	return out
}

// TestLogo holds the owner's picture to the header of every page, to the place of the
// seal on home pages, and to being published; one that is none is said.
func TestLogo(t *testing.T) {
	root := small()
	settings := string(root["site.yaml"].Data)
	root["content/img/logo.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32"><path d="M0 0h64v32z"/></svg>`)}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "theme: { logo: img/logo.svg }\n")}
	sink, found := run(t, root, memo(t), false)
	for _, d := range found {
		t.Errorf("said: %s", d)
	}
	const logo = `<img class="logo" src="/img/logo.svg" alt="" width="64" height="32">`
	for _, name := range []string{"zh/index.html", "zh/a/index.html", "pair/zh/en/index.html"} {
		if page := sink.files[name]; !strings.Contains(page, `">`+logo) || !strings.Contains(page, "/assets/owner-") {
			t.Errorf("%s has no logo, or not its style", name)
		}
	}
	if sink.files["img/logo.svg"] == "" {
		t.Error("the logo is not published")
	}
	if strings.Contains(sink.files["zh/index.html"], `class="mark"`) {
		t.Error("the home page has the theme's seal beside the logo")
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "theme:\n  logo: img/none.svg\n")}
	line := strings.Count(settings, "\n") + 2
	_, found = run(t, root, memo(t), false)
	if got := headlines(found); len(got) != 1 || !strings.HasPrefix(got[0], fmt.Sprintf(`site.yaml:%d:9: error: "theme.logo": the picture "img/none.svg" is not there`, line)) {
		t.Errorf("said %q", got)
	}
}
