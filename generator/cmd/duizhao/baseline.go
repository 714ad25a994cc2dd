package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/output"
)

// A baseline is what a site has that is known and is not to be reported again: a
// JSON array of objects with file, code, text and count, in order. Lines do not
// count, so that an edit above changes nothing; where a text names a place, its
// line and column are left out.

type knownFinding struct {
	File  string `json:"file"`
	Code  string `json:"code"`
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// placeInText is a line and a column behind a file's name in a message.
var placeInText = regexp.MustCompile(`(\.[A-Za-z]+):[0-9]+(:[0-9]+)?`)

func findingOf(d diag.Diagnostic) knownFinding {
	return knownFinding{File: d.File, Code: d.Code, Text: placeInText.ReplaceAllString(d.Text, "$1")}
}

// readBaseline reads the file; how often each finding is known.
func readBaseline(file string) (map[knownFinding]int, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{fmt.Sprintf("there is no baseline %q\n\thint: write one with --update-baseline", file)}
	}
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	var list []knownFinding
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil {
		return nil, usageError{fmt.Sprintf("%q is no baseline: %v\n\thint: write it anew with --update-baseline", file, err)}
	}
	known := map[knownFinding]int{}
	for _, k := range list {
		n := max(k.Count, 1)
		k.Count = 0
		known[k] += n
	}
	return known, nil
}

// beyond returns what is not in the baseline, and what of the baseline is not found
// any more, which would let the same come back unseen.
func beyond(known map[knownFinding]int, found []diag.Diagnostic, file string, strict bool) []diag.Diagnostic {
	var out []diag.Diagnostic
	for _, d := range found {
		if k := findingOf(d); known[k] > 0 {
			known[k]--
			continue
		}
		out = append(out, d)
	}
	gone := 0
	for _, n := range known {
		gone += n
	}
	if gone > 0 {
		d := diag.Diagnostic{
			Severity: diag.Warning, Code: "baseline",
			Text: fmt.Sprintf("the baseline %q has %s that no check finds any more", file, count(gone, "finding")),
			Hint: "take out what is mended: --update-baseline",
		}
		if strict {
			d.Severity = diag.Error
		}
		out = append(out, d)
	}
	return out
}

// writeBaseline writes what is found into the file, and of what it has already what
// was not asked for.
func writeBaseline(file string, found []diag.Diagnostic, asked func(code string) bool) error {
	counts := map[knownFinding]int{}
	if known, err := readBaseline(file); err == nil { // else it is written anew
		maps.DeleteFunc(known, func(k knownFinding, _ int) bool { return asked(k.Code) })
		counts = known
	}
	for _, d := range found {
		counts[findingOf(d)]++
	}
	list := []knownFinding{}
	for k, n := range counts {
		k.Count = n
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b knownFinding) int {
		return strings.Compare(a.File+"\x00"+a.Code+"\x00"+a.Text, b.File+"\x00"+b.Code+"\x00"+b.Text)
	})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(list); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	if err := output.EditFile(file, b.Bytes()); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}
