package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"unicode/utf8"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/output"
	"duizhao/generator/pairing"
)

// What rules alone can mend, --fix shows as a unified diff that git apply and patch
// read, and --fix --write writes, each file as a whole or not at all. Nothing but the
// columns of the findings is touched: line ends, a byte order mark and a missing
// newline at the end stay.

// mend shows or writes the fixes among the findings, and returns the findings that
// stay.
func (k *checkCmd) mend(c *console, dir *siteDir, found []diag.Diagnostic) ([]diag.Diagnostic, error) {
	fixes, stay := map[string][]diag.Diagnostic{}, found[:0:0]
	for _, d := range found {
		if d.Fixable {
			fixes[d.File] = append(fixes[d.File], d)
		}
		if !d.Fixable || !k.Write {
			stay = append(stay, d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fixes)) {
		old, err := fs.ReadFile(dir.fs(), name)
		if err != nil {
			return nil, fmt.Errorf("read a file to mend: %w", err)
		}
		lines := sourceLines(old)
		mended, err := mendedLines(lines, fixes[name])
		if err != nil {
			return nil, fmt.Errorf("mend %q: %w", name, err)
		}
		if !k.Write {
			if _, err := c.out.Write(unified(name, lines, mended)); err != nil {
				return nil, fmt.Errorf("print a difference: %w", err)
			}
			continue
		}
		if err := output.Edit(dir.path, name, bytes.Join(mended, nil)); err != nil {
			return nil, err
		}
		c.say("%s: %s mended", name, count(len(fixes[name]), "place"))
	}
	if n := len(fixes); n > 0 && !k.Write {
		c.fail(fmt.Sprintf("--fix --write writes this into %s", count(n, "file"))) // what is printed is the diff alone
	} else if _, err := fs.Stat(dir.fs(), content.Root+"/"+pairing.LockFile); n > 0 && err == nil {
		c.say("translations that were accepted may count as changed: see duizhao sync status, and accept what only looks different")
	}
	return stay, nil
}

// sourceLines cuts a file into lines with their ends: \n, \r\n or \r, as content
// reads them.
func sourceLines(text []byte) [][]byte {
	var out [][]byte
	for len(text) > 0 {
		n := bytes.IndexAny(text, "\r\n") + 1
		switch {
		case n == 0:
			n = len(text)
		case text[n-1] == '\r' && n < len(text) && text[n] == '\n':
			n++
		}
		out = append(out, text[:n:n])
		text = text[n:]
	}
	return out
}

// mendedLines returns the lines with the fixes, which are sorted by place. Of two
// that would change the same columns the later is done, the other is left for the
// next time.
func mendedLines(lines [][]byte, fixes []diag.Diagnostic) ([][]byte, error) {
	out := slices.Clone(lines)
	done := diag.Pos{}
	for _, d := range slices.Backward(fixes) {
		if d.Line == done.Line && max(d.End, d.Col) > done.Col {
			continue
		}
		done = d.Pos
		if d.Line < 1 || d.Line > len(out) {
			return nil, fmt.Errorf("it has no line %d any more", d.Line)
		}
		line := out[d.Line-1]
		bom := 0
		if d.Line == 1 {
			bom = len(line) - len(bytes.TrimPrefix(line, []byte("\ufeff")))
		}
		start, ok := column(line[bom:], d.Col)
		end, ok2 := start, true
		if d.End > 0 {
			end, ok2 = column(line[bom:], d.End)
		}
		if !ok || !ok2 || end < start {
			return nil, fmt.Errorf("line %d is shorter than it was", d.Line)
		}
		out[d.Line-1] = slices.Concat(line[:bom+start], []byte(d.Fix), line[bom+end:])
	}
	return out, nil
}

// column returns the offset of a column in a line.
func column(line []byte, col int) (int, bool) {
	at := 0
	for ; col > 1 && at < len(line); col-- {
		_, size := utf8.DecodeRune(line[at:])
		at += size
	}
	return at, col == 1
}

// beside is how many lines stand around a change.
const beside = 3

// unified returns how lines differ that are as many as before.
func unified(name string, a, b [][]byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "--- a/%s\n+++ b/%s\n", name, name)
	for i := 0; i < len(a); {
		if bytes.Equal(a[i], b[i]) {
			i++
			continue
		}
		from, last := max(0, i-beside), i
		for j := i; j < len(a) && j <= last+2*beside; j++ {
			if !bytes.Equal(a[j], b[j]) {
				last = j
			}
		}
		to := min(len(a), last+beside+1)
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
		hunk(&out, a[from:to], b[from:to])
		i = to
	}
	return out.Bytes()
}

// hunk writes lines that stay, and of those that change first all that go.
func hunk(out *bytes.Buffer, a, b [][]byte) {
	line := func(sign string, l []byte) {
		out.WriteString(sign)
		out.Write(l)
		if !bytes.HasSuffix(l, []byte("\n")) {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
	for n := 0; n < len(a); {
		if bytes.Equal(a[n], b[n]) {
			line(" ", a[n])
			n++
			continue
		}
		from := n
		for ; n < len(a) && !bytes.Equal(a[n], b[n]); n++ {
			line("-", a[n])
		}
		for _, l := range b[from:n] {
			line("+", l)
		}
	}
}
