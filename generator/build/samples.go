package build

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/highlight"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Text is a source or a partial with its Doc.
type Text struct {
	Source content.Source
	Doc    *markdown.Doc
}

// Texts returns the texts of a site with their Docs, partials included, without
// building it; none where the settings cannot be read. What is wrong with them a
// build reports. They are not whole where one is broken, or is a draft that is
// left out.
func Texts(ctx context.Context, in Input) (texts []Text, whole bool, err error) {
	b := &builder{Input: in}
	b.Jobs = max(b.Jobs, 1)
	if ok, err := b.readSettings(); err != nil || !ok {
		return nil, false, err
	}
	tree, _, err := content.Load(b.Root, b.settings, true)
	if err != nil {
		return nil, false, err
	}
	all := len(tree.Sources) + len(tree.Partials)
	tree.Sources = slices.DeleteFunc(tree.Sources, func(s content.Source) bool { return s.Front.Draft && !b.Drafts })
	docs, err := b.parse(ctx, tree)
	if err != nil {
		return nil, false, err
	}
	texts, err = b.texts(tree, docs)
	return texts, len(texts) == all, err
}

// texts returns the sources and all partials.
func (b *builder) texts(tree *content.Tree, docs map[site.TextID]*markdown.Doc) ([]Text, error) {
	var out []Text
	for _, s := range tree.Sources {
		if d := docs[s.TextID]; d != nil {
			out = append(out, Text{s, d})
		}
	}
	x := &includer{builder: &builder{Input: b.Input, settings: b.settings}, tree: tree, parsers: map[string]*markdown.Parser{}}
	for _, name := range slices.Sorted(maps.Keys(tree.Partials)) {
		s := tree.Partials[name]
		if s.Broken {
			continue
		}
		lang := s.Lang
		if lang == "" {
			lang = b.settings.Langs[0].ID
		}
		d, err := x.parsed(lang, &s)
		if err != nil {
			return nil, err
		}
		out = append(out, Text{s, d})
	}
	return out, nil
}

// Program is what is run for a sample.
func Program(s markdown.Sample) content.Program {
	lang := s.Lang
	if lang == "" && s.Path != "" {
		lang = highlight.FileLanguage(path.Base(s.Path))
	}
	return content.Program{Path: s.Path, Text: s.Text, Lang: lang, Data: s.Data, Input: s.Input, Exit: s.Exit}
}

// records are what programs printed, by the names of those that the site has.
type records struct {
	all    content.Results
	stale  map[string]bool // the record is of another program or of other data
	broken bool            // the file cannot be read, which is reported
}

// quote returns what finds a result that a text quotes, and reports blocks of
// output that are no longer of the program beside them. Nothing is run. What a
// text asks for is found out only once it asks.
func (b *builder) quote(tree *content.Tree, docs map[site.TextID]*markdown.Doc) (func(name string) (string, *diag.Note), error) {
	texts, err := b.texts(tree, docs)
	if err != nil {
		return nil, err
	}
	known := sync.OnceValue(func() *records {
		r, err := b.recorded(texts)
		if err != nil {
			bad := diag.Diagnostic{Pos: diag.Pos{File: content.ResultsFile}, Severity: diag.Error, Code: staleCode, Text: err.Error()}
			if errors.Is(err, content.ErrResults) {
				bad.Hint = staleHint
			}
			b.add(bad)
			return &records{broken: true}
		}
		return r
	})
	for _, t := range texts {
		for _, o := range t.Doc.Outputs {
			if known().stale[o.For] {
				b.add(diag.Note{Start: o.ForStart, End: o.ForEnd, Severity: diag.Error, Code: staleCode, Text: staleText(o.For), Hint: staleHint}.In(t.Source.Path, t.Source.Text))
			}
		}
	}
	return func(name string) (string, *diag.Note) { return known().value(name) }, nil
}

const (
	staleCode = "stale-result"
	staleHint = "run: duizhao check --run --update"
)

func staleText(name string) string {
	return fmt.Sprintf("the program %q or its data changed since it was run", name)
}

// recorded reads the file of results.
func (b *builder) recorded(texts []Text) (*records, error) {
	out := &records{all: content.Results{}, stale: map[string]bool{}}
	found, err := content.ReadResults(b.Root)
	if err != nil {
		return nil, err
	}
	programs, err := content.ReadPrograms(b.Root)
	if err != nil {
		return nil, err
	}
	for _, t := range texts {
		for _, s := range t.Doc.Samples {
			name := content.ProgramName(s.Name, s.Path)
			if _, seen := out.all[name]; seen || name == "" {
				continue
			}
			record, recorded := found[name]
			out.all[name] = record
			out.stale[name] = recorded && record.Fingerprint != programs.Fingerprint(Program(s))
		}
	}
	return out, nil
}

// value returns the result that {{result.NAME}} names, or why there is none.
func (r *records) value(full string) (string, *diag.Note) {
	name, key, _ := strings.Cut(full, ".")
	bad := &diag.Note{Severity: diag.Error, Code: "unknown-variable"}
	record, known := r.all[name]
	switch value, ok := record.Values[key]; {
	case r.broken:
		bad.Code, bad.Text, bad.Hint = staleCode, "the results of programs cannot be read", staleHint
	case !known:
		bad.Text = fmt.Sprintf("no program %q is run", name)
		bad.Hint = diag.DidYouMean(name, slices.Collect(maps.Keys(r.all)))
		if bad.Hint == "" {
			bad.Hint = "write run behind the include or the language of its code, and its name: {{result.NAME.KEY}}"
		}
	case record.Values == nil:
		bad.Code, bad.Text, bad.Hint = staleCode, fmt.Sprintf("nothing is recorded of what the program %q prints", name), staleHint
	case r.stale[name]:
		bad.Code, bad.Text, bad.Hint = staleCode, staleText(name), staleHint
	case !ok:
		keys := slices.Sorted(maps.Keys(record.Values))
		bad.Text = fmt.Sprintf("the program %q prints no value %q", name, key)
		bad.Hint = diag.DidYouMean(key, keys)
		if bad.Hint == "" {
			bad.Hint = "there are: " + strings.Join(keys[:min(len(keys), 12)], ", ")
		}
	default:
		return value, nil
	}
	return "", bad
}
