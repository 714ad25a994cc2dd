package book

import (
	"strings"
	"testing"
)

// sheet is what stands behind each drawing.
const sheet = `<rect x="0" y="0" width="100%" height="100%" style="fill:#fff;stroke:none"></rect>`

func TestPlainSVG(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"what is drawn stays", `<svg><style>a{fill:url(#b)}</style><path fill="url(#b)"/><use href="#c"/><image href="data:image/png;base64,AA"/></svg>`,
			`<svg><style>a{fill:url(#b)}</style><path fill="url(#b)"></path><use href="#c"></use><image href="data:image/png;base64,AA"></image></svg>`},
		{"scripts, HTML and notes", `<svg onload="x()"><script>x()</script><foreignObject><p>a</p></foreignObject><metadata>m</metadata></svg>`, `<svg></svg>`},
		{"styles that load", `<svg><style>@import url(https://a.example/b.css);</style><style>a{fill:URL( "//a.example/b")}</style></svg>`,
			`<svg><style></style><style></style></svg>`},
		{"what styles hide", `<svg><style>@\69mport "https://a.example/b.css";</style></svg>`, `<svg><style></style></svg>`},
		{"attributes that load", `<svg style="fill:url(https://a.example/b)"><path fill="url('https://a.example/b')" d="M0 0"/></svg>`,
			`<svg><path d="M0 0"></path></svg>`},
		{"addresses", `<svg><image href="https://a.example/b.png"/><use xlink:href="b.svg#c"/></svg>`,
			`<svg><image></image><use></use></svg>`},
		{"links", `<svg><a href="data:text/html,x" xlink:title="t" class="c"><path/></a><text>y<a xlink:href="#c" target="_top">z</a></text></svg>`,
			`<svg><g class="c"><path></path></g><text>y<tspan>z</tspan></text></svg>`},
		{"an address that comes later", `<svg><a><animate attributeName="xlink:href" to="https://a.example/"/>x</a><animate attributeName="x" to="1"/></svg>`,
			`<svg><g>x</g><animate attributeName="x" to="1"></animate></svg>`},
	} {
		got, err := plainSVG([]byte("\n" + c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := strings.Replace(string(got), sheet, "", 1); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{`<svg><path/></svg>`, `<svg>` + sheet + `<path></path></svg>`},
		{`<svg:svg viewBox="-1,-2 30 40"><svg:svg/></svg:svg>`, `<svg:svg viewBox="-1,-2 30 40"><svg:rect x="-1" y="-2" width="30" height="40" style="fill:#fff;stroke:none"></svg:rect><svg:svg></svg:svg></svg:svg>`},
	} {
		if got, err := plainSVG([]byte(c.in)); err != nil || string(got) != c.want {
			t.Errorf("the paper: got %s, %v\nwant %s", got, err, c.want)
		}
	}
	for _, broken := range []string{"", "<svg>", "<svg></g>", "<svg"} {
		if got, err := plainSVG([]byte(broken)); err == nil {
			t.Errorf("%q becomes %q", broken, got)
		}
	}
}
