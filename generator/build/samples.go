package build

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/cache"
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
	tree.Sources = slices.DeleteFunc(tree.Sources, func(s *content.Source) bool { return s.Front.Draft && !b.Drafts })
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
			out = append(out, Text{*s, d})
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
func Program(s markdown.Sample) content.Program { return program(s, highlight.FileLanguage) }

func program(s markdown.Sample, language func(name string) string) content.Program {
	lang := s.Lang
	if lang == "" && s.Path != "" {
		lang = language(path.Base(s.Path))
	}
	return content.Program{Path: s.Path, Text: s.Text, Lang: lang, Data: s.Data, Input: s.Input, Exit: s.Exit}
}

// language returns the language that a file's name tells, remembered.
func (b *builder) language(name string) string {
	return always(b.Memo, cache.NewKey("language", name), func() string { return highlight.FileLanguage(name) })
}

// asked is a program of the site and where a text asks for it first.
type asked struct {
	program content.Program
	text    *Text
	at      *markdown.Sample
}

// results are what programs printed, by the names of those that the site has.
type results struct {
	named   map[string]asked
	clash   map[string]bool                // names of several programs
	records func() (content.Results, bool) // all that are recorded; false if they cannot be read, which is reported
	print   func(content.Program) content.Fingerprint
	known   map[string]recorded // what was asked for: assemble, which asks, is sequential
}

// recorded is what holds of a program, or why nothing does.
type recorded struct {
	record content.Record
	bad    *diag.Note
}

// programs reads the programs of the site, and reports what cannot be read, once
// something asks for them.
func (b *builder) programs() func() *content.Programs {
	return sync.OnceValue(func() *content.Programs {
		p, bad := content.ReadPrograms(b.Root)
		b.add(bad...)
		p.Recall(always(b.Memo, b.key("programs", p.Key()), p.Named))
		return p
	})
}

// needs tells the files that a program reads: those that it names, and those that
// are its data where a text runs it.
func needs(texts []Text, programs func() *content.Programs) func(file string) []string {
	data := map[string][]string{}
	for _, t := range texts {
		for _, s := range t.Doc.Samples {
			if s.Path != "" {
				data[s.Path] = append(append(data[s.Path], s.Data...), s.Input)
			}
		}
	}
	return func(file string) []string {
		out := slices.Concat(programs().Uses(file), data[file])
		slices.Sort(out)
		return slices.DeleteFunc(slices.Compact(out), func(name string) bool { return name == "" || name == file })
	}
}

// quote returns what finds a result that a text quotes, and reports programs
// that share a name, and blocks of output that show what no run is known to have
// printed. Nothing is run. What a text asks for is found out only once it asks.
func (b *builder) quote(texts []Text, programs func() *content.Programs) func(name string) (string, *diag.Note) {
	r := &results{named: map[string]asked{}, clash: map[string]bool{}, known: map[string]recorded{}}
	r.print = func(x content.Program) content.Fingerprint { return programs().Fingerprint(x) }
	read := sync.OnceValues(func() (content.Results, []diag.Diagnostic) { return content.ReadResults(b.Root) })
	report := sync.OnceFunc(func() {
		_, bad := read()
		b.add(bad...)
	})
	r.records = func() (content.Results, bool) {
		report()
		all, bad := read()
		return all, len(bad) == 0
	}
	b.add(r.names(texts, b.language)...)
	for i := range texts {
		for j := range texts[i].Doc.Outputs {
			if d := r.output(&texts[i], &texts[i].Doc.Outputs[j]); d != nil && !b.Check.ran() {
				b.add(*d)
			}
		}
	}
	return r.value
}

// names gathers the programs, and reports those that share nothing but a name.
func (r *results) names(texts []Text, language func(file string) string) (out []diag.Diagnostic) {
	own := map[[2]string]asked{} // the first one of a name on each page
	for i := range texts {
		for j := range texts[i].Doc.Samples {
			x := asked{at: &texts[i].Doc.Samples[j], text: &texts[i]}
			x.program = program(*x.at, language)
			name := content.ProgramName(x.at.Name, x.at.Path)
			if name == "" {
				continue
			}
			first, known := r.named[name]
			if !known {
				r.named[name] = x
				first = x
			}
			near, there := own[[2]string{x.text.Source.Path, name}]
			if there = there && r.same(near.program, first.program); !there {
				near = first
			}
			if r.same(x.program, first.program) {
				own[[2]string{x.text.Source.Path, name}] = x
				continue
			}
			r.clash[name] = true
			n := content.NameTaken(name, diag.At(near.text.Source.Path, near.text.Source.Text, near.at.Start))
			n.Start, n.End = x.at.Start, x.at.Start
			if at, ok := x.at.Places["name"]; ok {
				n.Start, n.End = at[0], at[1]
			}
			out = append(out, n.In(x.text.Source.Path, x.text.Source.Text))
		}
	}
	return out
}

