package search

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// runClient runs the body of an async function of input in Node, with the
// exports of the client's engine in scope, and decodes what it returns.
func runClient(t testing.TB, body string, input, output any) {
	t.Helper()
	const folder = "../../assets/ts/search"
	result := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{
			Contents: `import { Engine, Stale, parse, stem, fold, tokenize } from './engine';
				import { reader } from './reader';
				import { index } from './shards';
				import { readFileSync, existsSync } from 'node:fs';
				const run = async (input) => {` + body + `};
				run(JSON.parse(readFileSync(0, 'utf8'))).then((out) => process.stdout.write(JSON.stringify(out)));`,
			ResolveDir: folder,
			Loader:     api.LoaderTS,
		},
		Bundle: true, Platform: api.PlatformNode, Format: api.FormatESModule, Target: api.ES2022, LogLevel: api.LogLevelSilent,
	})
	for _, e := range result.Errors {
		t.Fatalf("bundle: %s", e.Text)
	}
	script := filepath.Join(t.TempDir(), "run.mjs")
	if err := os.WriteFile(script, result.OutputFiles[0].Contents, 0o600); err != nil {
		t.Fatal(err)
	}
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", script)
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v (the client's tests need Node 20 or later)", err)
	}
	if err := json.Unmarshal(stdout, output); err != nil {
		t.Fatalf("node printed %q: %v", stdout, err)
	}
}
