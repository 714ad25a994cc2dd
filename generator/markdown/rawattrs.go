package markdown

import "strings"

// span is where an attribute stands in a tag, its value without the quotes.
type span struct {
	name                 string
	start, end, from, to int
}

// attrSpans finds the attributes of a start tag, by HTML's rules of tokens, in
// their order. It tells only where they stand: the tokenizer of x/net/html gives
// names and values, but no places.
func attrSpans(tag string) []span {
	const space = " \t\n\f\r"
	i := 1
	for i < len(tag) && !strings.ContainsRune(space+"/>", rune(tag[i])) {
		i++
	}
	var out []span
	for {
		for i < len(tag) && strings.IndexByte(space+"/", tag[i]) >= 0 {
			i++
		}
		if i >= len(tag) || tag[i] == '>' {
			return out
		}
		s := span{start: i}
		i++ // a name may begin with =
		for i < len(tag) && strings.IndexByte(space+"/>=", tag[i]) < 0 {
			i++
		}
		s.end = i
		s.name = strings.ToLower(tag[s.start:i])
		for i < len(tag) && strings.IndexByte(space, tag[i]) >= 0 {
			i++
		}
		if i < len(tag) && tag[i] == '=' {
			i = attrValue(tag, i+1, &s)
		}
		out = append(out, s)
	}
}

// attrValue passes an attribute's value, which begins at or behind i.
func attrValue(tag string, i int, s *span) int {
	for i < len(tag) && strings.IndexByte(" \t\n\f\r", tag[i]) >= 0 {
		i++
	}
	if i >= len(tag) || tag[i] == '>' {
		s.end = i
		return i
	}
	quote := tag[i]
	if quote == '"' || quote == '\'' {
		s.from = i + 1
		n := strings.IndexByte(tag[s.from:], quote)
		if n < 0 {
			s.to, s.end = len(tag), len(tag)
			return len(tag)
		}
		s.to, s.end = s.from+n, s.from+n+1
		return s.end
	}
	s.from = i
	for i < len(tag) && strings.IndexByte(" \t\n\f\r>", tag[i]) < 0 {
		i++
	}
	s.to, s.end = i, i
	return i
}
