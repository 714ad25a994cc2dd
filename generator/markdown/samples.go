package markdown

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"duizhao/generator/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// What an author says of code that is run stands among the other keys of an info
// string:
//
//	```python run name=mean data=data/cats.csv
//	<<< code/gan1d.py run timeout=20
//	```output for=gan1d tolerance=0.01
//
// A Doc names what is to be run and what it prints; that is done elsewhere.

// RunInfo is what an info string says of a program or of its output.
type RunInfo struct {
	Run       bool
	Name      string        // by which outputs and results name it; "" if not given
	Data      []string      // files that it reads, by path from content/
	Input     string        // the file that is its standard input
	Timeout   time.Duration // 0: not given
	Exit      int           // the exit code that is right
	Tolerance float64       // by which numbers may differ
	For       string        // of an output: the program's name
	Places    map[string][2]int
}

// Sample is a program that is to be run.
type Sample struct {
	RunInfo
	Lang string // as written; "" if not
	Path string // the included file, from content/; "" for a fence
	Text string // of a fence

	Start, End int // byte offsets in the source, of the whole block
}

// Output is a block of what a program prints.
type Output struct {
	For        string
	Tolerance  float64
	Text       string
	Start, End int // byte offsets in the source, of the whole fence
	ForStart   int // and of the program's name
	ForEnd     int
}

// OutputLang is the language of blocks that show what a program prints.
const OutputLang = "output"

func sampleKeys() []string {
	return []string{"run", "data", "for", "tolerance", "timeout", "name", "input", "exit"}
}

// longestTimeout bounds what an author may ask for.
const longestTimeout = 10 * time.Minute

// runKey takes a key that says something of a run.
func (p *infoParser) runKey(key, value string, start, end int) {
	r := &p.Sample
	if r.Places == nil {
		r.Places = map[string][2]int{}
	}
	r.Places[key] = [2]int{p.base + start, p.base + max(end, p.at)}
	wrong := func(hint string) {
		p.notes = append(p.notes, diag.Note{
			Start: p.base + start, End: p.base + max(end, p.at), Severity: diag.Error, Code: "sample",
			Text: fmt.Sprintf("%s=%q is not understood", key, value), Hint: hint,
		})
	}
	number, err := strconv.ParseFloat(value, 64)
	isNumber := err == nil && number >= 0 && !math.IsInf(number, 0)
	switch key {
	case "run":
		r.Run = value == "" || value == "true"
	case "name", "for":
		if value == "" || strings.ContainsFunc(value, func(c rune) bool { return !nameRune(c) }) {
			wrong("a program's name is of letters, digits, _ and -")
		} else if key == "name" {
			r.Name = value
		} else {
			r.For = value
		}
	case "data":
		r.Data = strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == ' ' })
		if len(r.Data) == 0 {
			wrong("name files by their path from content/, such as data=data/cats.csv,data/dogs.csv")
		}
	case "input":
		if r.Input = value; value == "" {
			wrong("name a file by its path from content/, such as input=data/answers.txt")
		}
	case "timeout":
		if r.Timeout = time.Duration(min(number, 1e6) * float64(time.Second)); !isNumber || r.Timeout <= 0 || r.Timeout > longestTimeout {
			r.Timeout = 0
			wrong("write seconds, up to " + fmt.Sprint(longestTimeout.Seconds()) + ": timeout=20")
		}
	case "exit":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < 256 {
			r.Exit = n
		} else {
			wrong("write the exit code that is right, 0 to 255: exit=1")
		}
	case "tolerance":
		if r.Tolerance = number; !isNumber {
			r.Tolerance = 0
			wrong("write by how much a number may differ: tolerance=0.01")
		}
	}
}

// sampled notes that a fence is a program or an output.
func (c *compiler) sampled(n ast.Node, l *Leaf, info CodeInfo) {
	r := info.Sample
	if c.quiet {
		return
	}
	if r.Run {
		c.doc.Samples = append(c.doc.Samples, Sample{RunInfo: r, Lang: info.Lang, Text: l.Text, Start: l.Start, End: l.End})
	}
	at := n.(*ast.FencedCodeBlock).Info
	switch {
	case !strings.EqualFold(info.Lang, OutputLang):
		if place, ok := r.Places["for"]; ok && !r.Run {
			c.note(diag.Note{Start: place[0], End: place[1], Severity: diag.Error, Code: "sample",
				Text: "only a block of output is for a program", Hint: "write ```output for=" + r.For})
		}
	case r.For != "":
		place := r.Places["for"]
		o := Output{For: r.For, Tolerance: r.Tolerance, Text: l.Text, Start: l.Start, End: l.End, ForStart: place[0], ForEnd: place[1]}
		c.doc.Outputs = append(c.doc.Outputs, o)
		if !fenceCloses(c.src, l.Start, l.End, n.Lines()) {
			c.note(diag.Note{Start: at.Segment.Start, End: at.Segment.Stop, Severity: diag.Error, Code: "sample",
				Text: "this block of output is not closed", Hint: "all behind it, up to the end of what it stands in, counts as output: close it with as many marks as open it"})
		}
		if l.Look == nil {
			l.Look = &Look{}
		}
		l.Look.OutputOf, l.Look.Numbers = r.For, nil
	case slices.ContainsFunc(sampleKeys(), func(k string) bool { _, ok := r.Places[k]; return ok && k != "for" }):
		c.note(diag.Note{Start: at.Segment.Start, End: at.Segment.Stop, Severity: diag.Error, Code: "sample",
			Text: "the output of which program?", Hint: "write ```output for=NAME"})
	}
}

// fenceCloses reports whether the last line of a fence closes it. In a quote the
// line has the quote's marks before it; one that is indented too far is of the text.
func fenceCloses(src []byte, start, end int, body *text.Segments) bool {
	opener := bytes.TrimLeft(src[start:end], " \t")
	if len(opener) == 0 {
		return false
	}
	sign := opener[:1]
	size := len(opener) - len(bytes.TrimLeft(opener, string(sign)))
	last := bytes.LastIndexByte(opener, '\n') + 1
	closer := bytes.Trim(opener[last:], " \t>")
	if i := body.Len(); i > 0 && body.At(i-1).Start >= end-len(opener)+last {
		return false
	}
	return last > 0 && len(closer) >= size && len(bytes.Trim(closer, string(sign))) == 0
}

// sampledFile notes that an included file is a program.
func (c *compiler) sampledFile(i Include) {
	if i.Code.Sample.Run && !c.quiet {
		c.doc.Samples = append(c.doc.Samples, Sample{RunInfo: i.Code.Sample, Lang: i.Code.Lang, Path: i.Path, Start: i.Start, End: i.End})
	}
}

// isOutput reports whether a fence is a block of output for a program.
func isOutput(c *compiler, n ast.Node) bool {
	info := n.(*ast.FencedCodeBlock).Info
	if info == nil {
		return false
	}
	read, _ := parseInfo(info.Segment.Value(c.src), info.Segment.Start)
	return strings.EqualFold(read.Lang, OutputLang) && read.Sample.For != ""
}

// isRun reports whether a fence is run.
func isRun(c *compiler, n ast.Node) bool {
	info := n.(*ast.FencedCodeBlock).Info
	if info == nil {
		return false
	}
	read, _ := parseInfo(info.Segment.Value(c.src), info.Segment.Start)
	return read.Sample.Run
}
