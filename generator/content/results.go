package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"

	"duizhao/generator/diag"
)

// ResultsFile holds what programs printed, so that a build runs none.
const ResultsFile = Code + "/results.json"

// Results are the records, by the names of the programs.
type Results map[string]Record

// Record is what a program printed when it and its data were those of the
// fingerprint.
type Record struct {
	Fingerprint
	Values  map[string]string `json:"values"`            // by their keys
	Outputs []string          `json:"outputs,omitempty"` // digests of what blocks of output may show, sorted
	Seal    string            `json:"seal"`              // set by JSON, by which an edit by hand shows
}

// Shows reports whether a block of output may show a text.
func (r Record) Shows(text string) bool { return slices.Contains(r.Outputs, OutputDigest(text)) }

// OutputDigest identifies what a block of output shows.
func OutputDigest(text string) string {
	sum := sha256.Sum256([]byte(PlainOutput(text)))
	return hex.EncodeToString(sum[:16])
}

// PlainOutput is what of an output is compared: without white space at the ends
// of lines and without empty lines at the end, and what no page can hold replaced.
func PlainOutput(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	s = strings.NewReplacer("\r", "\n", "\x00", "\ufffd").Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	s = strings.TrimRight(strings.Join(lines, "\n"), "\n")
	if s == "" {
		return ""
	}
	return s + "\n"
}

// seal is that of a record by its name.
func (r Record) seal(name string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q", name, r.Program, r.Data, r.Outputs)
	for _, key := range slices.Sorted(maps.Keys(r.Values)) {
		fmt.Fprintf(h, "%q %q", key, r.Values[key])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// The code of what is wrong with the records, and what to do about it.
const (
	codeStale  = "stale-result"
	updateHint = "run: duizhao check --run --update"
)

// ReadResults reads the file, which may be missing. What cannot be understood, or
// was edited by hand, is reported and left out.
func ReadResults(root fs.FS) (Results, []diag.Diagnostic) {
	text, err := fs.ReadFile(root, ResultsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Results{}, nil
	}
	if err != nil {
		return Results{}, []diag.Diagnostic{unreadable(ResultsFile, codeStale, err)}
	}
	out := Results{}
	if n := decodeResults(text, &out); n != nil {
		return Results{}, []diag.Diagnostic{n.In(ResultsFile, text)}
	}
	var bad []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if r := out[name]; r.Values == nil || r.Seal != r.seal(name) {
			delete(out, name)
			quoted, _ := json.Marshal(name) // a string has a form in JSON
			at := max(bytes.Index(text, append(quoted, ": {"...)), 0)
			bad = append(bad, diag.Note{
				Start: at, End: at + len(quoted), Severity: diag.Error, Code: codeStale,
				Text: fmt.Sprintf("the record of the program %q is not as it was written", name), Hint: updateHint,
			}.In(ResultsFile, text))
		}
	}
	return out, bad
}

// decodeResults reads the text of the file, and says where and why it cannot be
// understood.
func decodeResults(text []byte, out *Results) *diag.Note {
	err := json.Unmarshal(text, out) // which knows places, and what stands behind the end
	at := 0
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = max(int(syntax.Offset)-1, 0)
	case errors.As(err, &kind):
		at = max(int(kind.Offset)-1, 0)
	case err == nil:
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err = d.Decode(out); err == nil {
			return nil
		}
		at = int(d.InputOffset())
	}
	n := &diag.Note{Start: at, End: at, Severity: diag.Error, Code: codeStale, Text: "it is not what check --run --update writes: " + err.Error(), Hint: updateHint}
	line := text[bytes.LastIndexByte(text[:min(at, len(text))], '\n')+1:]
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			n.Text, n.Hint = "version control left a conflict here", "keep either side, take out the lines of marks, and "+updateHint
		}
	}
	return n
}

// unreadable reports a file or a folder that the system does not let be read.
func unreadable(name, code string, err error) diag.Diagnostic {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name is in the place
	}
	return diag.Diagnostic{
		Pos: diag.Pos{File: name}, Severity: diag.Error, Code: code, Text: "it cannot be read: " + err.Error(),
		Hint: "a symbolic link may not lead out of the site's folder: replace it by what it leads to",
	}
}

// JSON returns the file's text: sorted, so that it is the same for the same
// results, and each record sealed.
func (r Results) JSON() ([]byte, error) {
	sealed := Results{}
	for name, x := range r {
		x.Seal = x.seal(name)
		sealed[name] = x
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(sealed); err != nil {
		return nil, fmt.Errorf("write results: %w", err)
	}
	return b.Bytes(), nil
}

// Values returns the values in what a program printed: the lines "name: value",
// by their keys. Of two lines with one key the last counts.
func Values(printed string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(printed) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if key := ResultKey(name); ok && key != "" && strings.TrimSpace(value) != "" {
			out[key] = strings.TrimSpace(value)
		}
	}
	return out
}

// ResultKey turns what a line calls its value into what {{result.NAME.KEY}} may
// say: letters, digits, "_" and "." stay, and all between them is one hyphen:
// "mean at step 200" is mean-at-step-200, "D(2)" is D-2.
func ResultKey(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), ".")
}

// ProgramName is how results and outputs name a program: as its author says, else
// as its file is called, without the ending. A piece of code has no name of its
// own.
func ProgramName(given, path string) string {
	if given != "" || path == "" {
		return given
	}
	base := path[strings.LastIndexByte(path, '/')+1:]
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	return strings.ReplaceAll(ResultKey(base), ".", "-")
}
