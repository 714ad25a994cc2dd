package lab

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// Update rewrites blocks of output and records that differ from what programs
// printed when they were run, and returns the paths of the files that it changed.
// In a page nothing but the inside of such a block changes. Programs that failed
// leave all as it is, and so does a page that has errors, or was saved since the
// texts were read, which is reported. Where the texts are not the whole site,
// records of programs that they do not have stay.
func (l *Lab) Update(texts []Text, whole bool, edit func(path string, data []byte) error) ([]string, []diag.Diagnostic, error) {
	if len(l.bad) > 0 {
		return nil, nil, nil
	}
	samples, _ := l.samples(texts)
	byName := named(samples)
	var changed []string
	var diags []diag.Diagnostic
	for i := range texts {
		changes := l.changes(&texts[i], byName)
		if len(changes) == 0 {
			continue
		}
		raw, bad, err := l.writable(&texts[i])
		if bad != nil {
			diags = append(diags, *bad)
			continue
		}
		path := texts[i].Source.Path
		if err == nil {
			err = edit(path, apply(raw, changes))
		}
		if err != nil {
			return changed, diags, fmt.Errorf("update a page: %w", err)
		}
		changed = append(changed, path)
	}
	path, err := l.updateRecords(texts, samples, whole, edit)
	if path != "" {
		changed = append(changed, path)
	}
	return changed, diags, err
}

// changes are those that let the blocks of output of a text show what was printed.
func (l *Lab) changes(t *Text, byName map[string]*sample) []change {
	var out []change
	for j := range t.Doc.Outputs {
		o := &t.Doc.Outputs[j]
		x := byName[o.For]
		if x == nil {
			continue
		}
		printed, ok := l.printed(x)
		if !ok || equalText(plain(o.Text), printed, max(o.Tolerance, x.within)) {
			continue
		}
		if c, fits := fence(t.Source.Text, o, printed); fits {
			out = append(out, c)
		}
	}
	return out
}

// writable returns a page's file, or why it is not to be written: a text that has
// errors may be read otherwise than it is meant, such as one with a fence that is
// not closed, and one that was changed has its blocks at other places.
func (l *Lab) writable(t *Text) ([]byte, *diag.Diagnostic, error) {
	for _, n := range t.Doc.Notes {
		if n.Severity == diag.Error {
			n.Text, n.Hint, n.Code = "the page has an error here, and is not written until it is mended", "then run: duizhao check --run --update", codeOutput
			bad := n.In(t.Source.Path, t.Source.Text)
			return nil, &bad, nil
		}
	}
	raw, err := fs.ReadFile(l.Root, t.Source.Path)
	if err != nil {
		return nil, nil, err
	}
	if now, _ := content.Text(raw); !bytes.Equal(now, t.Source.Text) { // the places are those of another text
		return nil, &diag.Diagnostic{
			Pos: diag.Pos{File: t.Source.Path}, Severity: diag.Error, Code: codeOutput,
			Text: "the page was changed while the programs ran, and is left as it is", Hint: "run it again: duizhao check --run --update",
		}, nil
	}
	return raw, nil, nil
}

// updateRecords writes the file of results, if it differs.
func (l *Lab) updateRecords(texts []Text, samples []*sample, whole bool, edit func(path string, data []byte) error) (string, error) {
	old, bad := content.ReadResults(l.Root) // what cannot be understood is written anew
	if slices.ContainsFunc(bad, func(d diag.Diagnostic) bool { return d.Line == 0 }) {
		return "", nil // it cannot be read, which Check reports
	}
	results := content.Results{}
	if !whole {
		maps.Copy(results, old)
	}
	shown := l.shown(texts, samples)
	for _, x := range samples {
		if x.name == "" {
			continue
		}
		record, known := old[x.name]
		if printed, ok := l.printed(x); ok && x.differs(record, printed, shown[x.name]) != "" {
			outputs := append(shown[x.name], content.OutputDigest(printed))
			if !whole && record.Fingerprint == x.print { // what texts show that are not here
				outputs = append(outputs, record.Outputs...)
			}
			slices.Sort(outputs)
			record, known = content.Record{Fingerprint: x.print, Values: content.Values(printed), Outputs: slices.Compact(outputs)}, true
		}
		if known {
			results[x.name] = record
		}
	}
	if len(bad) == 0 && maps.EqualFunc(old, results, sameRecord) {
		return "", nil
	}
	data, err := results.JSON()
	if err != nil {
		return "", err
	}
	if err := edit(content.ResultsFile, data); err != nil {
		return "", err
	}
	return content.ResultsFile, nil
}

