package audit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSize holds that a folder near what GitHub Pages publishes is said, and one
// below it not. The films are holes: they take no room on the disk.
func TestSize(t *testing.T) {
	for _, c := range []struct {
		bytes int64
		want  string
	}{{449_000_000, ""}, {451_000_000, "the site has 902 MB, and GitHub Pages publishes no more than 1,000"}} {
		dir := t.TempDir()
		page := strings.Replace(strings.Replace(whole, "BODY", "", 1), `<script src="/g/assets/a.js"></script>`, "", 1)
		if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.mp4", "b.mp4"} {
			f, err := os.Create(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if err := f.Truncate(c.bytes); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
		found, err := Folder(os.DirFS(dir), "public/", Budgets{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range found {
			got += d.Text
			if d.Code != "large-site" || d.File != "" {
				t.Errorf("%v", d)
			}
		}
		if got != c.want {
			t.Errorf("%d bytes: %q, want %q", c.bytes, got, c.want)
		}
	}
}
