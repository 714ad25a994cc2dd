package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
)

// ResultsFile holds what programs printed, so that a build runs none.
const ResultsFile = Code + "/results.json"

// Results are the records, by the names of the programs.
type Results map[string]Record

// Record is what a program printed when it and its data were those of the
// fingerprint.
type Record struct {
	Fingerprint
	Values map[string]string `json:"values"` // by their keys
}

// ErrResults says that the file is there and cannot be understood.
var ErrResults = errors.New("it is not what check --run --update writes")

// ReadResults reads the file, which may be missing. What is in it may be
// ErrResults; any other error is the machine's.
func ReadResults(root fs.FS) (Results, error) {
	text, err := fs.ReadFile(root, ResultsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Results{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	out := Results{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return Results{}, fmt.Errorf("%w: %w", ErrResults, err)
	}
	return out, nil
}

// JSON returns the file's text: sorted, so that it is the same for the same
// results.
func (r Results) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
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
