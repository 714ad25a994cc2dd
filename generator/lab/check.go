package lab

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
)

// The codes of what is found.
const (
	codeSample = "sample"
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
	for _, x := range samples {
		out = append(out, l.failures(x)...)
	}
	out = append(out, l.outputs(texts, samples)...)
	return diag.Sort(append(out, l.records(samples, whole)...))
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
				n.Start, n.End, n.Code = o.ForStart, o.ForEnd, codeSample
				n.Text = fmt.Sprintf("no program %q is run", o.For)
				n.Hint = diag.DidYouMean(o.For, slices.Collect(maps.Keys(byName)))
				if n.Hint == "" {
					n.Hint = "write run behind its language or its include, and name=" + o.For
				}
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

// printed returns what a program printed, if it ran and did not fail.
func (l *Lab) printed(x *sample) (string, bool) {
	o := l.done[x.print]
	if o == nil || o.failed != "" {
		return "", false
	}
	return plain(o.printed), true
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

// records compares what is recorded with what was printed.
func (l *Lab) records(samples []*sample, whole bool) []diag.Diagnostic {
	ofFile := func(text, hint string, s diag.Severity) diag.Diagnostic {
		return diag.Diagnostic{Pos: diag.Pos{File: content.ResultsFile}, Severity: s, Code: codeStale, Text: text, Hint: hint}
	}
	old, err := content.ReadResults(l.Root)
	if err != nil {
		hint := ""
		if errors.Is(err, content.ErrResults) {
			hint = "run: duizhao check --run --update"
		}
		return []diag.Diagnostic{ofFile(err.Error(), hint, diag.Error)}
	}
	var out []diag.Diagnostic
	byName := named(samples)
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if whole && byName[name] == nil {
			out = append(out, ofFile(fmt.Sprintf("no program %q is run any more", name), updateHint, diag.Warning))
		}
	}
	for _, x := range samples {
		printed, ok := l.printed(x)
		if !ok || x.name == "" {
			continue
		}
		if bad := x.differs(old[x.name], printed); bad != "" {
			for _, p := range x.places {
				out = append(out, p.note("", diag.Note{Code: codeStale, Text: bad, Hint: updateHint}))
			}
		}
	}
	return out
}

// differs says how a record does not fit a program; "" where it does.
func (x *sample) differs(r content.Record, printed string) string {
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
	return ""
}
