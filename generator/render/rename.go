package render

import (
	"html/template"
	"strings"
)

// Two texts of one page share their ids: the same headings, figures and notes
// have the same ones in both. Where they stand on one page, the ids of the
// second get a suffix. This is done once, on the HTML as it was rendered,
// because ids come from everywhere: from headings, notes and captions, from
// what an author wrote into raw HTML, from drawings. Here alone it is known which
// attributes name ids; what writes one elsewhere needs to know nothing of it.

// idLists are attributes whose value is one id or several, parted by spaces.
var idLists = map[string]bool{
	"id": true, "for": true, "headers": true, "list": true, "form": true, "itemref": true, "popovertarget": true,
	"aria-labelledby": true, "aria-describedby": true, "aria-controls": true, "aria-details": true, "aria-owns": true,
	"aria-flowto": true, "aria-activedescendant": true, "aria-errormessage": true,
}

// paints are attributes of drawings whose value may be url(#id).
var paints = map[string]bool{
	"fill": true, "stroke": true, "clip-path": true, "mask": true, "filter": true,
	"marker-start": true, "marker-mid": true, "marker-end": true,
}

// renamed returns HTML whose ids, and what refers to them in it, end in suffix.
// Tags may be of an author's making: what has no quotes gets them.
func renamed(html, suffix string) string {
	return renamedFrom(html, suffix, "")
}

// renamedFrom is the same for a part of a page at an address: links inside that
// page lead there, since the rest of it is not here; "" where all of it is.
func renamedFrom(html, suffix, page string) string {
	var out strings.Builder
	out.Grow(len(html) + len(html)/16)
	at := 0
	attributes(html, func(tag, name string, from, to int) {
		value := html[from:to]
		bare := html[from-1] != '"' && html[from-1] != '\''
		next := ""
		switch {
		case idLists[name]:
			next = strings.Join(strings.Fields(value), suffix+" ") + suffix
		case name == "name" && (tag == "input" || tag == "details" || tag == "map"):
			next = value + suffix // a group of radio buttons, of details; an image's map
		case (name == "href" || name == "xlink:href" || name == "usemap") && len(value) > 1 && value[0] == '#':
			if next = value + suffix; page != "" && name == "href" {
				next = template.HTMLEscapeString(page) + value
			}
		case paints[name] && strings.HasPrefix(value, "url(#") && strings.HasSuffix(value, ")"):
			next = value[:len(value)-1] + suffix + ")"
		}
		if next != "" && value != "" {
			if bare {
				next = `"` + strings.ReplaceAll(next, `"`, "&#34;") + `"`
			}
			out.WriteString(html[at:from])
			out.WriteString(next)
			at = to
		}
	})
	out.WriteString(html[at:])
	return out.String()
}

// idsIn returns the ids in HTML, as they stand in double quotes.
func idsIn(html string) []string {
	var out []string
	attributes(html, func(_, name string, from, to int) {
		if name == "id" {
			out = append(out, strings.ReplaceAll(html[from:to], `"`, "&#34;"))
		}
	})
	return out
}

// attributes tells of each attribute with a value, as a browser reads them: the
// name of its tag, its own, and where its value stands, within its quotes if it
// has any.
func attributes(html string, found func(tag, name string, from, to int)) {
	for i := 0; i < len(html); {
		open := strings.IndexByte(html[i:], '<')
		if open < 0 {
			return
		}
		i += open + 1
		if i == len(html) {
			return
		}
		if html[i] == '!' || html[i] == '?' {
			i = pastMarkup(html, i)
			continue
		}
		if !letter(html[i]) {
			continue
		}
		start := i
		i = until(html, i, space+"/>")
		tag := strings.ToLower(html[start:i])
		i = tagAttributes(html, i, tag, found)
		if textOnly[tag] && (i == 0 || html[i-1] != '/' || tag == "textarea") {
			i = pastText(html, i, tag)
		}
	}
}

// textOnly are the elements in which nothing is a tag. In a drawing some of them
// may be closed by their own slash.
var textOnly = map[string]bool{
	"textarea": true, "title": true, "script": true, "style": true, "xmp": true, "iframe": true, "noembed": true, "noframes": true,
}

// pastText returns where the end tag of an element that holds text alone begins.
func pastText(html string, i int, tag string) int {
	for i < len(html) {
		end := strings.Index(html[i:], "</")
		if end < 0 {
			return len(html)
		}
		i += end + 2
		if len(html)-i >= len(tag) && strings.EqualFold(html[i:i+len(tag)], tag) && until(html, i, space+"/>") == i+len(tag) {
			return i
		}
	}
	return i
}

// pastMarkup returns where a comment, CDATA or a declaration ends.
func pastMarkup(html string, i int) int {
	end := ">"
	switch {
	case strings.HasPrefix(html[i:], "!--"):
		end = "-->"
	case strings.HasPrefix(html[i:], "![CDATA["):
		end = "]]>"
	}
	at := strings.Index(html[i:], end)
	if at < 0 {
		return len(html)
	}
	return i + at + len(end)
}

// tagAttributes goes through the attributes of one tag and returns where it
// ends.
func tagAttributes(html string, i int, tag string, found func(tag, name string, from, to int)) int {
	for {
		if i = past(html, i, space+"/"); i == len(html) || html[i] == '>' {
			return i
		}
		start := i
		i = until(html, i+1, space+"/>=") // a name may begin with anything
		name := strings.ToLower(html[start:i])
		value := past(html, i, space)
		if value == len(html) || html[value] != '=' {
			continue
		}
		if i = past(html, value+1, space); i == len(html) {
			return i
		}
		quote := html[i]
		if quote != '"' && quote != '\'' {
			start, i = i, until(html, i, space+">")
			found(tag, name, start, i)
			continue
		}
		i++
		end := strings.IndexByte(html[i:], quote)
		if end < 0 {
			return len(html)
		}
		found(tag, name, i, i+end)
		i += end + 1
	}
}

const space = " \t\n\r\f"

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// until returns where the first of the bytes that end a name or value is; past,
// where the first is that is none of them.
func until(html string, i int, ends string) int {
	for i < len(html) && strings.IndexByte(ends, html[i]) < 0 {
		i++
	}
	return i
}

func past(html string, i int, signs string) int {
	for i < len(html) && strings.IndexByte(signs, html[i]) >= 0 {
		i++
	}
	return i
}

// word returns where a name, or a value without quotes, ends.
func word(html string, i int) int { return until(html, i, space+"/>=") }
