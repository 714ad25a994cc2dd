package lab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where the kernel has what it takes, a program sees no files of others and no
// network. In /proc/net/dev every interface has a colon.
func TestIsolation(t *testing.T) {
	here := isolate()
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := ran(t, t.Context(), "cat '"+outside+"'; echo x > '"+outside+"2'; cat /proc/net/dev", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(outside + "2")
	if here.abi > 0 && (strings.Contains(got.printed, "secret") || err == nil) {
		t.Errorf("it read or wrote a file outside its folder: %+v", got)
	}
	if n := strings.Count(got.printed, ":"); here.network && n > 1 {
		t.Errorf("it has %d network interfaces:\n%s", n, got.printed)
	}
	t.Logf("Landlock %d, network apart: %t", here.abi, here.network)
}
