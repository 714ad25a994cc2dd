package content

import "reflect"

// Reread returns the source as a file with other bytes has it. It is false where
// more than what stands below the front matter changed, or something is wrong:
// then all sources must be loaded anew, since a page's front matter tells where
// it is and what other pages show of it.
func (s *Source) Reread(raw []byte) (*Source, bool) {
	text, bad := normalise(raw)
	if bad != nil || s.Broken {
		return nil, false
	}
	front, body, notes := readFront(text)
	if len(notes) > 0 || !reflect.DeepEqual(front, s.Front) {
		return nil, false
	}
	out := *s
	out.Text, out.Body, out.Front = text, body, front
	return &out, true
}
