package config

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// The hosts whose files of headers and redirects are written.
const (
	Netlify    = "netlify"
	Cloudflare = "cloudflare"
)

// Hosts are what outputs.headers may name.
var Hosts = []string{Netlify, Cloudflare}

// Packed are the forms of compressed copies that there are, by the ending of their names.
var Packed = []string{"gz", "br"} // compress makes them

// hosting checks what is written for a host.
func (c *checker) hosting() {
	out := c.s.Outputs
	if out.Headers != "" && !slices.Contains(Hosts, out.Headers) {
		hint := diag.DidYouMean(out.Headers, Hosts)
		if hint == "" {
			hint = "write " + strings.Join(Hosts, " or ") + "; other servers are told in their own settings"
		}
		c.add("outputs.headers", fmt.Sprintf("%q is not a host whose files are written", out.Headers), hint)
	}
	for i, form := range out.Precompress {
		path := fmt.Sprintf("outputs.precompress[%d]", i)
		switch {
		case !slices.Contains(Packed, form):
			c.add(path, fmt.Sprintf("%q is not a form of compressed copies", form), "write "+strings.Join(Packed, " or ")+", or both in brackets")
		case slices.Contains(out.Precompress[:i], form):
			c.add(path, fmt.Sprintf("%q stands there twice", form), "take one of them out")
		}
	}
}
