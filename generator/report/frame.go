package report

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// Frames returns a function that gives the line of a file below the folder root that
// a position is in, in three parts: what stands before, in and behind its columns,
// shortened; nil where there is no line to show. It keeps the file that it read
// last, so that one goroutine may call it, with positions in order of files.
func Frames(root string) func(diag.Pos) []string { return (&frames{root: root}).of }

// frames reads the lines that diagnostics are about, which are sorted by file.
type frames struct {
	root string
	file string // read last
	text string // of it
}

const (
	framedFile = 4 << 20 // bytes; of a larger file no line is shown
	aroundMark = 60      // characters before the marked columns and behind them
	inMark     = 200
)

// of returns the line at a position in three parts, or nil.
func (f *frames) of(p diag.Pos) []string {
	if p.Line < 1 || !filepath.IsLocal(filepath.FromSlash(p.File)) {
		return nil
	}
	if p.File != f.file {
		f.file, f.text = p.File, f.read(filepath.FromSlash(p.File))
	}
	return frame(f.text, p)
}

// read returns the text of a file of the site, "" if there is none to show.
func (f *frames) read(name string) string {
	root, err := os.OpenRoot(f.root) // follows no link that leads out of it
	if err != nil {
		return ""
	}
	defer root.Close()
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() {
		return "" // opening a pipe would wait
	}
	file, err := root.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	src, err := io.ReadAll(io.LimitReader(file, framedFile+1))
	if err != nil || len(src) > framedFile || !utf8.Valid(src) {
		return ""
	}
	return strings.TrimPrefix(string(src), "\ufeff")
}

// frame cuts the line at a position out of a text: what stands before, in and
// behind its columns, each shortened where it is long.
func frame(src string, p diag.Pos) []string {
	line := ""
	for range p.Line {
		if src == "" {
			return nil
		}
		line, src, _ = strings.Cut(src, "\n")
	}
	text := []rune(strings.TrimSuffix(line, "\r"))
	start := min(max(p.Col-1, 0), len(text))
	end := min(max(p.End-1, start), len(text))
	before, marked, behind := text[:start], text[start:end], text[end:]
	out := []string{string(before), string(marked), string(behind)}
	if n := len(before) - aroundMark; n > 0 {
		out[0] = "…" + string(before[n:])
	}
	if len(marked) > inMark {
		out[1] = string(marked[:inMark]) + "…"
	}
	if len(behind) > aroundMark {
		out[2] = string(behind[:aroundMark]) + "…"
	}
	return out
}
