package config

// PlacedList is a list of texts that know where they stand; a single one may
// stand without its brackets.
type PlacedList []Placed

func (l *PlacedList) decode(d *decoder, n *node, path string) {
	*l = nil
	items := n.items
	switch n.kind {
	case null:
		return
	case scalar:
		items = []node{*n}
	case mapping:
		d.wrong(n, path, "a list of texts")
		return
	}
	for i := range items {
		if items[i].kind != scalar {
			d.wrong(&items[i], path, "a list of texts")
			continue
		}
		*l = append(*l, Placed{items[i].text, items[i].start, items[i].end})
	}
}
