package draw

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// canvas is a drawing while it is made. Its height is known at the end.
type canvas struct {
	b      strings.Builder
	id     string
	class  string // of the whole
	w, h   float64
	x, y   float64 // of the left upper corner
	narrow bool

	hatched [maxSeries]bool // patterns in use
}

// num writes a coordinate to a tenth.
func num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		v = 0 // no minus
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// element writes an empty element; pairs are its attributes and their values,
// of which empty ones are left out.
func (cv *canvas) element(name string, pairs ...string) {
	cv.b.WriteString("<" + name)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			cv.b.WriteString(" " + pairs[i] + `="` + pairs[i+1] + `"`)
		}
	}
	cv.b.WriteString("/>\n")
}

func (cv *canvas) path(class string, d string) {
	if d != "" {
		cv.element("path", "class", class, "d", d)
	}
}

func (cv *canvas) line(class string, x1, y1, x2, y2 float64) {
	cv.path(class, segment(x1, y1, x2, y2))
}

func segment(x1, y1, x2, y2 float64) string {
	switch {
	case num(y1) == num(y2):
		return "M" + num(x1) + " " + num(y1) + "H" + num(x2)
	case num(x1) == num(x2):
		return "M" + num(x1) + " " + num(y1) + "V" + num(y2)
	}
	return "M" + num(x1) + " " + num(y1) + "L" + num(x2) + " " + num(y2)
}

// The places of a text's x.
const (
	start  = ""
	middle = "middle"
	end    = "end"
)

// text writes a line of text whose middle is at the height y.
func (cv *canvas) text(x, y float64, anchor, class, s string) {
	if s == "" {
		return
	}
	cv.b.WriteString(`<text x="` + num(x) + `" y="` + num(y+size*.36) + `"`)
	if anchor != "" {
		cv.b.WriteString(` text-anchor="` + anchor + `"`)
	}
	if class != "" {
		cv.b.WriteString(` class="` + class + `"`)
	}
	cv.b.WriteString(">" + html.EscapeString(s) + "</text>\n")
}

// texts writes lines of text around the height y.
func (cv *canvas) texts(x, y float64, anchor, class string, lines []string) {
	y -= leading * float64(len(lines)-1) / 2
	for i, l := range lines {
		cv.text(x, y+leading*float64(i), anchor, class, l)
	}
}

// bar writes a rectangle in the colour and hatching of a series.
func (cv *canvas) bar(series int, x, y, w, h float64) {
	pairs := []string{"class", colour("fill", series)}
	if series > 0 {
		cv.hatched[series] = true
		pairs = []string{"fill", "url(#" + cv.id + "-" + strconv.Itoa(series+1) + ")"}
	}
	cv.element("rect", append(pairs, "x", num(x), "y", num(y), "width", num(max(w, .5)), "height", num(max(h, .5)))...)
}

// colour is the classes of what has a series' colour.
func colour(class string, series int) string {
	return class + " c" + strconv.Itoa(series%maxSeries+1)
}

// hatches are the lines of each series' pattern in a square of six units.
var hatches = [maxSeries]string{1: "M-1 1L1-1M0 6L6 0M5 7L7 5", 2: "M0 1.5H6", 3: "M-1 5L1 7M0 0L6 6M5-1L7 1", 4: "M1.5 0V6", 5: "M0 1.5H6M1.5 0V6"}

// dot writes the mark of a point; each series has a form of its own.
func (cv *canvas) dot(series int, x, y float64) {
	cv.path(colour("dot", series), shape(series, x, y))
}

