package config

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day, written 2026-03-01; a time behind it is left out.
type Date string

func (t *Date) decode(d *decoder, n *node, path string) {
	switch n.kind {
	case null:
		return
	case scalar:
		day := n.text[:min(len(n.text), len(time.DateOnly))]
		if behind := n.text[len(day):]; isDay(day) && (behind == "" || strings.ContainsRune("Tt ", rune(behind[0]))) {
			*t = Date(day)
			return
		}
		d.complain(n, "setting", fmt.Sprintf("%q must be a day, not %q", path, n.text), "write it as 2026-03-01")
	default:
		d.wrong(n, path, "a day")
	}
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
