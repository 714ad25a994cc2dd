package lab

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
)

// The codes of what is found.
const (
	codeFailed = "sample-failed"
	codeOutput = "sample-output"
	codeStale  = "stale-result"
)

const updateHint = "if the program is right, run: duizhao check --run --update"

// Check reports programs that failed, blocks of output that differ from what was
// printed, and records that differ. The texts may have changed since Run, the
// programs not. Where the texts are not the whole site, records of programs that
// they do not have are passed over.
func (l *Lab) Check(texts []Text, whole bool) []diag.Diagnostic {
	samples, out := l.samples(texts)
	out = append(out, l.bad...)
	for _, x := range samples {
		out = append(out, l.failures(x)...)
	}
	out = append(out, l.outputs(texts, samples)...)
	return diag.Sort(append(out, l.records(texts, samples, whole)...))
}

// failures reports what is wrong with a program, at each of its places.
func (l *Lab) failures(x *sample) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, p := range x.places {
		for _, g := range l.missing(x) {
			if g.text == "" {
				continue
			}
			out = append(out, p.note(g.key, diag.Note{Code: codeFailed, Text: g.text, Hint: g.hint}))
		}
		if o := l.done[x.print]; o != nil && o.failed != "" {
			out = append(out, p.note("", diag.Note{Code: codeFailed, Text: o.failed, Hint: indented(o.hint)}))
		}
	}
	return out
}

// indented lets the further lines of a hint stand below its first.
func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n\t      ") }

// outputs compares the blocks of output.
func (l *Lab) outputs(texts []Text, samples []*sample) []diag.Diagnostic {
	var out []diag.Diagnostic
	byName := named(samples)
	for i := range texts {
		t := &texts[i]
		for j := range t.Doc.Outputs {
			o := &t.Doc.Outputs[j]
			n := diag.Note{Start: o.Start, End: o.Start, Severity: diag.Error, Code: codeOutput}
			x := byName[o.For]
			if x == nil {
				n = content.NotRun(o.For, slices.Collect(maps.Keys(byName)))
				n.Start, n.End = o.ForStart, o.ForEnd
				out = append(out, n.In(t.Source.Path, t.Source.Text))
				continue
			}
			printed, ok := l.printed(x)
			within := max(o.Tolerance, x.within)
			if page := plain(o.Text); ok && !equalText(page, printed, within) {
				n.Text = fmt.Sprintf("the program %q printed something else than this", o.For)
				n.Hint = indented(updateHint + "\n" + difference(page, printed, within))
				if _, fits := fence(t.Source.Text, o, printed); !fits {
					n.Hint = "what it printed would close this fence: write it with more backticks"
				}
				out = append(out, n.In(t.Source.Path, t.Source.Text))
			}
		}
	}
	return out
}

// printed returns what a program printed, if it ran and did not fail, and no other
// one has its name.
func (l *Lab) printed(x *sample) (string, bool) {
	o := l.done[x.print]
	if o == nil || o.failed != "" || x.clash {
		return "", false
	}
	return plain(visible(o.printed)), true
}

func named(samples []*sample) map[string]*sample {
	out := map[string]*sample{}
	for _, x := range samples {
		if x.name != "" {
			out[x.name] = x
		}
	}
	return out
}

// records compares what is recorded with what was printed and what pages show.
func (l *Lab) records(texts []Text, samples []*sample, whole bool) []diag.Diagnostic {
	old, bad := content.ReadResults(l.Root)
	if len(bad) > 0 {
		return bad
	}
	var out []diag.Diagnostic
	byName := named(samples)
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if whole && byName[name] == nil {
			out = append(out, diag.Diagnostic{
				Pos: diag.Pos{File: content.ResultsFile}, Severity: diag.Warning, Code: codeStale,
				Text: fmt.Sprintf("no program %q is run any more", name), Hint: updateHint,
			})
		}
	}
	shown := l.shown(texts, samples)
	for _, x := range samples {
		printed, ok := l.printed(x)
		if !ok || x.name == "" {
			continue
		}
		if bad := x.differs(old[x.name], printed, shown[x.name]); bad != "" {
			for _, p := range x.places {
				out = append(out, p.note("", diag.Note{Code: codeStale, Text: bad, Hint: updateHint}))
			}
		}
	}
	return out
}

// shown returns the digests of what blocks of output show that agrees with what was
// printed, by the names of the programs.
func (l *Lab) shown(texts []Text, samples []*sample) map[string][]string {
	out, byName := map[string][]string{}, named(samples)
	for i := range texts {
		for _, o := range texts[i].Doc.Outputs {
			x := byName[o.For]
			if x == nil {
				continue
			}
			if printed, ok := l.printed(x); ok && equalText(plain(o.Text), printed, max(o.Tolerance, x.within)) {
				out[x.name] = append(out[x.name], content.OutputDigest(o.Text))
			}
		}
	}
	return out
}

// differs says how a record does not fit a program and the texts that are shown of
// its output; "" where it does.
func (x *sample) differs(r content.Record, printed string, shown []string) string {
	switch {
	case r.Values == nil:
		return fmt.Sprintf("nothing is recorded of what the program %q prints", x.name)
	case r.Program != x.print.Program:
		return fmt.Sprintf("the program %q changed since its results were recorded", x.name)
	case r.Data != x.print.Data:
		return fmt.Sprintf("the data of the program %q changed since its results were recorded", x.name)
	}
	values := content.Values(printed)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if old, ok := r.Values[key]; !ok || !equal(old, values[key], x.within) {
			return fmt.Sprintf("the program %q printed %q for %s; %q is recorded", x.name, values[key], key, old)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.Values)) {
		if _, ok := values[key]; !ok {
			return fmt.Sprintf("the program %q no longer prints %s", x.name, key)
		}
	}
	for _, digest := range shown {
		if !slices.Contains(r.Outputs, digest) {
			return fmt.Sprintf("what pages show of the output of the program %q is not recorded", x.name)
		}
	}
	return ""
}
