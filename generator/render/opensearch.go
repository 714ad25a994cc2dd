package render

import (
	"encoding/xml"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// shortName is how many characters OpenSearch allows the name of a search.
const shortName = 16

// OpenSearch returns the description by which a browser offers the search of a
// language as one of its own (OpenSearch 1.1), or nil where the site does not
// know its host: the description must name it.
func OpenSearch(r *assemble.Root, lang string) ([]byte, error) {
	if r.Base.Origin == "" {
		return nil, nil
	}
	type address struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
		Template string `xml:"template,attr"`
	}
	for _, l := range r.Langs {
		if l.Lang.ID != lang {
			continue
		}
		out, err := xml.MarshalIndent(struct {
			XMLName       xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
			ShortName     string
			Description   string
			Language      string
			InputEncoding string
			URLs          []address `xml:"Url"`
		}{
			ShortName: short(l.Title), Description: l.Title, Language: l.Lang.Tag, InputEncoding: "UTF-8",
			URLs: []address{
				{Type: "text/html", Template: r.Base.Absolute(site.SearchFolder(lang)) + "?q={searchTerms}"},
				{Type: "application/opensearchdescription+xml", Rel: "self", Template: r.Base.Absolute(site.OpenSearch(lang))},
			},
		}, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("describe the search: %w", err)
		}
		return append([]byte(xml.Header), append(out, '\n')...), nil
	}
	return nil, nil
}

func short(title string) string {
	if r := []rune(title); len(r) > shortName {
		return string(r[:shortName-1]) + "…"
	}
	return title
}