func shape(series int, x, y float64) string {
	poly := func(r float64, at ...float64) string {
		var b strings.Builder
		for i := 0; i+1 < len(at); i += 2 {
			cmd := "L"
			if i == 0 {
				cmd = "M"
			}
			b.WriteString(cmd + num(x+r*at[i]) + " " + num(y+r*at[i+1]))
		}
		return b.String() + "Z"
	}
	switch series % maxSeries {
	case 1:
		return poly(3.8, -1, -1, 1, -1, 1, 1, -1, 1)
	case 2:
		return poly(5.2, 0, -1, .95, .75, -.95, .75)
	case 3:
		return poly(5.6, 0, -1, 1, 0, 0, 1, -1, 0)
	case 4:
		return poly(5.2, 0, 1, .95, -.75, -.95, -.75)
	case 5:
		return poly(5, -.35, -1, .35, -1, .35, -.35, 1, -.35, 1, .35, .35, .35, .35, 1, -.35, 1, -.35, .35, -1, .35, -1, -.35, -.35, -.35)
	}
	return fmt.Sprintf("M%s %sa4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0Z", num(x-4.2), num(y))
}

// svg returns the drawing with its name and description.
func (cv *canvas) svg(title, desc string) string {
	var b strings.Builder
	labels := ""
	if title != "" {
		labels = cv.id + "-t"
	}
	if desc != "" {
		labels = strings.TrimSpace(labels + " " + cv.id + "-d")
	}
	b.WriteString("<svg")
	if cv.class != "" {
		b.WriteString(` class="` + cv.class + `"`)
	}
	b.WriteString(` viewBox="` + num(cv.x) + " " + num(cv.y) + " " + num(cv.w) + " " + num(cv.h) + `" width="` + num(cv.w) + `" height="` + num(cv.h) + `" font-size="` + num(size) + `" role="img"`)
	if labels != "" {
		b.WriteString(` aria-labelledby="` + labels + `"`)
	}
	b.WriteString(">\n")
	if title != "" {
		b.WriteString(`<title id="` + cv.id + `-t">` + html.EscapeString(title) + "</title>\n")
	}
	if desc != "" {
		b.WriteString(`<desc id="` + cv.id + `-d">` + html.EscapeString(desc) + "</desc>\n")
	}
	for i, used := range cv.hatched {
		if used {
			b.WriteString(`<pattern id="` + cv.id + "-" + strconv.Itoa(i+1) + `" width="6" height="6" patternUnits="userSpaceOnUse"><path class="` +
				colour("fill", i) + `" d="M0 0H6V6H0Z"/><path class="hatch" d="` + hatches[i] + `"/></pattern>` + "\n")
		}
	}
	b.WriteString(cv.b.String())
	b.WriteString("</svg>")
	return b.String()
}

// item is an entry of a legend.
type item struct {
	series int
	name   string
	line   bool // a line with its point, not a bar
	dot    bool // its point alone
}

// head writes what stands above a drawing: what the values are, and the legend.
// It returns where the drawing may begin.
func (cv *canvas) head(title string, legend []item) float64 {
	y := 0.0
	if title != "" {
		lines := wrap(title, cv.w, 2)
		for i, l := range lines {
			cv.text(0, y+leading*(float64(i)+.5), start, "axis", l)
		}
		y += leading*float64(len(lines)) + 4
	}
	if len(legend) > 1 {
		y = cv.legend(legend, y)
	}
	return y
}

func (cv *canvas) legend(items []item, y float64) float64 {
	const mark, gap = 20.0, 20.0
	x := 0.0
	for _, it := range items {
		name := wrap(it.name, cv.w-mark, 1)[0]
		w := mark + measure(name)
		if x > 0 && x+w > cv.w {
			x, y = 0, y+leading+4
		}
		at := y + leading/2
		switch {
		case it.dot:
			cv.dot(it.series, x+7, at)
		case it.line:
			cv.line(colour("stroke", it.series)+dash(it.series), x, at, x+14, at)
			cv.dot(it.series, x+7, at)
		default:
			cv.bar(it.series, x, at-6, 13, 12)
		}
		cv.text(x+mark, at, start, "", name)
		x += w + gap
	}
	return y + leading + 8
}

// dash is the class of a series' dashes.
func dash(series int) string {
	if series == 0 {
		return ""
	}
	return " d" + strconv.Itoa(series%maxSeries+1)
}
