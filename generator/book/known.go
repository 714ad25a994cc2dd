package book

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Pages may have any HTML: templates of a site's own write it, and browsers know more
// with every year. Readers of ebooks know what stood in the standard when theirs was
// made, and checkers want that alone.

// plain are the elements that all of them know, with the attributes that each may have
// beside those of all.
var plain = map[string]string{
	"a": "href hreflang rel type", "abbr": "", "address": "", "article": "", "aside": "", "b": "", "bdi": "", "bdo": "", "blockquote": "",
	"br": "", "caption": "", "cite": "", "code": "", "col": "span", "colgroup": "span", "data": "value", "dd": "", "del": "datetime", "dfn": "",
	"div": "", "dl": "", "dt": "", "em": "", "figcaption": "", "figure": "", "footer": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "",
	"header": "", "hr": "", "i": "", "img": "src alt width height", "ins": "datetime", "kbd": "", "li": "value", "mark": "", "nav": "",
	"ol": "start reversed type", "p": "", "pre": "", "q": "", "rp": "", "rt": "", "ruby": "", "s": "", "samp": "", "section": "", "small": "",
	"span": "", "strong": "", "sub": "", "sup": "", "table": "", "tbody": "", "td": "colspan rowspan headers", "tfoot": "",
	"th": "colspan rowspan headers scope abbr", "thead": "", "time": "datetime", "tr": "", "u": "", "ul": "", "var": "", "wbr": "",
}

// ofAll are the attributes that each of them may have.
var ofAll = strings.Fields("class id lang dir title role style translate data-n epub:type")

// lists and boxes are what other elements become; all that are in none of these lists
// become a part of their line.
var (
	lists = []string{"menu", "dir"}
	boxes = strings.Fields("form fieldset legend dialog search center main hgroup details summary optgroup marquee")
)

// acts are roles of what can be pressed or chosen, and working are the attributes
// that say of such things how they stand: without scripts they are not true.
var (
	acts    = strings.Fields("button checkbox combobox dialog listbox menu menubar menuitem menuitemcheckbox menuitemradio option progressbar radio radiogroup scrollbar searchbox slider spinbutton switch tab tablist tabpanel textbox tooltip tree treegrid treeitem application alert alertdialog log status timer")
	working = strings.Fields("aria-activedescendant aria-autocomplete aria-busy aria-checked aria-controls aria-disabled aria-expanded aria-haspopup aria-invalid aria-live aria-modal aria-multiselectable aria-pressed aria-readonly aria-required aria-selected aria-valuemax aria-valuemin aria-valuenow aria-valuetext")
)

// understood makes an element of HTML, whose inside is done, one that every reader
// knows. One that only says how text looks, or what a form asks, stays as a box or a
// part of a line, so that a style of the book still finds it by its class.
func understood(n *html.Node) {
	wrapper := false
	switch {
	case slices.Contains(lists, n.Data):
		rename(n, "ul")
	case slices.Contains(boxes, n.Data), !isPlain(n) && find(n, isBlock) != nil:
		rename(n, "div")
	case !isPlain(n):
		rename(n, "span")
		wrapper = true
	}
	if slices.Contains(acts, attr(n, "role")) {
		unset(n, "role")
	}
	if style := attr(n, "style"); style != "" { // as those of blocks
		style = plainStyle("{"+style+"}", func(string) (string, bool) { return "", false })
		set(n, "style", strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(style, "{"), "}")))
		if attr(n, "style") == "" {
			unset(n, "style")
		}
	}
	own := strings.Fields(plain[n.Data])
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return slices.Contains(working, a.Key) || !strings.HasPrefix(a.Key, "aria-") && !slices.Contains(ofAll, a.Key) && !slices.Contains(own, a.Key)
	})
	if wrapper && len(n.Attr) == 0 {
		unwrap(n)
	}
}

func isPlain(n *html.Node) bool {
	_, ok := plain[n.Data]
	return ok && n.Namespace == ""
}

// blockLevel are elements that stand between lines.
var blockLevel = strings.Fields("address article aside blockquote div dl figure footer h1 h2 h3 h4 h5 h6 header hr nav ol p pre section table ul")

func isBlock(n *html.Node) bool { return n.Namespace == "" && slices.Contains(blockLevel, n.Data) }
