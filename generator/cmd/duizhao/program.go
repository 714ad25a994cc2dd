package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"runtime"
	"runtime/debug"
)

// programID names this very program, so that nothing another version remembered
// is taken for its own. It is the build ID that the Go linker writes near the
// start of a binary: equal sources give equal IDs on any machine. Where it is
// not found the file's hash serves. "" says that the program cannot read itself:
// then nothing may be reused.
func programID() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(f, head) // a shorter file is all in head
	if id := buildID(head[:n]); id != "" {
		return id
	}
	h := sha256.New()
	h.Write(head[:n])
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// buildID finds the linker's note: in ELF a note of owner "Go", in other
// formats a text that starts with \xff Go build ID.
func buildID(head []byte) string {
	if _, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok {
		if id, _, ok := bytes.Cut(rest, []byte("\"\n \xff")); ok {
			return string(id)
		}
	}
	// Owner size 4, then the text's size, type 4, "Go\0\0", the text.
	if i := bytes.Index(head, []byte("\x04\x00\x00\x00Go\x00\x00")); i >= 4 {
		size := int(head[i-4]) | int(head[i-3])<<8
		if text := head[i+8:]; size <= len(text) {
			return string(text[:size])
		}
	}
	return ""
}

// version and commit are set by the linker for releases (test/release):
// -ldflags "-X main.version=1.2.3 -X main.commit=0123…".
var version, commit string

// released returns the version of the program, "" if it is none of a release.
func released() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return version
}

type versionCmd struct{}

// Run prints the version, and what the program was made with.
func (versionCmd) Run(c *console) error {
	from := ""
	if commit != "" {
		from = "commit " + commit[:min(12, len(commit))] + ", "
	}
	c.say("duizhao %s (%s%s, %s/%s)", cmp.Or(released(), "development"), from, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}
