package deploy

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// variants are workflows of every kind, by the file in testdata that has their text;
// test/run.sh has them read by actionlint.
var variants = map[string]Workflow{
	"tool.yml":    {Branch: "main", Tool: &Tool{Repository{"someone", "duizhao"}, "1.2.0"}},
	"sha256.yml":  {Branch: "main", Tool: &Tool{Repository{"someone", "duizhao"}, "1.2.0-rc.1"}, SHA256: strings.Repeat("0123456789abcdef", 4)},
	"folder.yml":  {Branch: "it's+1", Tool: &Tool{Repository{"someone", "duizhao"}, "1.2.0"}, Root: "docs"},
	"clone.yml":   {Branch: "main"},
	"joined.yml":  {Branch: "main", Tool: &Tool{Repository{"someone", "duizhao"}, "1.2.0"}, Root: "书 稿/2026", Join: []Join{{"docs", "manual"}, {"old", "v1/guide"}}},
	repositoryOwn: {Branch: "main", Join: []Join{{"docs", "manual"}}},
}

// repositoryOwn is the workflow of this very repository.
const repositoryOwn = "../../../" + WorkflowPath

func TestWorkflow(t *testing.T) {
	for name, w := range variants {
		got, err := w.File()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		file := filepath.Join("testdata", filepath.FromSlash(name))
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the text differs: UPDATE=1 writes it; got\n%s", name, got)
		}
	}
}

// TestWorkflowRefuses holds that no name of a folder becomes a part of the workflow's
// commands.
func TestWorkflowRefuses(t *testing.T) {
	for _, root := range []string{"a\nb", "${{ secrets.X }}", "a: b", "a #b", "-x", "$(id)", "a'b", `a"b`} {
		if _, err := (Workflow{Branch: "main", Root: root}).File(); err == nil {
			t.Errorf("the folder %q is written into a workflow", root)
		}
	}
	for _, join := range []string{"", "docs", "docs=", "=manual", "docs=../x", "docs=a b", "docs=.git", "docs=$x"} {
		if j, err := ParseJoin(join); err == nil {
			t.Errorf("%q is taken for %v", join, j)
		}
	}
}

// TestPinned holds every action that a workflow of ours uses to a commit, with its
// version, and one commit for each action.
func TestPinned(t *testing.T) {
	use := regexp.MustCompile(`uses: +(\S+)(.*)`)
	pinned := regexp.MustCompile(`^([\w-]+/[\w-]+)@[0-9a-f]{40}$`)
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("no workflows", err)
	}
	seen := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(text), -1) {
			p := pinned.FindStringSubmatch(m[1])
			if p == nil || !regexp.MustCompile(`^ # v\d+\.\d+\.\d+$`).MatchString(m[2]) {
				t.Errorf("%s: %s%s is no commit with its version", file, m[1], m[2])
				continue
			}
			if was := seen[p[1]]; was != "" && was != m[1]+m[2] {
				t.Errorf("%s: %s, elsewhere %s", file, m[1], was)
			}
			seen[p[1]] = m[1] + m[2]
		}
	}
}
