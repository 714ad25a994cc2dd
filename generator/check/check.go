// Package check looks at the assembled pages and reports what an author can
// mend but no other stage needs to know. It is pure: Docs and Views in,
// diagnostics out. What stops a page from being made at all (a broken link, a
// formula that cannot be set) is reported by the stage that finds it.
package check

import (
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/prose"
	"duizhao/generator/site"
)

// Pages checks every text once, where it stands; fallback pages show the text
// of another, and pages without a source have none: both are passed over.
func Pages(pages []assemble.Page, opt prose.Options) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, p := range pages {
		if p.Doc == nil || p.View.Fallback || p.View.Kind != "" {
			continue
		}
		opt.Front = nil
		for _, t := range p.Source.FrontTexts() {
			opt.Front = append(opt.Front, markdown.Text{Start: t.Start, End: t.End, First: true, Short: true})
		}
		for _, n := range append(text(p), keepIDs(p, prose.Check(p.Source.Text, p.Doc, p.View.TextLang.Tag, opt))...) {
			out = append(out, n.In(p.Source.Path, p.Source.Text))
		}
		out = append(out, parts(p.Parts)...)
	}
	return out
}

func text(p assemble.Page) []diag.Note {
	var out []diag.Note
	warn := func(start, end int, code, text, hint string) {
		out = append(out, diag.Note{Start: start, End: end, Severity: diag.Warning, Code: code, Text: text, Hint: hint})
	}
	if p.Source.Front.Title == "" && p.Doc.Title == "" && !p.View.Home {
		warn(0, 0, "missing-title", "the page has no title", "write title: in the front matter, or a first line # Title")
	}
	level := 1
	for _, h := range p.Doc.Headings {
		if h.Level > level+1 {
			warn(h.Start, h.End, "heading-jump", fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, level),
				"readers of the outline miss a level between")
		}
		level = h.Level
	}
	for _, l := range p.Doc.Links {
		out = append(out, link(l)...)
	}
	return out
}

func link(l site.Link) []diag.Note {
	var out []diag.Note
	warn := func(code, text, hint string) {
		out = append(out, diag.Note{Start: l.Start, End: l.End, Severity: diag.Warning, Code: code, Text: text, Hint: hint})
	}
	if l.Embed && l.Alt == "" && !l.Decorative {
		warn("missing-alt", "the picture has no alternative text", "write what it shows: ![a chart of …](…)")
	}
	if !l.Embed && l.Dest == "" && l.Start == l.End { // else it was taken away, and said
		warn("empty-link", "the link leads nowhere", "")
	}
	return out
}

// parts checks what a page includes: what stands by itself in its own file.
func parts(list []*assemble.Part) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, p := range list {
		if p == nil {
			continue
		}
		for _, l := range p.Doc.Links {
			for _, n := range link(l) {
				out = append(out, n.In(p.Source.Path, p.Source.Text))
			}
		}
		out = append(out, parts(p.Parts)...)
	}
	return out
}
