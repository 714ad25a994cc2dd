package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The first who says where the site will be served is believed.
func TestAddress(t *testing.T) {
	for _, c := range []struct {
		name                           string
		base, file, domain, set, guess string
		want, from, wrong              string
	}{
		{"nobody says", "", "", "", "", "", "", "", ""},
		{"the caller", "https://a.example/x/", "b.example", "", "https://c.example/", "https://d.example/", "https://a.example/x/", ByCaller, ""},
		{"the file", "", "B.example\n", "e.example", "https://c.example/", "https://d.example/", "https://b.example/", ByDomain, ""},
		{"who publishes", "", "", "e.example", "https://c.example/", "https://d.example/", "https://e.example/", ByDomain, ""},
		{"the settings", "", "", "", "https://c.example/", "https://d.example/", "https://c.example/", BySettings, ""},
		{"a guess", "", "", "", "", "https://d.example/g/", "https://d.example/g/", ByGuess, ""},
		{"no domain in the file", "", "https://b.example/\n", "", "", "", "", "", "is not a domain"},
		{"nothing in the file", "", "\n", "", "", "", "", "", "there is no domain"},
		{"none that is published for", "", "", "a b", "", "", "", "", "is not a domain"},
	} {
		root := fstest.MapFS{}
		settings := "title: { zh: T, en: T }\nlanguages: [zh, en]\n"
		if c.set != "" {
			settings += "base_url: " + c.set + "\n"
		}
		root["site.yaml"] = &fstest.MapFile{Data: []byte(settings)}
		if c.file != "" {
			root[domainFile] = &fstest.MapFile{Data: []byte(c.file)}
		}
		got := Address{}
		b := &builder{Input: Input{Root: root, BaseURL: c.base, Domain: c.domain, GuessedURL: c.guess, Served: func(a Address) { got = a }}}
		ok, err := b.readSettings()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if want := (Address{c.want, c.from}); ok != (c.wrong == "") || got != want {
			t.Errorf("%s: %v, %t, want %v", c.name, got, ok, want)
		}
		said := ""
		for _, d := range b.diags {
			said += d.Text
		}
		if !strings.Contains(said, c.wrong) || c.wrong == "" && said != "" {
			t.Errorf("%s: %q, want %q", c.name, said, c.wrong)
		}
	}
}
