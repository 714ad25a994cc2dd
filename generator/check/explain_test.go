package check

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExplained holds that every code is explained, and nothing else is.
func TestExplained(t *testing.T) {
	all := Explain()
	for _, c := range Codes() {
		x, ok := all[c.Name]
		if !ok || x.Severity == "" || x.Chinese == "" || x.Bad == "" || x.Good == "" {
			t.Errorf("%s lacks a part in explained.txt: %+v", c.Name, x)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(Names(), code) {
			t.Errorf("explained.txt has %q, which is no code", code)
		}
	}
}

// TestManualOfCodes holds the manual's page of codes to the codes: UPDATE=1 writes it.
func TestManualOfCodes(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		file := "../../docs/content/" + lang + "/codes.md"
		want := page(lang)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(got), want); diff != "" {
			t.Errorf("%s is stale; UPDATE=1 writes it (-file +codes):\n%s", file, diff)
		}
	}
}

// words are those of the page, by language.
var words = map[string]struct{ head, bad, good, severity string }{
	"zh": {`---
title: 诊断代号
description: 每个诊断代号的含义、轻重和例子。
weight: 6
---

每条信息末尾方括号里的就是代号，` + "`duizhao help broken-link`" + ` 打印同样的说明。轻重可以在 ` + "`site.yaml`" + ` 的 ` + "`check.severities`" + ` 里改。本页由程序生成。
`, "不对：", "对：", "轻重："},
	"en": {`---
title: Diagnostic codes
description: What each code of a diagnostic means, how severe it is, and an example.
weight: 6
---

The code stands in brackets at the end of each message; ` + "`duizhao help broken-link`" + ` prints the same words. Severities can be changed in ` + "`site.yaml`" + `, ` + "`check.severities`" + `. The program made this page.
`, "Wrong:", "Right:", "Severity:"},
}

var sign = regexp.MustCompile("[!-/:-@\\[-`{-~]")

// page returns the manual's page in a language.
func page(lang string) string {
	var b strings.Builder
	w, all := words[lang], Explain()
	b.WriteString(w.head)
	for _, c := range Codes() {
		x, text := all[c.Name], c.Text
		if lang == "zh" {
			text = x.Chinese
		}
		b.WriteString("\n## `" + c.Name + "` {#" + c.Name + "}\n\n")
		b.WriteString(sign.ReplaceAllString(text, `\$0`) + "\n\n")
		b.WriteString(w.severity + " `" + x.Severity + "`\n\n")
		b.WriteString(w.bad + "\n\n" + fence(x.Bad) + "\n" + w.good + "\n\n" + fence(x.Good))
	}
	return b.String()
}

func fence(text string) string {
	return "`````text\n" + strings.ReplaceAll(text, "[!code", "[!!code") + "\n`````\n"
}
