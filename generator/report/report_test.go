package report_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"duizhao/generator/diag"
	"duizhao/generator/report"

	"github.com/google/go-cmp/cmp"
)

func TestDiagnosticsHaveTheLineTheyAreAbout(t *testing.T) {
	root := t.TempDir()
	long := strings.Repeat("长", 100)
	if err := os.WriteFile(filepath.Join(root, "a.md"), []byte("\ufeff一\r\n看 $x$ 吧\r\n"+long+"错"+long+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "latin"), []byte("\xff\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(root, "out")); err != nil {
		t.Log(err) // a system without links
	}
	cut := strings.Repeat("长", 60)
	frame := report.Frames(root)
	for _, c := range []struct {
		name string
		pos  diag.Pos
		want []string
	}{
		{"marked columns", diag.Pos{File: "a.md", Line: 2, Col: 3, End: 6}, []string{"看 ", "$x$", " 吧"}},
		{"a place", diag.Pos{File: "a.md", Line: 1, Col: 1}, []string{"", "", "一"}},
		{"a long line", diag.Pos{File: "a.md", Line: 3, Col: 101, End: 102}, []string{"…" + cut, "错", cut + "…"}},
		{"columns behind the line", diag.Pos{File: "a.md", Line: 1, Col: 90, End: 95}, []string{"一", "", ""}},
		{"no line", diag.Pos{File: "a.md"}, nil},
		{"a line behind the end", diag.Pos{File: "a.md", Line: 9, Col: 1}, nil},
		{"no text", diag.Pos{File: "latin", Line: 1, Col: 1}, nil},
		{"outside", diag.Pos{File: "../a.md", Line: 1, Col: 1}, nil},
		{"a link that leads out", diag.Pos{File: "out", Line: 1, Col: 1}, nil},
		{"a folder", diag.Pos{File: ".", Line: 1, Col: 1}, nil},
		{"nothing", diag.Pos{File: "none.md", Line: 1, Col: 1}, nil},
	} {
		if got := frame(c.pos); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The caret stands under the character that is meant, Han or not.
func TestText(t *testing.T) {
	root := t.TempDir()
	text := "标题\n坏的：[没有](nichts.md)，e\u0301\t\x1b[2J后\n"
	if err := os.WriteFile(filepath.Join(root, "a.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ds := []diag.Diagnostic{
		{Pos: diag.Pos{File: "a.md", Line: 2, Col: 9, End: 18}, Severity: diag.Error, Code: "broken-link", Text: "no page", Hint: "write one"},
		{Pos: diag.Pos{File: "a.md", Line: 2, Col: 27}, Severity: diag.Warning, Code: "x", Text: "here"},
		{Pos: diag.Pos{File: "a.md"}, Severity: diag.Warning, Code: "x", Text: "all of it"},
		{Severity: diag.Error, Code: "x", Text: "no file"},
	}
	var b strings.Builder
	if err := report.Text(&b, ds, report.Look{Frame: report.Frames(root)}); err != nil {
		t.Fatal(err)
	}
	want := `a.md:2:9: error: no page [broken-link]
  2 | 坏的：[没有](nichts.md)，é �[2J后
    |              ^^^^^^^^^
	hint: write one
a.md:2:27: warning: here [x]
  2 | 坏的：[没有](nichts.md)，é �[2J后
    |                                ^
a.md: warning: all of it [x]
error: no file [x]
`
	want = strings.NewReplacer(`\u0301`, "\u0301", `\ufffd`, "\ufffd").Replace(want)
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.Reset()
	if err := report.Text(&b, ds[:1], report.Look{Colour: true}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "\x1b[1ma.md:2:9\x1b[0m: \x1b[1;31merror:\x1b[0m no page [broken-link]\n\thint: write one\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGitHub(t *testing.T) {
	for want, d := range map[string]diag.Diagnostic{
		"::error file=a%2Cb%3A%25.md,line=2,col=3,endLine=2,endColumn=5,title=x::100%25, a: b%0Awrite one": {Pos: diag.Pos{File: "a,b:%.md", Line: 2, Col: 3, End: 5}, Severity: diag.Error, Code: "x", Text: "100%, a: b", Hint: "write one"},
		"::warning title=x::t": {Severity: diag.Warning, Code: "x", Text: "t"},
	} {
		if got := report.GitHub(d, d.Code); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What SARIF's schema asks for, at its places.
func TestSARIF(t *testing.T) {
	ds := []diag.Diagnostic{
		{Pos: diag.Pos{File: "content/zh/甲 a.md", Line: 2, Col: 3, End: 5}, Severity: diag.Error, Code: "b", Text: "t", Hint: "h"},
		{Pos: diag.Pos{File: "site.yaml"}, Severity: diag.Warning, Code: "c", Text: "u"},
		{Severity: diag.Error, Code: "b", Text: "v"},
		{Pos: diag.Pos{File: "a.md", Line: 1, Col: 2, End: 4}, Severity: diag.Warning, Code: "b", Text: "w", Hint: "write ，", Fix: "，", Fixable: true},
		{Pos: diag.Pos{File: "a.md", Line: 1, Col: 7}, Severity: diag.Warning, Code: "b", Text: "x", Fix: " ", Fixable: true},
	}
	got := report.SARIF(ds, []report.Rule{{"a", "A."}, {"b", "B."}}, "1.0")
	var log any
	if err := json.Unmarshal(got, &log); err != nil {
		t.Fatal(err)
	}
	rule := func(id, text string) any {
		return map[string]any{"id": id, "fullDescription": map[string]any{"text": text}}
	}
	at := func(uri string, region any) any {
		physical := map[string]any{"artifactLocation": map[string]any{"uri": uri}}
		if region != nil {
			physical["region"] = region
		}
		return []any{map[string]any{"physicalLocation": physical}}
	}
	fixes := func(text, with string, from, to float64) any {
		replaced := map[string]any{"deletedRegion": map[string]any{"startLine": 1.0, "startColumn": from, "endColumn": to}, "insertedContent": map[string]any{"text": with}}
		change := map[string]any{"artifactLocation": map[string]any{"uri": "a.md"}, "replacements": []any{replaced}}
		return []any{map[string]any{"description": map[string]any{"text": text}, "artifactChanges": []any{change}}}
	}
	want := map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "duizhao", "version": "1.0", "rules": []any{rule("b", "B."), rule("c", "c")}}},
			"columnKind": "unicodeCodePoints",
			"results": []any{
				map[string]any{"ruleId": "b", "ruleIndex": 0.0, "level": "error", "message": map[string]any{"text": "t\nh"},
					"locations": at("content/zh/%E7%94%B2%20a.md", map[string]any{"startLine": 2.0, "startColumn": 3.0, "endColumn": 5.0})},
				map[string]any{"ruleId": "c", "ruleIndex": 1.0, "level": "warning", "message": map[string]any{"text": "u"}, "locations": at("site.yaml", nil)},
				map[string]any{"ruleId": "b", "ruleIndex": 0.0, "level": "error", "message": map[string]any{"text": "v"}},
				map[string]any{"ruleId": "b", "ruleIndex": 0.0, "level": "warning", "message": map[string]any{"text": "w\nwrite ，"},
					"locations": at("a.md", map[string]any{"startLine": 1.0, "startColumn": 2.0, "endColumn": 4.0}), "fixes": fixes("write ，", "，", 2, 4)},
				map[string]any{"ruleId": "b", "ruleIndex": 0.0, "level": "warning", "message": map[string]any{"text": "x"},
					"locations": at("a.md", map[string]any{"startLine": 1.0, "startColumn": 7.0}), "fixes": fixes("mend it", " ", 7, 7)},
			},
		}},
	}
	if diff := cmp.Diff(any(want), log); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
