package calc

import (
	"fmt"
	"strings"
	"testing"

	"duizhao/generator/diag"
)

func TestExposure(t *testing.T) {
	r := Work(Input{Text: "type: exposure\ntask: 任务\n---\nhours,任务,high,low,source\n20,会议,E0,e0,x\n10,写稿,E1,E1,\n10,制图,E1,E2,\n"})
	if len(r.Notes) > 0 {
		t.Fatal(r.Notes)
	}
	for name, want := range map[string]string{
		"hours": "40", "share-1": "25.0%", "alpha-low": "0.250", "alpha-high": "0.500", "beta-low": "0.375", "beta-high": "0.500",
		"gamma-low": "0.500", "gamma-bar": "M50.00 4H50.00", "unsure": "1", "unsure-hours": "10",
	} {
		if got := r.Values[name]; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := fmt.Sprint(r.Rows); got != "[[会议 20 E0 E0] [写稿 10 E1 E1] [制图 10 E2 E1]]" {
		t.Errorf("the rows are %s", got)
	}
}

func TestAudit(t *testing.T) {
	r := Work(Input{Text: "type: audit\nskill: 技能\n---\n技能,hours,need,level,proof,note\n报价,7,3,3,0,x\n口译,5,4,3.5,3,\n改稿,7,3,4,0,\n"})
	if len(r.Notes) > 0 {
		t.Fatal(r.Notes)
	}
	for name, want := range map[string]string{
		"gap": "47", "learn": "2.5", "show": "44.5", "first": "报价", "rank-0": "报价", "rank-1": "改稿", "rank-2": "口译",
		"rank-1-show": "21", "rank-2-gap": "5", "rank-2-learn": "2.5", "rank-2-learn-bar": "M0.00 4H11.90", "rank-2-show-bar": "M11.90 4H23.81",
	} {
		if got := r.Values[name]; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	r = Work(Input{Text: "type: audit\n---\nskill,hours,need,level,proof\n口译,5,2,2,2\n"})
	if r.Values["gap"] != "0" || r.Values["first"] != "–" || r.Values["rank-0"] != "口译" {
		t.Errorf("where nothing is missing: %v", r.Values)
	}
}

func TestScenarios(t *testing.T) {
	r := Work(Input{Text: "type: scenarios\ndata: x\noptions: move, stay\nnames: 转行、留任", Data: []byte("scenario,weight,stay,move,note\na,.5,100,80,x\nb,.5,50,80,y\n")})
	if len(r.Notes) > 0 {
		t.Fatal(r.Notes)
	}
	for name, want := range map[string]string{"sure-0-1": "75.0", "sure-5-0": "80.0", "best-0": "0", "tilt-best-0": "0", "tilt-0-1": "76.9"} {
		if got := r.Values[name]; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := fmt.Sprint(r.Names, r.Rows[0]); got != "[转行 留任] [a .5 80 100]" {
		t.Errorf("names and cells are %s", got)
	}
}

// What an author can get wrong, with the text that the message stands at.
func TestMistakes(t *testing.T) {
	week := "type: exposure\n---\ntask,hours,low,high\n"
	skills := "type: audit\n---\nskill,hours,need,level,proof\n"
	paths := "type: scenarios\n---\nscenario,weight,stay\n"
	for _, c := range []struct{ text, want string }{
		{"title: x\n", `"" the calculator has no "type:"`},
		{"type: exposition\n", `"exposition" no type of calculator "exposition"`},
		{"type: exposure\ntyp: x\ndata: y\n", `"typ" no setting "typ"`},
		{"type: exposure\ntype: exposure\ndata: y\n", `"type" "type" is given twice`},
		{"type：exposure\n", `"type：exposure" "type：exposure" is no setting; "" the calculator has no "type:"`},
		{"type: exposure\ntask:\n", `"task" "task" has no value`},
		{"type: exposure\n", `"" the calculator has no data`},
		{week, `"" the calculator has no data`},
		{"type: exposure\ndata: a.csv\n---\ntask\n", `"data" the calculator has both "data:" and rows of its own`},
		{"type: exposure\n---\n任务,hours,low,high\nx,1,E0,E0\n", `"任务" the rows have no column "task"`},
		{"type: exposure\ntask: 任物\n---\n任务,hours,low,high\nx,1,E0,E0\n", `"任物" no column "任物" in the rows`},
		{"type: exposure\n---\ntask，hours\nx\n", `"task，hours" the rows have one column`},
		{week + "稿,六,E0,E0\n稿,-1,E0,E0\n稿,169,E0,E0\n", `"六" "六" in the column "hours" is no number; "-1" -1 in the column "hours" is below 0; "169" 169 in the column "hours" is above 168`},
		{week + "稿,1_0,E0,E0\n稿,nan,E0,E0\n", `"1_0" "1_0" in the column "hours" is no number; "nan" "nan" in the column "hours" is no number`},
		{week + "稿,1,E3,E1\n", `"E3" "E3" in the column "low" is no label`},
		{week + "稿,1,E1,E2\n", `"E1" low E1 counts for more than high E2`},
		{week + ",1,E1,E1\n", `"" the column "task" is empty in this row`},
		{week + "稿,0,E1,E1\n", `"" the hours add up to 0`},
		{week + "稿,1,E1\n", `"稿" the row has 3 cells, the first one 4`},
		{week + "稿\"x,1,E1,E1\n", `"" the row cannot be read: bare " in non-quoted-field`},
		{"type: exposure\n---\ntask,hours,low,high,task\nx,1,E0,E0,\n", `"task" the column "task" stands there twice`},
		{week + strings.Repeat("x,1,E0,E0\n", MaxRows+1), `"" the calculator has more than 1000 rows`},
		{skills + "甲,1,5,-1,高\n乙,169,4,4,4\n", `"169" 169 in the column "hours" is above 168; "5" 5 in the column "need" is above 4; "-1" -1 in the column "level" is below 0; "高" "高" in the column "proof" is no number`},
		{skills + ",1,1,1,1\n", `"" the column "skill" is empty in this row`},
		{paths + "甲,.5,100\n乙,.4,90\n", `"" the weights add up to 0.9, not 1`},
		{paths + "甲,1.5,0\n", `"1.5" 1.5 in the column "weight" is above 1; "0" 0 in the column "stay" is below 1`},
		{"type: scenarios\n---\nscenario,weight\na,1\n", `"scenario" the rows have no option`},
		{"type: scenarios\noptions: stay, 留, weight\n---\nscenario,weight,stay\na,1,1\n", `"留" no column "留" in the rows; "weight" the column "weight" is taken already`},
		{"type: scenarios\nnames: 甲，乙\n---\nscenario,weight,stay\na,1,1\n", `"甲，乙" 2 names for 1 options`},
		{"type: option\n---\nq,G,K,c,delta\n2,1,1,1,1\n1,1,1,1,1\n", `"2" 2 in the column "q" is above 1; "1" an option has one row of numbers`},
	} {
		r := Work(Input{Text: c.text})
		var got []string
		for _, n := range r.Notes {
			got = append(got, fmt.Sprintf("%q %s", c.text[n.Start:n.End], n.Text))
			if n.Code != Code || n.Severity != diag.Error {
				t.Errorf("%q: %s %v", c.text, n.Code, n.Severity)
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%.80q\ngot  %s\nwant %s", c.text, s, c.want)
		}
		if r.Kind != "" {
			t.Errorf("%.80q has a result", c.text)
		}
	}
}

// Mistakes in a file stand there.
func TestMistakesInAFile(t *testing.T) {
	data := "task,hours,low,high\n写稿,十,E0,E0\n"
	r := Work(Input{Text: "type: exposure\ndata: 甲.csv\n", Data: []byte(data)})
	if len(r.Notes) > 0 || len(r.DataNotes) != 1 || data[r.DataNotes[0].Start:r.DataNotes[0].End] != "十" {
		t.Errorf("%v %v", r.Notes, r.DataNotes)
	}
	r = Work(Input{Text: "type: exposure\ndata: 甲.csv\n", Data: []byte("\n")})
	if len(r.Notes) != 1 || r.Notes[0].Start != len("type: exposure\ndata: ") {
		t.Errorf("an empty file: %v", r.Notes)
	}
	if r = Work(Input{Text: "type: exposure\ndata: 甲.csv\n", Missing: true}); len(r.Notes) > 0 || r.Kind != "" {
		t.Error("of a missing file more is said")
	}
}

func FuzzWork(f *testing.F) {
	f.Add("type: exposure\n---\ntask,hours,low,high\n写稿,1,E0,E1\n", "")
	f.Add("type: scenarios\ndata: x\nnames: 甲、乙", "scenario,weight,a,b\nx,1,1,2\n")
	f.Add("type: audit\n---\nskill,hours,need,level,proof\n口译,5,4,3,3\n", "")
	f.Add("type: option\nq: p\n---\np,G,K,c,delta\n.3,60,20,5,.95\n", "")
	f.Fuzz(func(t *testing.T, text, data string) {
		r := Work(Input{Text: text, Data: []byte(data)})
		for _, n := range r.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(text) {
				t.Errorf("%q: %v", text, n)
			}
		}
		for _, n := range r.DataNotes {
			if n.Start < 0 || n.End < n.Start || n.End > len(data) {
				t.Errorf("%q: %v", data, n)
			}
		}
	})
}
