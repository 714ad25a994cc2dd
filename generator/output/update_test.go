package output

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestUpdate holds that of edits at the same time none is lost.
func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	file, claim := filepath.Join(dir, "list"), filepath.Join(dir, "state", "claim")
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			if err := Update(dir, "list", claim, func(old []byte) ([]byte, error) { return append(old, "line\n"...), nil }); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	got, err := os.ReadFile(file)
	if err != nil || strings.Count(string(got), "line\n") != 8 {
		t.Errorf("got %q and %v", got, err)
	}
	if err := Update(dir, "state", claim, func(old []byte) ([]byte, error) { return old, nil }); err == nil {
		t.Error("a folder is edited")
	}
}
