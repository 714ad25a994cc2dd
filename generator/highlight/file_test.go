package highlight

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2/lexers"
)

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

// TestMatch holds match to what lexers.Match finds for a name of each pattern, for
// a backup of it or for a longer one.
func TestMatch(t *testing.T) {
	n := 0
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		for _, pattern := range slices.Concat(l.Config().Filenames, l.Config().AliasFilenames) {
			name := strings.NewReplacer("*", "x", "[", "", "]", "").Replace(pattern)
			name += []string{"", ".orig", "~", "x"}[n%4]
			n++
			if got, want := match(name), lexers.Match(name); got != want {
				t.Errorf("%s: got %v, want %v", name, got, want)
			}
		}
	}
}

func BenchmarkFileLanguage(b *testing.B) {
	for b.Loop() {
		FileLanguage("gan1d.py")
	}
}
