package render

import "strings"

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
// Tags are those of our own making or came through the allow-list: what has no
// quotes is left as it is.
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
		next := ""
		switch {
		case idLists[name]:
			next = strings.Join(strings.Fields(value), suffix+" ") + suffix
		case name == "name" && (tag == "input" || tag == "details" || tag == "map"):
			next = value + suffix // a group of radio buttons, of details; an image's map
		case (name == "href" || name == "xlink:href" || name == "usemap") && len(value) > 1 && value[0] == '#':
			if next = value + suffix; page != "" && name == "href" {
				next = page + value
			}
		case paints[name] && strings.HasPrefix(value, "url(#") && strings.HasSuffix(value, ")"):
			next = value[:len(value)-1] + suffix + ")"
		}
		if next != "" && value != "" {
			out.WriteString(html[at:from])
			out.WriteString(next)
			at = to
		}
	})
	out.WriteString(html[at:])
	return out.String()
}

// idsIn returns the ids in HTML.
func idsIn(html string) []string {
	var out []string
	attributes(html, func(_, name string, from, to int) {
		if name == "id" {
			out = append(out, html[from:to])
		}
	})
	return out
}

// attributes tells of each attribute in quotes: the name of its tag, its own,
// and where its value stands.
func attributes(html string, found func(tag, name string, from, to int)) {
	for i := 0; i < len(html); {
		open := strings.IndexByte(html[i:], '<')
		if open < 0 {
			return
		}
		i += open + 1
		if strings.HasPrefix(html[i:], "!--") {
			end := strings.Index(html[i:], "-->")
			if end < 0 {
				return
			}
			i += end
			continue
		}
		if i == len(html) || !letter(html[i]) {
			continue
		}
		start := i
		i = word(html, i)
		i = tagAttributes(html, i, strings.ToLower(html[start:i]), found)
	}
}

// tagAttributes goes through the attributes of one tag and returns where it
// ends.
func tagAttributes(html string, i int, tag string, found func(tag, name string, from, to int)) int {
	for i < len(html) && html[i] != '>' {
		if !letter(html[i]) {
			i++
			continue
		}
		start := i
		i = word(html, i)
		name := strings.ToLower(html[start:i])
		if i+1 >= len(html) || html[i] != '=' {
			continue
		}
		i++
		quote := html[i]
		if quote != '"' && quote != '\'' {
			i = word(html, i)
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
	return i
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// word returns where a name, or a value without quotes, ends.
func word(html string, i int) int {
	for i < len(html) && !strings.ContainsRune(" \t\n\r\f/>=", rune(html[i])) {
		i++
	}
	return i
}
