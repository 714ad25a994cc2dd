package highlight

import "testing"

func TestFileLanguage(t *testing.T) {
	for name, want := range map[string]string{
		"gan.py": "python", "main.go": "go", "a.sh": "bash", "a.yml": "yaml", "a.json": "json", "a.rs": "rust", "a.cpp": "cpp",
		"a.ts": "typescript", "a.js": "javascript", "a.html": "html", "a.md": "markdown", "a.tex": "tex", "Makefile": "makefile", "a.unknown": "", "a.csv": "csv", "a.txt": "plaintext",
	} {
		if got := FileLanguage(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
