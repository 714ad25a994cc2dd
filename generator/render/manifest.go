package render

import (
	"bytes"
	"cmp"
	"encoding/json"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// The colours of the default theme that browsers draw an installed site's window
// in before its first page says its own.
const manifestColor = "#fbfaf7"

// Manifest returns the file that tells browsers how to install the site in a
// language (the Web Application Manifest of the W3C). Addresses are relative to it,
// so that it holds under any base path. short is the name below the icon.
func Manifest(r *assemble.Root, lang, short string, t *Theme) ([]byte, error) {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	for _, l := range r.Langs {
		if l.Lang.ID != lang {
			continue
		}
		at := func(name string) string { return "../" + site.EscapePath(t.assets[name]) }
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		err := e.Encode(struct {
			ID          string   `json:"id"`
			Name        string   `json:"name"`
			ShortName   string   `json:"short_name"`
			Description string   `json:"description,omitempty"`
			Lang        string   `json:"lang"`
			Dir         string   `json:"dir"`
			Start       string   `json:"start_url"`
			Scope       string   `json:"scope"`
			Display     string   `json:"display"`
			Rather      []string `json:"display_override"`
			Background  string   `json:"background_color"`
			Theme       string   `json:"theme_color"`
			Icons       []icon   `json:"icons"`
		}{
			r.Base.Href(l.URL), l.Title, cmp.Or(short, l.Title), l.Description, l.Lang.Tag, cmp.Or(l.Lang.Dir, "ltr"), "./", "../",
			"standalone", []string{"minimal-ui"}, manifestColor, manifestColor,
			[]icon{
				{at("icon-192.png"), "192x192", "image/png", ""}, {at("icon-512.png"), "512x512", "image/png", ""},
				{at("icon-full.png"), "512x512", "image/png", "maskable"},
			},
		})
		return b.Bytes(), err
	}
	return nil, nil
}

// Offline returns a language's page that stands for one which a browser has not
// kept, while there is no network.
func Offline(r *assemble.Root, lang string, t *Theme) ([]byte, error) {
	return t.execute("offline.html", newOutside(r, lang, t))
}

// Manifest is the address of the file that tells browsers how to install the site;
// "" for a site that is not kept.
func (p *page) Manifest() string {
	if p.Asset("offline.js") == "" {
		return ""
	}
	return p.Href(site.Manifest(p.Lang.ID))
}
