package search

import (
	"slices"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// What a page includes, what its variables stand for, the names of files above code
// and the rows of charts are found on it, in blocks of a site's own too.
func TestIncluded(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	host := p.Parse([]byte("# T\n\nfirst {{var.v}}\n\n## Second\n\n<<< en/_a.md\n\n```go title=\"train_gan.rs\"\nx\n```\n\n:::own\n```go title=\"own_gan.go\"\nx\n```\n:::\n\n```chart\ntitle: T\ndata: outer\n```\n"))
	partial := p.Parse([]byte("## Inner {{var.w}}\n\n<<< code/a.py\n\n```calc\ntitle: T\ndata: inner\n```\n"))
	code, _ := markdown.CodeDoc([]byte("def deep_name(): pass"), [][2]int{{0, 21}}, "a.py", "python", markdown.Include{})
	rows := func(l markdown.Leaf) string {
		if l.Chart == nil {
			return ""
		}
		return "rows_of_" + l.Chart.Data
	}
	var m Maker
	part := m.Part(host, &assemble.View{Title: "T", Vars: site.Values{"v": "valuable"}}, rows, &assemble.Part{
		Doc: partial, View: &assemble.View{Vars: site.Values{"w": "inside"}},
		Parts: []*assemble.Part{{Doc: code, View: &assemble.View{}}},
	})
	var terms []string
	for _, e := range part.terms {
		terms = append(terms, e.term)
	}
	for _, want := range []string{"valuable", "inner", "inside", "deep_name", "deep", "py", "train_gan", "rs", "own_gan", "rows_of_outer", "rows_of_inner"} {
		if !slices.Contains(terms, want) {
			t.Errorf("%q is not found", want)
		}
	}
	if broken := m.Part(host, &assemble.View{}, nil, nil); broken.sections != 2 {
		t.Errorf("%d sections", broken.sections)
	}
}
