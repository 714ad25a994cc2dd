package main

import (
	"strings"
	"testing"
)

// What differs on Windows, as far as it can be tried anywhere.

func TestVariable(t *testing.T) {
	env := []string{"Path=C:\\bin", "HOME=/first", "HOME=/last", "ProgramFiles(x86)=C:\\Program Files (x86)", "=C:=C:\\work", "broken"}
	for _, c := range []struct{ name, system, want string }{
		{"PATH", "windows", `C:\bin`},
		{"PATH", "linux", ""},
		{"Path", "linux", `C:\bin`},
		{"HOME", "darwin", "/last"},
		{"programfiles(X86)", "windows", `C:\Program Files (x86)`},
		{"broken", "windows", ""},
		{"HOM", "linux", ""},
	} {
		if got := variable(env, c.name, c.system); got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.name, c.system, got, c.want)
		}
	}
}

// Each system has a way to get a browser, and each way one without.
func TestHowToGet(t *testing.T) {
	for system, want := range map[string]string{"linux": "apt install chromium", "darwin": "brew install", "windows": "winget install", "freebsd": "your system's packages"} {
		got := howToGet(system)
		for _, part := range []string{want, "--chromium FILE", "DUIZHAO_CHROMIUM=FILE", "--page DIR"} {
			if !strings.Contains(got, part) {
				t.Errorf("%s: %q has no %q", system, got, part)
			}
		}
	}
}
