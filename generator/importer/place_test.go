package importer

import (
	"slices"
	"testing"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Place gives changes that ascend and are disjoint, whatever the blocks are.
func TestPlaceOverlapping(t *testing.T) {
	s := &content.Source{Text: []byte("0123456789")}
	doc := &markdown.Doc{}
	for _, at := range [][2]int{{0, 6}, {2, 4}, {6, 10}} {
		doc.Blocks = append(doc.Blocks, markdown.Block{Block: site.Block{Start: at[0], End: at[1]}})
	}
	rows := []pairing.Row{{A: []int{0}, B: []int{0}}, {A: []int{1}, B: []int{1}}, {A: []int{2}, B: []int{2}}}
	changes, failed := Place(s, pairing.Text{Doc: doc}, rows, map[int]string{0: "a", 1: "b", 2: "c"})
	want := []Placed{{Change: content.Change{Start: 0, End: 6, Text: "a"}}, {Change: content.Change{Start: 6, End: 10, Text: "c"}, Row: 2}}
	if !slices.Equal(changes, want) || !slices.Equal(failed, []int{1}) {
		t.Errorf("got %v, failed %v", changes, failed)
	}
}
