package markdown

import "testing"

// A partial may stand on many pages, so aliases of its headings lead nowhere and are
// said at their place.
func TestPartialHasNoAliases(t *testing.T) {
	const src = "## 节 {#now aliases=\"was b#gone\"}\n"
	for _, partial := range []bool{false, true} {
		doc := NewParser(Options{Extras: true, Partial: partial}).Parse([]byte(src))
		var said []string
		for _, n := range doc.Notes {
			said = append(said, n.Code+" "+src[n.Start:n.End])
		}
		if got := len(doc.Headings[0].Aliases); got != map[bool]int{false: 2, true: 0}[partial] {
			t.Errorf("partial %t: %d aliases", partial, got)
		}
		if partial != (len(said) == 2) || partial && (said[0] != "unknown-attribute was" || said[1] != "unknown-attribute b#gone") {
			t.Errorf("partial %t: said %q", partial, said)
		}
	}
}
