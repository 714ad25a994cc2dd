package draw

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var noNumber = regexp.MustCompile(`(?i)nan|inf`)

// senseless returns an attribute of a drawing that has a size below 0, or a number
// that is none; "" for none.
func senseless(svg string) string {
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ""
		}
		if err != nil {
			return err.Error()
		}
		e, _ := token.(xml.StartElement)
		for _, a := range e.Attr {
			size := a.Name.Local == "width" || a.Name.Local == "height" || a.Name.Local == "r" || a.Name.Local == "rx" || a.Name.Local == "ry"
			v, err := strconv.ParseFloat(a.Value, 64)
			if size && (err != nil || v < 0 || v > 1e5) || (a.Name.Local == "d" || a.Name.Local == "viewBox" || a.Name.Local == "points" || a.Name.Local == "transform" || a.Name.Local == "x" || a.Name.Local == "y") && noNumber.MatchString(a.Value) {
				return e.Name.Local + " " + a.Name.Local + "=" + a.Value
			}
		}
	}
}

// TestSizes holds that whatever is drawn has numbers, and no size below 0.
func TestSizes(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	of := func(all ...string) string { return all[r.IntN(len(all))] }
	name := func() string { return of("a", "b", "a.x", "b.y", "c", "c.d", "c.d.e", "NaN") }
	size := func() string { return of("-5", "0", "1", "40", "300", "2000", "99999999", "1e9", "x") }
	drawn := 0
	for range 400 {
		var b strings.Builder
		if r.IntN(3) == 0 {
			b.WriteString("shape: sequence_diagram\n")
		}
		for range 1 + r.IntN(5) {
			switch r.IntN(9) {
			case 0:
				fmt.Fprintf(&b, "%s.%s: %s\n", name(), of("width", "height", "grid-gap", "style.border-radius", "style.stroke-width", "grid-rows"), size())
			case 1:
				fmt.Fprintf(&b, "%s.shape: %s\n", name(), of("sequence_diagram", "circle", "cloud", "person", "step", "cylinder"))
			case 2:
				fmt.Fprintf(&b, "%s: {shape: sequence_diagram; %s -> %s}\n", name(), name(), name())
			case 3:
				fmt.Fprintf(&b, "%s: {near: %s}\n", name(), of("top-center", "bottom-left", "a"))
			default:
				fmt.Fprintf(&b, "%s -> %s: %s\n", name(), name(), of("", "z", "Inf"))
			}
		}
		f := Diagram(Input{Text: b.String(), Title: "T"})
		if f.Wide != "" {
			drawn++
		}
		for _, svg := range []string{f.Wide, f.Narrow} {
			if bad := senseless(svg); bad != "" {
				t.Fatalf("%s\nhas %s", b.String(), bad)
			}
		}
	}
	if drawn < 20 {
		t.Errorf("only %d diagrams are drawn", drawn)
	}
}
