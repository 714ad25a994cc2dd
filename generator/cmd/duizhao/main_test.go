package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duizhao/generator/check"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"duizhao": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs testdata/*.txt: the commands as a user meets them. Besides
// testscript's own commands there is `exits CODE ARGS…`, which runs duizhao and
// compares its exit code, and `alone`, which takes every other program away.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"json": jsonCmd, "exits": exitsCmd, "alone": aloneCmd},
	})
}

// TestPortInUse holds that a port in use that was asked for is the machine's
// refusal: exit code 3.
func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := filepath.Join(t.TempDir(), "site")
	var out, diags strings.Builder
	for _, c := range []struct {
		code int
		args []string
	}{{0, []string{"new", "site", dir}}, {3, []string{"serve", "--root", dir, "--addr", l.Addr().String()}}} {
		if code := run(t.Context(), c.args, os.Environ(), strings.NewReader(""), &out, &diags); code != c.code {
			t.Errorf("%v: exit code %d, want %d\n%s", c.args, code, c.code, &diags)
		}
	}
	if !strings.Contains(diags.String(), "hint: choose another address") {
		t.Errorf("no hint: %s", &diags)
	}
}

// exitsCmd runs duizhao and compares its exit code.
func exitsCmd(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("duizhao", args[1:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("run duizhao: %v", err)
	}
	if want, err := strconv.Atoi(args[0]); err != nil || got != want {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// aloneCmd leaves no program but duizhao in PATH.
func aloneCmd(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("PATH", filepath.SplitList(ts.Getenv("PATH"))[0])
}

// jsonCmd checks that a file holds JSON.
func jsonCmd(ts *testscript.TestScript, neg bool, args []string) {
	if valid := json.Valid([]byte(ts.ReadFile(args[0]))); valid == neg {
		ts.Fatalf("%s: valid JSON is %t", args[0], valid)
	}
}

var codeLiteral = regexp.MustCompile(`Code:\s*"([a-z-]+)"`)

// TestCodes holds the table of codes to what the program can report: every code
// that a source names is explained, and nothing else is.
func TestCodes(t *testing.T) {
	var known []string
	for _, c := range check.Codes() {
		known = append(known, c.Name)
		if c.Text == "" {
			t.Errorf("%s is not explained", c.Name)
		}
	}
	if !slices.IsSorted(known) {
		t.Error("the codes are not in alphabetical order")
	}
	sources := ""
	err := filepath.WalkDir("../..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") || strings.HasSuffix(p, "codes.go") {
			return err
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		sources += string(text)
		for _, m := range codeLiteral.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s reports %q, which no help explains", p, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range known {
		if !strings.Contains(sources, `"`+c+`"`) {
			t.Errorf("nothing reports %q", c)
		}
	}
}
