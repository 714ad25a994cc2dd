// Command release makes what readers download of a release: an archive of the program
// for each system, with the licences of all that is in it, a list of these parts
// (CycloneDX) and the checksums. It is run in the repository's root:
//
//	go run ./test/release [--out dist] [--only linux/amd64,darwin/arm64]
//
// The same commit, Go and version give the same bytes, in any folder and on any
// machine: nothing here reads the clock, and no path is in a file. What is told of
// the release comes from git, or from the environment, where there is no git:
// VERSION (without it the tag v… of the commit), COMMIT and SOURCE_DATE_EPOCH.
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Environ()); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// target is a system that the program is built for.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

// program is the name of the program there.
func (t target) program() string {
	if t.os == "windows" {
		return "duizhao.exe"
	}
	return "duizhao"
}

// targets are all of them.
var targets = []target{
	{"darwin", "amd64"}, {"darwin", "arm64"}, {"linux", "amd64"}, {"linux", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

// release is what is told of one.
type release struct {
	version string    // "1.2.3"
	commit  string    // the whole name
	time    time.Time // of the commit
}

func run(args, env []string) error {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	out := flags.String("out", "dist", "the folder of the archives")
	only := flags.String("only", "", "some of the systems, as linux/amd64,darwin/arm64")
	if err := flags.Parse(args); err != nil {
		return err
	}
	wanted, err := choose(*only)
	if err != nil {
		return err
	}
	r, err := facts(env)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "duizhao-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	files, err := r.files(env, work, wanted)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(*out, f.name), f.data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s/%s: %d bytes\n", filepath.ToSlash(*out), f.name, len(f.data))
	}
	return nil
}

func choose(only string) ([]target, error) {
	if only == "" {
		return targets, nil
	}
	var out []target
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(targets, func(t target) bool { return t.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("no release is made for %q", name)
		}
		out = append(out, targets[i])
	}
	return out, nil
}

// files makes all files of the release.
func (r release) files(env []string, work string, wanted []target) ([]file, error) {
	programs := map[target][]byte{}
	var parts []part
	for _, t := range wanted {
		data, found, err := r.build(t, env, filepath.Join(work, t.os+"-"+t.arch))
		if err != nil {
			return nil, err
		}
		programs[t] = data
		parts = union(parts, found)
	}
	parts = union(parts, vendored)
	for i := range parts {
		if err := parts[i].find(env); err != nil {
			return nil, err
		}
	}
	also, err := beside(parts)
	if err != nil {
		return nil, err
	}
	bom, err := r.bom(parts)
	if err != nil {
		return nil, err
	}
	out := []file{{name: "duizhao_" + r.version + ".cdx.json", data: bom}}
	for _, t := range wanted {
		name := fmt.Sprintf("duizhao_%s_%s_%s", r.version, t.os, t.arch)
		content := append([]file{{t.program(), 0o755, programs[t]}}, also...)
		pack, ending := tarball, ".tar.gz"
		if t.os == "windows" {
			pack, ending = zipped, ".zip"
		}
		data, err := pack(content, r.time)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", name+ending, err)
		}
		out = append(out, file{name: name + ending, data: data})
	}
	slices.SortFunc(out, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return append(out, file{name: "checksums.txt", data: checksums(out)}), nil
}

// beside are the files that each archive has beside the program.
func beside(parts []part) ([]file, error) {
	var out []file
	for _, name := range []string{"LICENSE", "README.md", "README.zh.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, file{name, 0o644, data})
	}
	return append(out, file{"THIRD-PARTY-LICENSES.txt", 0o644, notices(parts)}), nil
}

// checksums writes the sums as sha256sum -c reads them.
func checksums(files []file) []byte {
	var b bytes.Buffer
	for _, f := range files {
		sum := sha256.Sum256(f.data)
		fmt.Fprintf(&b, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
	}
	return b.Bytes()
}

// facts asks git for what the environment does not say.
func facts(env []string) (release, error) {
	commit, err := told(env, "COMMIT", "rev-parse", "HEAD")
	if err != nil {
		return release{}, err
	}
	seconds, err := told(env, "SOURCE_DATE_EPOCH", "log", "-1", "--format=%ct")
	if err != nil {
		return release{}, err
	}
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return release{}, fmt.Errorf("SOURCE_DATE_EPOCH %q is no number of seconds", seconds)
	}
	version, err := told(env, "VERSION", "describe", "--tags", "--exact-match", "--match", "v[0-9]*")
	if err != nil { // no tag
		version = "0.0.0-" + commit[:min(12, len(commit))]
	}
	version = strings.TrimPrefix(version, "v")
	if strings.ContainsFunc(version, func(r rune) bool {
		return !strings.ContainsRune("0123456789.-+abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r)
	}) || version == "" {
		return release{}, fmt.Errorf("%q is no version", version)
	}
	return release{version, commit, time.Unix(at, 0).UTC()}, nil
}

// told returns a variable of the environment, or else what git answers.
func told(env []string, name string, args ...string) (string, error) {
	if v := getenv(env, name); v != "" {
		return v, nil
	}
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		return "", fmt.Errorf("ask git %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}

func getenv(env []string, name string) string {
	found := ""
	for _, e := range env {
		if v, ok := strings.CutPrefix(e, name+"="); ok {
			found = v
		}
	}
	return found
}

// union adds parts that are not there yet, in order of their names.
func union(list, more []part) []part {
	for _, p := range more {
		if !slices.ContainsFunc(list, func(q part) bool { return q.name == p.name }) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b part) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.name, b.name))
	})
	return list
}
