package search

import (
	"slices"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// What a page includes, what its variables stand for and the names of files
// above code are found on it, in the section they stand in.
func TestIncluded(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	host := p.Parse([]byte("# T\n\nfirst {{var.v}}\n\n## Second\n\n<<< en/_a.md\n\n```go title=\"train_gan.rs\"\nx\n```\n"))
	partial := p.Parse([]byte("## Inner {{var.w}}\n\n<<< code/a.py\n"))
	code, _ := markdown.CodeDoc([]byte("def deep_name(): pass"), [][2]int{{0, 21}}, "a.py", "python", markdown.Include{})
	var m Maker
	part := m.Part(host, &assemble.View{Title: "T", Vars: site.Values{"v": "valuable"}}, &assemble.Part{
		Doc: partial, View: &assemble.View{Vars: site.Values{"w": "inside"}},
		Parts: []*assemble.Part{{Doc: code, View: &assemble.View{}}},
	})
	var terms []string
	for _, e := range part.terms {
		terms = append(terms, e.term)
	}
	for _, want := range []string{"valuable", "inner", "inside", "deep_name", "deep", "py", "train_gan", "rs"} {
		if !slices.Contains(terms, want) {
			t.Errorf("%q is not found", want)
		}
	}
	if broken := m.Part(host, &assemble.View{}, nil); broken.sections != 2 {
		t.Errorf("%d sections", broken.sections)
	}
}
