package calc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// The formulas stand in three places: here, in the page's script, and in the
// programs that the guide explains. These tests give all three the same random
// tables.

// table is a table for all three.
type table struct {
	Kind string     `json:"kind"`
	Rows [][]string `json:"rows"`
}

// python computes with the programs of content/code, by the names of this package.
const python = `
import json, sys
sys.path.insert(0, "../../content/code")
import audit, exposure, decisions

def values(kind, rows):
    if kind == "exposure":
        tasks = [{"task": r[0], "hours": float(r[1]), "low": r[2], "high": r[3]} for r in rows]
        total = sum(t["hours"] for t in tasks)
        out = {f"share-{i}": t["hours"] / total for i, t in enumerate(tasks)}
        unsure = [t["hours"] for t in tasks if t["low"] != t["high"]]
        out.update({"hours": total, "unsure": len(unsure), "unsure-hours": sum(unsure)})
        for m in exposure.COUNTS:
            for reading in ("low", "high"):
                out[f"{m}-{reading}"] = exposure.exposure(tasks, m, reading)
        return out
    if kind == "audit":
        skills = [dict(zip(audit.COLUMNS, [r[0], *map(float, r[1:])]), row=i) for i, r in enumerate(rows)]
        ranked = audit.ranked(skills)
        out = {n: sum(audit.gaps(s)[i] for s in skills) for i, n in enumerate(("gap", "learn", "show"))}
        out["first"] = ranked[0]["row"]
        for rank, s in enumerate(ranked):
            out[f"rank-{rank}"] = s["row"]
            out[f"rank-{rank}-gap"], out[f"rank-{rank}-learn"], out[f"rank-{rank}-show"] = audit.gaps(s)
        return out
    if kind == "scenarios":
        weights = [float(r[1]) for r in rows]
        options = {o: [float(r[2 + o]) for r in rows] for o in range(len(rows[0]) - 2)}
        out = {}
        cases = [(f"sure-{a:g}", f"best-{a:g}", weights, a) for a in decisions.AVERSIONS]
        cases += [(f"tilt-{i}", f"tilt-best-{i}", decisions.tilted(weights, i), decisions.MIDDLE) for i in range(len(rows))]
        for name, best, w, a in cases:
            for o in options:
                out[f"{name}-{o}"] = decisions.certainty_equivalent(options[o], w, a)
            out[best] = decisions.best(options, w, a)
        return out
    numbers = dict(zip(("q", "G", "K", "c", "delta"), map(float, rows[0])))
    q, G, K, c, delta = numbers.values()
    out = {"learn": decisions.learning_option(**numbers), "commit": decisions.committing_now(q, G, K, delta),
           "even": min(decisions.break_even(G, K, c, delta), 1e300)}
    for name, (less, more) in decisions.sensitivity(numbers).items():
        out[name + "-less"], out[name + "-more"] = less, more
    return out

tables, numbers = json.load(sys.stdin)
json.dump([[values(t["kind"], t["rows"]) for t in tables], [[f"{x:.{p}f}" for x, p in numbers]][0]], sys.stdout)
`

// script computes with the page's script.
const script = `
import { audit, exposure, scenarios, option, fixed } from './formulas';
import { readFileSync } from 'node:fs';
const [tables, numbers] = JSON.parse(readFileSync(0, 'utf8'));
const values = ({ kind, rows }) => kind === 'exposure' ? exposure(rows) : kind === 'audit' ? audit(rows)
	: kind === 'scenarios' ? scenarios(rows, rows.map((r) => Number(r[1]))) : option(rows[0]);
console.log(JSON.stringify([tables.map((t) => Object.fromEntries([...values(t)].map(([name, v]) =>
	[name, { number: Math.min(v.number, 1e300), text: v.text }]))), numbers.map(([x, p]) => fixed(x, p))]));`

func TestThreePlacesAgree(t *testing.T) {
	tables := randomTables(rand.New(rand.NewPCG(11, 9)))
	var floats [][2]any
	for _, x := range halves(rand.New(rand.NewPCG(1, 2))) {
		floats = append(floats, [2]any{x, len(floats) % 4})
	}
	input := []any{tables, floats}

	var lab [2]json.RawMessage
	run(t, input, &lab, "python3", "-c", python)
	var page [2]json.RawMessage
	run(t, input, &page, "node", bundled(t))
	var labValues []map[string]float64
	var pageValues []map[string]struct {
		Number float64
		Text   string
	}
	var labTexts, pageTexts []string
	for raw, into := range map[*json.RawMessage]any{&lab[0]: &labValues, &page[0]: &pageValues, &lab[1]: &labTexts, &page[1]: &pageTexts} {
		if err := json.Unmarshal(*raw, into); err != nil {
			t.Fatal(err)
		}
	}
	for i, in := range tables {
		here := compute(t, in)
		for name, v := range here {
			number := min(v.number, 1e300)
			if other := pageValues[i][name]; !close9(number, other.Number) || v.text != other.Text {
				t.Errorf("%v: %s is %v %q here, %v %q in the page", in, name, number, v.text, other.Number, other.Text)
			}
			other, ok := labValues[i][name]
			if drawing := name == "zero" || strings.HasSuffix(name, "-bar"); !drawing && (!ok || !close9(number, other)) {
				t.Errorf("%v: %s is %v here, %v in the program", in, name, number, other)
			}
		}
		if len(pageValues[i]) != len(here) {
			t.Errorf("%v: %d values here, %d in the page", in, len(here), len(pageValues[i]))
		}
	}
	for i, f := range floats {
		here := fixed(f[0].(float64), f[1].(int))
		// A program's minus is ASCII, and it writes -0.
		lab := strings.Replace(labTexts[i], "-", "−", 1)
		if strings.Trim(lab, "−0.") == "" {
			lab = strings.TrimPrefix(lab, "−")
		}
		if here != lab || here != pageTexts[i] {
			t.Errorf("%v with %d decimals: %q here, %q in the program, %q in the page", f[0], f[1], here, lab, pageTexts[i])
		}
	}
}

