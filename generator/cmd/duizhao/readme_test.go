package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	readmeBlock   = regexp.MustCompile("(?s)```sh\n(.*?)```")
	readmeComment = regexp.MustCompile(`\s+#.*`)
)

// readmeSteps returns the commands of a README that start a site and publish it,
// without those that do not end.
func readmeSteps(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../..", file))
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, m := range readmeBlock.FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(m[1], "duizhao new") && !strings.Contains(m[1], "duizhao deploy") {
			continue
		}
		for line := range strings.Lines(m[1]) {
			line = readmeComment.ReplaceAllString(strings.TrimSuffix(line, "\n"), "")
			if line != "duizhao serve" {
				steps = append(steps, line)
			}
		}
	}
	return steps
}

// TestReadme follows the README word for word, from nothing to a published site.
func TestReadme(t *testing.T) {
	t.Parallel()
	steps := readmeSteps(t, "README.md")
	if zh := readmeSteps(t, "README.zh.md"); !slices.Equal(steps, zh) || len(steps) < 8 {
		t.Fatalf("the two READMEs differ in their commands:\n%q\n%q", steps, zh)
	}
	dir := t.TempDir()
	cmd := exec.Command("sh", "-ec", strings.Join(steps, "\n"))
	cmd.Dir = dir
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT") }),
		"HOME="+dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=T", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=T", "GIT_COMMITTER_EMAIL=t@example.org")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{".nojekyll", "index.html", "zh/index.html", "en/index.html"} {
		if _, err := os.Stat(filepath.Join(dir, "published", name)); err != nil {
			t.Error(err)
		}
	}
}
