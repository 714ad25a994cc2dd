package image

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// vector reads an SVG's size: width and height, else those of its viewBox.
func vector(data []byte) (Info, *Problem) {
	bad := &Problem{"is no SVG: its first element is not <svg>", "export it again"}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	for {
		token, err := d.RawToken()
		if err != nil {
			return Info{}, bad
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return Info{}, bad
		}
		return svgSize(root.Attr), nil
	}
}

func svgSize(attrs []xml.Attr) Info {
	var w, h, boxW, boxH float64
	for _, a := range attrs {
		switch a.Name.Local {
		case "width":
			w = length(a.Value)
		case "height":
			h = length(a.Value)
		case "viewBox":
			fields := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' })
			if len(fields) == 4 {
				boxW, boxH = length(fields[2]), length(fields[3])
			}
		}
	}
	switch {
	case w > 0 && h > 0:
	case boxW <= 0 || boxH <= 0:
		return Info{}
	case w > 0:
		h = w * boxH / boxW
	case h > 0:
		w = h * boxW / boxH
	default:
		w, h = boxW, boxH
	}
	return Info{Width: max(int(math.Round(w)), 1), Height: max(int(math.Round(h)), 1)}
}

// units are CSS's absolute lengths in pixels.
var units = map[string]float64{"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

// length reads a length in pixels; 0 where it is relative or none.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	v, err := strconv.ParseFloat(number, 64)
	unit, ok := units[s[len(number):]]
	if err != nil || !ok || v <= 0 || v > 1<<20 {
		return 0
	}
	return v * unit
}
