package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"duizhao/generator/assemble"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/output"
	"duizhao/generator/outside"
)

// external asks other servers whether the addresses that pages link to still lead
// somewhere. It is never asked for by a build: what a server answers today is no
// property of the content.
type external struct {
	*console
	dir   *siteDir
	local bool // servers on this machine too
}

// answersFile is where answers are kept, in the site's folder.
const answersFile = stateDir + "/cache/external.json"

// linked is an address where a text has it.
type linked struct {
	source *content.Source
	link   int // ordinal in doc
	doc    *markdown.Doc
}

// ask returns what is wrong with the addresses on pages, at each place that has one.
func (x external) ask(ctx context.Context, pages []assemble.Page) ([]diag.Diagnostic, error) {
	places := map[string][]linked{}
	for _, p := range pages {
		if p.Doc != nil && !p.View.Fallback && p.View.Kind == "" {
			gatherLinks(places, p.Source, p.Doc, p.View, p.Parts)
		}
	}
	known := x.known()
	a := outside.New("duizhao/"+released()+" (checks links)", known)
	a.Local, a.Ignore = x.local, x.ignored()
	addresses := make([]string, 0, len(places))
	for address := range places {
		addresses = append(addresses, address)
	}
	answers, err := a.Ask(ctx, addresses)
	if kept := x.keep(known); kept != nil {
		x.fail(fmt.Sprintf("warning: the answers are not kept: %v", kept)) // as the cache: they are right all the same
	}
	if errors.Is(err, outside.ErrOffline) {
		return nil, hintError{fmt.Errorf("ask other servers: %w", err), "look at the network, or check without --external"}
	}
	if err != nil {
		return nil, fmt.Errorf("ask other servers: %w", err)
	}
	var out []diag.Diagnostic
	untold := 0
	for address, answer := range answers {
		if answer.State == outside.Unknown {
			untold++
		}
		for _, at := range places[address] {
			if n, ok := told(address, answer); ok {
				l := at.doc.Links[at.link]
				n.Start, n.End = l.Start, l.End
				out = append(out, n.In(at.source.Path, at.source.Text))
			}
		}
	}
	x.say("addresses outside the site: %d, of which %d answer people only", len(answers), untold)
	return out, nil
}

// ignored are the addresses that the settings leave out. The build has read the same
// file a moment ago, so that what is wrong with it is said; without it nothing is.
func (x external) ignored() []string {
	src, err := fs.ReadFile(x.dir.fs(), config.File)
	if err != nil {
		return nil
	}
	settings, _ := config.Read(src)
	return settings.Check.External.Ignore
}

func gatherLinks(places map[string][]linked, s *content.Source, d *markdown.Doc, v *assemble.View, parts []*assemble.Part) {
	if v != nil {
		for i, t := range v.Targets {
			if t.External && i < len(d.Links) {
				places[t.Href] = append(places[t.Href], linked{s, i, d})
			}
		}
	}
	for _, p := range parts {
		if p != nil {
			gatherLinks(places, p.Source, p.Doc, p.View, p.Parts)
		}
	}
}

// told says what an answer means; false where nothing is wrong.
func told(address string, a outside.Answer) (diag.Note, bool) {
	switch a.State {
	case outside.Broken:
		return diag.Note{Severity: diag.Warning, Code: "external-broken", Text: fmt.Sprintf("%q leads nowhere: %s", address, a.Why),
			Hint: "link to where it stands now, or to a copy in an archive; check.external.ignore in site.yaml leaves an address out"}, true
	case outside.Moved:
		return diag.Note{Severity: diag.Warning, Code: "external-moved", Text: fmt.Sprintf("%q has another address for good", address),
			Hint: "write " + strconv.Quote(a.To)}, true
	}
	return diag.Note{}, false
}

// known reads the answers of earlier runs. What cannot be read is asked for again.
func (x external) known() map[string]outside.Answer {
	known := map[string]outside.Answer{}
	data, err := fs.ReadFile(x.dir.fs(), answersFile)
	if err == nil && json.Unmarshal(data, &known) != nil {
		known = map[string]outside.Answer{}
	}
	return known
}

// keep writes the answers, those of the last quarter of a year.
func (x external) keep(known map[string]outside.Answer) error {
	for address, a := range known {
		if time.Since(a.At) > 90*24*time.Hour {
			delete(known, address)
		}
	}
	data, err := json.MarshalIndent(known, "", " ")
	if err != nil {
		return fmt.Errorf("write the answers: %w", err)
	}
	return output.Edit(x.dir.path, answersFile, append(data, '\n'))
}