// same reports whether two programs are one; files are read only if need be.
func (r *results) same(a, b content.Program) bool {
	return a.Path == b.Path && a.Text == b.Text && a.Lang == b.Lang && a.Input == b.Input && a.Exit == b.Exit && slices.Equal(a.Data, b.Data) || r.print(a) == r.print(b)
}

// output says what is wrong with a block of output.
func (r *results) output(t *Text, o *markdown.Output) *diag.Diagnostic {
	if r.clash[o.For] {
		return nil // reported at the programs
	}
	n := diag.Note{Start: o.ForStart, End: o.ForEnd, Severity: diag.Error, Code: staleCode, Hint: staleHint}
	record, bad := r.record(o.For)
	switch {
	case bad != nil && bad.Text == unreadText:
		return nil // reported at the file
	case bad != nil && bad.Code == staleCode:
		n.Text = bad.Text
	case bad != nil:
		start, end := n.Start, n.End
		n = content.NotRun(o.For, slices.Collect(maps.Keys(r.named)))
		n.Start, n.End = start, end
	case !record.Shows(o.Text):
		n.Start, n.End, n.Code = o.Start, o.Start, "sample-output"
		n.Text = fmt.Sprintf("the program %q is not recorded to have printed this", o.For)
	default:
		return nil
	}
	d := n.In(t.Source.Path, t.Source.Text)
	return &d
}

const (
	staleCode  = "stale-result"
	staleHint  = "run: duizhao check --run --update"
	unreadText = "the results of programs cannot be read"
)

// record returns what is recorded of a program, or why there is nothing that holds.
func (r *results) record(name string) (content.Record, *diag.Note) {
	x, ok := r.known[name]
	if !ok {
		x.record, x.bad = r.find(name)
		r.known[name] = x
	}
	if x.bad == nil {
		return x.record, nil
	}
	bad := *x.bad // the caller places it
	return content.Record{}, &bad
}

func (r *results) find(name string) (content.Record, *diag.Note) {
	bad := &diag.Note{Severity: diag.Error, Code: staleCode, Hint: staleHint}
	x, known := r.named[name]
	if !known {
		bad.Code, bad.Text = "unknown-variable", fmt.Sprintf("no program %q is run", name)
		bad.Hint = diag.DidYouMean(name, slices.Collect(maps.Keys(r.named)))
		if bad.Hint == "" {
			bad.Hint = "write run behind the include or the language of its code, and its name: {{result.NAME.KEY}}"
		}
		return content.Record{}, bad
	}
	all, whole := r.records()
	record := all[name]
	switch {
	case record.Values == nil && !whole:
		bad.Text = unreadText
	case record.Values == nil:
		bad.Text = fmt.Sprintf("nothing is recorded of what the program %q prints", name)
	case record.Fingerprint != r.print(x.program):
		bad.Text = fmt.Sprintf("the program %q or its data changed since it was run", name)
	default:
		return record, nil
	}
	return content.Record{}, bad
}

// value returns the result that {{result.NAME}} names, or why there is none.
func (r *results) value(full string) (string, *diag.Note) {
	name, key, _ := strings.Cut(full, ".")
	record, bad := r.record(name)
	if bad != nil {
		return "", bad
	}
	if value, ok := record.Values[key]; ok {
		return value, nil
	}
	keys := slices.Sorted(maps.Keys(record.Values))
	bad = &diag.Note{Severity: diag.Error, Code: "unknown-variable", Text: fmt.Sprintf("the program %q prints no value %q", name, key), Hint: diag.DidYouMean(key, keys)}
	if bad.Hint == "" {
		bad.Hint = "there are: " + strings.Join(keys[:min(len(keys), 12)], ", ")
	}
	return "", bad
}
