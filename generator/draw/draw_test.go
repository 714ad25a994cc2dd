package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"duizhao/generator/diag"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestGolden runs testdata/*.txtar: NAME.chart, perhaps NAME.csv, and what is
// wanted of it: NAME.svg, NAME.table and NAME.notes, those that are there.
// UPDATE=1 rewrites them.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			in := map[string]Input{}
			for _, f := range a.Files {
				name, ext, _ := strings.Cut(f.Name, ".")
				i := in[name]
				switch ext {
				case "chart":
					i.Text = string(f.Data)
				case "csv":
					i.Data = f.Data
				}
				in[name] = i
			}
			for k := range a.Files {
				f := &a.Files[k]
				name, ext, _ := strings.Cut(f.Name, ".")
				if ext == "chart" || ext == "csv" {
					continue
				}
				fig := Chart(in[name])
				got := map[string]string{"svg": fig.Wide, "narrow": fig.Narrow, "table": fig.Table, "notes": said(in[name], fig)}[ext]
				got = strings.TrimSuffix(got, "\n") + "\n"
				if os.Getenv("UPDATE") != "" {
					f.Data = []byte(got)
				} else if d := cmp.Diff(string(f.Data), got); d != "" {
					t.Errorf("%s: %s", f.Name, d)
				}
			}
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// said writes a figure's notes with their places.
func said(in Input, f Figure) string {
	var b strings.Builder
	for _, n := range f.Notes {
		fmt.Fprintln(&b, n.In("chart", []byte(in.Text)))
	}
	for _, n := range f.DataNotes {
		fmt.Fprintln(&b, n.In("csv", in.Data))
	}
	return b.String()
}

// random makes a chart of any kind with values of any size, in two languages.
func random(r *rand.Rand) string {
	kind := kindNames()[r.IntN(len(kinds))]
	names := []string{"口译和笔译", "Computer Programmers", "a", "网页和数字界面设计师、以及其他", "Judge the work of a colleague over a year", "IT 项目经理", "Supercalifragilisticexpialidocious-und-mehr-davon"}
	scale := []float64{1, 1e-6, 1e9, 100, 12345}[r.IntN(5)]
	value := func() string {
		v := (r.Float64() - .3) * scale
		if kind == "forest" || r.IntN(3) == 0 {
			v = (r.Float64() + .01) * scale
		}
		return strconv.FormatFloat(v, 'g', 1+r.IntN(6), 64)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "type: %s\ntitle: 标题\n", kind)
	takes := func(k string) bool { return strings.Contains(" "+strings.Join(kinds[kind], " ")+" ", " "+k+" ") }
	if takes("line") && r.IntN(2) == 0 {
		fmt.Fprintf(&b, "line: %s 参考线 reference\n", value())
	}
	if takes("unit") && r.IntN(2) == 0 {
		b.WriteString("unit: %\n")
	}
	if takes("sort") && r.IntN(2) == 0 {
		b.WriteString("sort: desc\n")
	}
	if takes("quadrants") && r.IntN(2) == 0 {
		b.WriteString("quadrants: 甲甲甲, Do it yourself or not at all, c, d\n")
	}
	n := 1 + r.IntN(20)
	switch kind {
	case "bar", "grouped", "line", "area":
		series := 1
		if kind != "bar" {
			series += r.IntN(5)
		}
		b.WriteString("---\nname")
		for i := range series {
			fmt.Fprintf(&b, ",系列 %d", i)
		}
		dates := kind == "line" && r.IntN(2) == 0
		for i := range n {
			name := fmt.Sprintf("%s %d", names[r.IntN(len(names))], i)
			if dates {
				name = fmt.Sprintf("%d-%02d", 2010+i/2, 1+i%2*6)
			}
			b.WriteString("\n" + name)
			for range series {
				v := value()
				if kind == "area" && series > 1 {
					v = strings.TrimPrefix(v, "-") // nothing below 0 is stacked
				}
				b.WriteString("," + v)
			}
		}
	case "forest":
		b.WriteString("---\nname,x,low,high")
		for range n {
			v := r.Float64() * scale
			fmt.Fprintf(&b, "\n%s,%g,%g,%g", names[r.IntN(len(names))], v, v*r.Float64(), v*(1+r.Float64()))
		}
	case "timeline":
		b.WriteString("group: kind\n---\ndate,event,kind")
		for range n {
			fmt.Fprintf(&b, "\n%d-%02d,%s,%s", 2014+r.IntN(12), 1+r.IntN(12), names[r.IntN(len(names))], names[r.IntN(3)])
		}
	default:
		if kind == "scatter" {
			b.WriteString("x: x\ny: y\nlabel: name\n")
		}
		b.WriteString("---\nname,x,y")
		for range n {
			fmt.Fprintf(&b, "\n%s,%s,%s", names[r.IntN(len(names))], value(), value())
		}
	}
	return b.String() + "\n"
}

// TestProperties holds what every drawing must be: well-formed, within its box,
// without two texts on each other, and without what would need a style.
func TestProperties(t *testing.T) {
	for seed := range uint64(1500) {
		text := random(rand.New(rand.NewPCG(seed, 1)))
		f := Chart(Input{Text: text})
		if len(f.Notes) > 0 {
			t.Fatalf("seed %d: %s\n%s", seed, said(Input{Text: text}, f), text)
		}
		if again := Chart(Input{Text: text}); again.Wide != f.Wide || again.Narrow != f.Narrow || again.Table != f.Table {
			t.Fatalf("seed %d: a second drawing differs", seed)
		}
		if strings.Contains(f.Wide, "e+") || strings.Contains(f.Narrow, "e-0") {
			t.Fatalf("seed %d: powers of ten", seed)
		}
		for name, svg := range map[string]string{"wide": f.Wide, "narrow": f.Narrow} {
			if bad := sound(svg, f.ID); bad != "" {
				t.Fatalf("seed %d, %s: %s\n%s\n%s", seed, name, bad, text, svg)
			}
		}
	}
}

var numbers = regexp.MustCompile(`-?[0-9.]+`)

// sound says what is wrong with a drawing.
func sound(svg, id string) string {
	for _, never := range []string{"NaN", "Inf", "style"} {
		if strings.Contains(strings.ReplaceAll(svg, "title", ""), never) {
			return "has " + never
		}
	}
	d := xml.NewDecoder(strings.NewReader(svg))
	var w, h float64
	var boxes []box
	var texts []string
	var open *box
	anchor := ""
	pattern := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err.Error()
		}
		switch e := token.(type) {
		case xml.StartElement:
			a := map[string]string{}
			for _, x := range e.Attr {
				a[x.Name.Local] = x.Value
			}
			if v, ok := a["id"]; ok && !strings.HasPrefix(v, id) {
				return "id " + v
			}
			switch e.Name.Local {
			case "svg":
				fmt.Sscanf(a["viewBox"], "0 0 %f %f", &w, &h)
				if w <= 0 || h <= 0 || h > 40*w {
					return "viewBox " + a["viewBox"]
				}
			case "pattern":
				pattern++
			case "rect":
				x, y, bw, bh := float(a["x"]), float(a["y"]), float(a["width"]), float(a["height"])
				if x < -1 || y < -1 || x+bw > w+1 || y+bh > h+1 {
					return fmt.Sprintf("rect outside: %v", a)
				}
			case "path":
				if pattern > 0 || strings.Contains(a["d"], "a4.2") || strings.ContainsAny(a["d"], "hlv") {
					continue
				}
				at, upright := 0, false
				for _, m := range regexp.MustCompile(`([MLHV])([^MLHVZ]*)`).FindAllStringSubmatch(a["d"], -1) {
					for i, n := range numbers.FindAllString(m[2], -1) {
						limit := w
						if upright = m[1] == "V" || m[1] != "H" && i%2 == 1; upright {
							limit = h
						}
						if v := float(n); v < -6 || v > limit+6 {
							return fmt.Sprintf("path outside: %s at %d", a["d"], at)
						}
						at++
					}
				}
			case "text":
				open = &box{float(a["x"]), float(a["y"]) - size*.8, 0, float(a["y"]) + size*.2}
				anchor = a["text-anchor"]
			}
		case xml.EndElement:
			if e.Name.Local == "pattern" {
				pattern--
			}
		case xml.CharData:
			if open == nil {
				continue
			}
			width := measure(string(e)) * .96 // the table has a reserve
			switch anchor {
			case "middle":
				open.x1 -= width / 2
			case "end":
				open.x1 -= width
			}
			open.x2 = open.x1 + width
			if open.x1 < -1 || open.x2 > w+2 || open.y1 < -2 || open.y2 > h+2 {
				return fmt.Sprintf("text %q outside: %v of %v × %v", e, *open, w, h)
			}
			for i, o := range boxes {
				if o.meets(*open) {
					return fmt.Sprintf("texts %q and %q meet: %v %v", texts[i], e, o, *open)
				}
			}
			boxes, texts, open = append(boxes, *open), append(texts, string(e)), nil
		}
	}
	return ""
}

func float(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// TestTicks holds that ticks rise, lie within the scale and are readable apart.
func TestTicks(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 20000 {
		lo := (r.Float64() - .5) * pow10(r.IntN(20)-8)
		e := extent{lo, lo + r.Float64()*pow10(r.IntN(20)-8)}
		log := r.IntN(2) == 0
		if log {
			e = extent{pow10(r.IntN(12) - 6), 0}
			e.hi = e.lo * (1 + r.Float64()*pow10(r.IntN(8)))
		}
		n := 2 + r.IntN(10)
		s := axisOf(e, nil, log, n)
		if len(s.ticks) < 2 || len(s.ticks) > 2*n+2 {
			t.Fatalf("%v log %t: %d ticks for %d", e, log, len(s.ticks), n)
		}
		seen := map[string]bool{}
		for i, k := range s.ticks {
			if seen[k.text] || i > 0 && k.v <= s.ticks[i-1].v || k.v < s.lo-(s.hi-s.lo)*1e-6 || k.v > s.hi+(s.hi-s.lo)*1e-6 {
				t.Fatalf("%v log %t: tick %v of %v", e, log, k, s)
			}
			seen[k.text] = true
		}
	}
}

func pow10(k int) float64 {
	v, _ := strconv.ParseFloat("1e"+strconv.Itoa(k), 64)
	return v
}

func TestMeasure(t *testing.T) {
	for s, want := range map[string]float64{"": 0, "汉字": 2, "（）": 2, "，": 1, "00": 1.156, "中A": 1 + .693 + .125} {
		if got := Width(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		most  int
		want  string
	}{
		{"Web and Digital Interface Designers", 130, 2, "Web and Digital|Interface Designers"},
		{"《生成式人工智能服务管理暂行办法》施行", 130, 3, "《生成式人工智能服务|管理暂行办法》施行"},
		{"一二三四五六七八九十一二三，", 130, 2, "一二三四五六七八九十|一二三，"},
		{"Donaudampfschifffahrt", 60, 2, "Donauda|mpfschi…"},
		{"a b c", 5, 9, "a|b|c"},
		{"", 5, 9, ""},
	} {
		if got := strings.Join(wrap(c.text, c.width, c.most), "|"); got != c.want {
			t.Errorf("%s: got %s", c.text, got)
		}
	}
}

func TestLimit(t *testing.T) {
	text := "type: line\ntitle: t\ndata: data/x.csv\n"
	for n, want := range map[int]string{MaxRows: "", 100000: `error: "data/x.csv": 100000 rows; a chart draws at most 2000 [chart]`} {
		var b bytes.Buffer
		b.WriteString("x,y\n")
		for i := range n {
			fmt.Fprintf(&b, "%d,%d\n", i, i%7)
		}
		for _, data := range [][]byte{b.Bytes(), bytes.TrimSuffix(b.Bytes(), []byte("\n"))} {
			f := Chart(Input{Text: text, Data: data})
			got := ""
			for _, n := range f.Notes {
				got = n.In("", []byte(text)).String()
			}
			if got = strings.Split(got, "\n")[0]; !strings.HasSuffix(got, want) || want == "" && (got != "" || f.Wide == "") {
				t.Errorf("%d rows: %s", n, got)
			}
		}
	}
}

// TestLarge holds that no chart of the largest size takes long.
func TestLarge(t *testing.T) {
	for _, kind := range kindNames() {
		var b strings.Builder
		long := strings.Repeat("汉字 and words", 2000)
		fmt.Fprintf(&b, "type: %s\ntitle: %s\nxlabel: %s\n---\na,b,c,d\n", kind, long, long)
		for i := range MaxRows {
			switch kind {
			case "scatter":
				fmt.Fprintf(&b, "%d,%d,x,y\n", i, i%7)
			case "timeline":
				fmt.Fprintf(&b, "%d,汉 %d,,\n", 1000+i, i)
			case "forest", "quadrant":
				fmt.Fprintf(&b, "名 %d,%d,%d,%d\n", i, i+1, i, i+2)
			default:
				fmt.Fprintf(&b, "名 %d,%d,%d,%d\n", i, i%5, i%7, i%9)
			}
		}
		text := b.String()
		if kind == "timeline" {
			text = strings.Replace(text, "xlabel: "+long+"\n", "", 1)
		}
		start := time.Now()
		f := Chart(Input{Text: text})
		if took := time.Since(start); f.Wide == "" || took > 5*time.Second {
			t.Errorf("%s: %v, %.200v", kind, took, said(Input{Text: text}, f))
		}
	}
}

func FuzzChart(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(random(rand.New(rand.NewPCG(seed, 2))), "a,b,c\n1,2,3\n")
	}
	f.Add("type: line\nlog: y\nxrange: 1 2\nyrange: 1 3\n---\na,b\n1,2\n", "")
	f.Add("type: timeline\nhigh: c\ndata: x\n", "a,b,c\n2014,x,2015\n")
	f.Fuzz(func(t *testing.T, text, data string) {
		fig := Chart(Input{Text: text, Data: []byte(data)})
		for _, n := range fig.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(text) {
				t.Fatalf("place %d–%d in %d bytes: %s", n.Start, n.End, len(text), n.Text)
			}
		}
		for _, n := range fig.DataNotes {
			if n.Start < 0 || n.End < n.Start || n.End > len(data) {
				t.Fatalf("place %d–%d in %d bytes of data: %s", n.Start, n.End, len(data), n.Text)
			}
		}
		if fig.Wide == "" {
			errs := false
			for _, n := range append(fig.Notes, fig.DataNotes...) {
				errs = errs || n.Severity == diag.Error
			}
			if !errs {
				t.Fatal("no drawing and no error")
			}
			return
		}
		for _, svg := range []string{fig.Wide, fig.Narrow} {
			if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				if !strings.Contains(text+data, "NaN") && !strings.Contains(text+data, "Inf") {
					t.Fatal(svg)
				}
			}
		}
	})
}

func BenchmarkChart(b *testing.B) {
	for _, kind := range []string{"small", "2000 rows"} {
		var data bytes.Buffer
		data.WriteString("x,a,b\n")
		n := 13
		if kind != "small" {
			n = MaxRows
		}
		for i := range n {
			fmt.Fprintf(&data, "%d,%d,%d\n", i, i%17, i%23)
		}
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				if Chart(Input{Text: "type: line\ntitle: t\ndata: d\n", Data: data.Bytes()}).Wide == "" {
					b.Fatal("not drawn")
				}
			}
		})
	}
}