// TestExamples holds that the guide's tables give what its programs print.
func TestExamples(t *testing.T) {
	for file, c := range map[string]struct {
		kind string
		want map[string]string
	}{
		"l9-tasks.csv":      {"exposure", map[string]string{"beta-low": "0.525", "beta-high": "0.600", "hours": "40"}},
		"skill-audit.csv":   {"audit", map[string]string{"gap": "86", "learn": "31", "show": "55", "first": "Post-editing and error types", "rank-4-gap": "5", "rank-1-show": "21"}},
		"l11-scenarios.csv": {"scenarios", map[string]string{"best-0": "1", "best-5": "2", "tilt-best-2": "2"}},
	} {
		data, err := os.ReadFile(filepath.Join("../../content/data", file))
		if err != nil {
			t.Fatal(err)
		}
		r := Work(Input{Text: "type: " + c.kind + "\ndata: x\n", Data: data})
		if len(r.Notes)+len(r.DataNotes) > 0 {
			t.Fatal(r.Notes, r.DataNotes)
		}
		for name, want := range c.want {
			if got := r.Values[name]; got != want {
				t.Errorf("%s: %s is %q, want %q", file, name, got, want)
			}
		}
	}
}

// compute is what this package makes of a table.
func compute(t *testing.T, in table) values {
	t.Helper()
	head := map[string][]string{"exposure": {"task", "hours", "low", "high"}, "audit": {"skill", "hours", "need", "level", "proof"}, "option": {"q", "G", "K", "c", "delta"}, "scenarios": {"scenario", "weight"}}[in.Kind]
	for len(head) < len(in.Rows[0]) {
		head = append(head, "o"+strconv.Itoa(len(head)))
	}
	text := "type: " + in.Kind + "\n---\n" + strings.Join(head, ",") + "\n"
	for _, row := range in.Rows {
		text += strings.Join(row, ",") + "\n"
	}
	s := &sheet{in: Input{Text: text}, settings: map[string]setting{}}
	s.readSettings()
	s.readRows()
	out := s.kind.compute(s)
	if s.failed() {
		t.Fatal(text, s.notes)
	}
	return out
}

func randomTables(r *rand.Rand) (out []table) {
	number := func(low, high float64) string {
		return strconv.FormatFloat(low+r.Float64()*(high-low), 'f', r.IntN(4), 64)
	}
	for range 300 {
		week := table{Kind: "exposure"}
		for i := range 1 + r.IntN(15) {
			low := r.IntN(3)
			week.Rows = append(week.Rows, []string{fmt.Sprint("t", i), number(.5, 40), labels[low], labels[low+r.IntN(3-low)]})
		}
		paths := table{Kind: "scenarios"}
		options := 1 + r.IntN(4)
		rest, n := 1000, 1+r.IntN(5)
		for i := range n {
			w := rest
			if i < n-1 {
				w = r.IntN(rest + 1)
			}
			rest -= w
			row := []string{fmt.Sprint("s", i), strconv.FormatFloat(float64(w)/1000, 'f', -1, 64)}
			for range options {
				row = append(row, number(1, []float64{200, 10_000}[r.IntN(2)]))
			}
			paths.Rows = append(paths.Rows, row)
		}
		option := table{"option", [][]string{{number(.1, 1), number(0, 100), number(0, 100), number(0, 20), number(.5, 1)}}}
		out = append(out, week, paths, option, randomAudit(r))
	}
	return out
}

// randomAudit has skills with equal gaps and equal names, and names that come in
// another order by the halves of their characters.
func randomAudit(r *rand.Rand) table {
	names := []string{"b", "a", "a b", "口译", "术语", "ｆ", "𠮷", "𠮷野"}
	out := table{Kind: "audit"}
	for range 1 + r.IntN(12) {
		score := func() string { return strconv.FormatFloat(float64(r.IntN(9))/2, 'f', -1, 64) }
		hours := strconv.FormatFloat(float64(r.IntN(40))/[]float64{1, 2, 10}[r.IntN(3)], 'f', -1, 64)
		out.Rows = append(out.Rows, []string{names[r.IntN(len(names))], hours, score(), score(), score()})
	}
	return out
}

// halves are numbers that often lie in the middle between two shorter ones.
func halves(r *rand.Rand) (out []float64) {
	for range 4000 {
		out = append(out, float64(r.IntN(4096)-2048)/float64(int(1)<<r.IntN(8)), (r.Float64()-.5)*math.Pow(10, float64(r.IntN(9)-4)))
	}
	return append(out, 0, math.Copysign(0, -1), -.04, .5, 1.5, 2.5, 1e6)
}

func close9(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a)) }

// bundled is the page's script as a program for Node.
func bundled(t *testing.T) string {
	t.Helper()
	result := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: script, ResolveDir: "../../assets/ts/calc", Loader: api.LoaderTS},
		Bundle: true, Platform: api.PlatformNode, Format: api.FormatESModule, Target: api.ES2022, LogLevel: api.LogLevelSilent,
	})
	for _, e := range result.Errors {
		t.Fatalf("bundle: %s", e.Text)
	}
	file := filepath.Join(t.TempDir(), "run.mjs")
	if err := os.WriteFile(file, result.OutputFiles[0].Contents, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func run(t *testing.T, input, output any, name string, args ...string) {
	t.Helper()
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(stdin), os.Stderr
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	stdout, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := json.Unmarshal(stdout, output); err != nil {
		t.Fatalf("%s printed %.200q: %v", name, stdout, err)
	}
}
