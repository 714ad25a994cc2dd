package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What a shown program reads is published with it, and named below it.
func TestWhatProgramsNeed(t *testing.T) {
	root := small()
	for name, text := range map[string]string{
		"code/main.py":    "import part\n",
		"code/part.py":    "import deep\n",
		"code/deep.py":    "",
		"code/other.py":   "",
		"data/cats.csv":   "1\n",
		"data/answer.txt": "yes\n",
		"zh/a.md":         "# 甲\n\n<<< code/main.py run data=data/cats.csv input=data/answer.txt\n",
		"en/a.md":         "# A\n\n<<< code/main.py run data=data/cats.csv input=data/answer.txt\n",
	} {
		root["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	sink, found := run(t, root, memo(t), true)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for name, want := range map[string]bool{"code/main.py": true, "code/part.py": true, "code/deep.py": true, "data/cats.csv": true, "data/answer.txt": true, "code/other.py": false} {
		if _, got := sink.files[name]; got != want {
			t.Errorf("%s is published: %t", name, got)
		}
	}
	page := unkeyed(sink.files["en/a/index.html"])
	if want := `<p class="code-also"><span>Also needs</span> <a href="/code/deep.py">deep.py</a> <a href="/code/part.py">part.py</a> <a href="/data/answer.txt">answer.txt</a> <a href="/data/cats.csv">cats.csv</a></p>`; !strings.Contains(page, want) {
		t.Errorf("no %s in %s", want, page)
	}
}

// What keeps a calculator of scenarios from its results has words of its own.
func TestWordsOfScenarios(t *testing.T) {
	root := small()
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n```calc\ntype: scenarios\ntitle: T\n---\nscenario,weight,a,b\nx,0.5,100,92\ny,0.5,60,80\n```\n")}
	sink, _ := run(t, root, memo(t), true)
	if page := sink.files["en/a/index.html"]; !strings.Contains(page, `data-zero="Enter a weight above 0 for at least one scenario"`) {
		t.Error(page)
	}
}