func sameRecord(a, b content.Record) bool {
	return a.Fingerprint == b.Fingerprint && maps.Equal(a.Values, b.Values) && slices.Equal(a.Outputs, b.Outputs)
}

// change replaces a stretch of a text.
type change struct {
	start, end int
	text       string
}

// fence returns the change that lets a block of output show a text. It begins
// every line as the line of the fence begins, with the marks of quotes and the
// room of lists; false where a line of the text would close the fence.
func fence(src []byte, o *markdown.Output, printed string) (change, bool) {
	lineStart := bytes.LastIndexByte(src[:o.Start], '\n') + 1
	opener := bytes.TrimLeft(src[o.Start:o.End], " \t")
	lead := blanked(src[lineStart : o.End-len(opener)])
	if len(opener) == 0 {
		return change{}, false
	}
	sign := opener[0]
	size := len(opener) - len(bytes.TrimLeft(opener, string(sign)))
	var b strings.Builder
	for line := range strings.Lines(printed) {
		bare := strings.TrimLeft(strings.TrimSuffix(line, "\n"), " ")
		if marks := len(bare) - len(strings.TrimLeft(bare, string(sign))); marks >= size && strings.TrimSpace(bare[marks:]) == "" {
			return change{}, false
		}
		if line != "\n" {
			b.WriteString(lead)
		} else {
			b.WriteString(strings.TrimRight(lead, " \t"))
		}
		b.WriteString(line)
	}
	start, end := body(src[:o.End], o.Start, sign, size)
	if src[start-1] != '\n' { // nothing stands behind the opening line
		return change{start, start, "\n" + b.String()}, true
	}
	return change{start, end, b.String()}, true
}

// blanked returns what stands before a fence with all but the marks of quotes as
// blanks, as many as there are columns: to how many a tab comes down depends on
// where it stands.
func blanked(lead []byte) string {
	var b strings.Builder
	for _, c := range lead {
		switch c {
		case '>':
			b.WriteByte('>')
		case '\t':
			b.WriteString(strings.Repeat(" ", 4-b.Len()%4))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// body returns where the inside of a fence begins and ends; src ends with the
// fence.
func body(src []byte, at int, sign byte, size int) (start, end int) {
	nl := bytes.IndexByte(src[at:], '\n')
	if nl < 0 {
		return len(src), len(src)
	}
	start = at + nl + 1
	end = len(src)
	last := bytes.LastIndexByte(src, '\n') + 1
	closer := bytes.Trim(src[last:], " \t>")
	if last >= start && len(closer) >= size && len(bytes.Trim(closer, string(sign))) == 0 {
		end = last
	}
	return start, end
}

// apply makes changes, whose places are those of the normalised text, to a file
// as it is: with its byte order mark and its line ends.
func apply(raw []byte, changes []change) []byte {
	slices.SortFunc(changes, func(a, b change) int { return a.start - b.start })
	at := 0
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	end := "\n"
	if i := bytes.IndexByte(raw, '\n'); i > 0 && raw[i-1] == '\r' {
		end = "\r\n"
	}
	out := slices.Clone(raw[:at])
	place := 0 // in the normalised text
	for _, c := range changes {
		from := at
		at, place = advance(raw, at, place, c.start)
		out = append(append(out, raw[from:at]...), strings.ReplaceAll(c.text, "\n", end)...)
		at, place = advance(raw, at, place, c.end)
	}
	return append(out, raw[at:]...)
}

// advance goes on from a place to another one, which is that of the normalised
// text.
func advance(raw []byte, at, place, to int) (int, int) {
	for ; place < to && at < len(raw); place++ {
		if raw[at] == '\r' && at+1 < len(raw) && raw[at+1] == '\n' {
			at++
		}
		at++
	}
	return at, place
}
