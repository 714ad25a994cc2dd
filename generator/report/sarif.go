package report

import (
	"bytes"
	"encoding/json"
	"net/url"

	"duizhao/generator/diag"
)

// Rule is what a code means.
type Rule struct{ Code, Text string }

// The parts of SARIF 2.1.0 that are written, as its schema names them.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID   string       `json:"id"`
		Text sarifMessage `json:"fullDescription"`
	}
	sarifResult struct {
		Rule      string          `json:"ruleId"`
		Index     int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"` // behind the last character, as diag.Pos.End
	}
)

// What is to be written in place of something, as SARIF has it.
type (
	sarifFix struct {
		Text    sarifMessage  `json:"description"`
		Changes []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifContent `json:"insertedContent"`
	}
	sarifContent struct {
		Text string `json:"text"`
	}
)

// SARIF returns diagnostics as a log of one run, with the rules that they name, in
// the order of rules; version is the program's.
func SARIF(ds []diag.Diagnostic, rules []Rule, version string) []byte {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "duizhao", Version: version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for _, d := range ds {
		index[d.Code] = -1
	}
	name := func(code, text string) {
		if at, named := index[code]; named && at < 0 {
			index[code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{code, sarifMessage{text}})
		}
	}
	for _, r := range rules {
		name(r.Code, r.Text)
	}
	for _, d := range ds {
		name(d.Code, d.Code)
		run.Results = append(run.Results, result(d, index[d.Code]))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	log := sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
	if err := e.Encode(log); err != nil {
		panic("report: strings and numbers always encode: " + err.Error())
	}
	return b.Bytes()
}

func result(d diag.Diagnostic, rule int) sarifResult {
	text := d.Text
	if d.Hint != "" {
		text += "\n" + d.Hint
	}
	out := sarifResult{Rule: d.Code, Index: rule, Level: d.Severity.String(), Message: sarifMessage{text}}
	if d.File == "" {
		return out
	}
	at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: d.File}).String()}}
	if d.Line > 0 {
		at.Region = &sarifRegion{d.Line, d.Col, d.End}
	}
	out.Locations = []sarifLocation{{at}}
	if d.Fixable {
		// Without a last column a region is the rest of its line; one that ends where
		// it begins is a place between two characters.
		gone := sarifRegion{d.Line, d.Col, max(d.End, d.Col)}
		out.Fixes = []sarifFix{{sarifMessage{fix(d)}, []sarifChange{{at.Artifact, []sarifReplacement{{gone, sarifContent{d.Fix}}}}}}}
	}
	return out
}

// fix says what mends a finding.
func fix(d diag.Diagnostic) string {
	if d.Hint == "" {
		return "mend it"
	}
	return d.Hint
}
