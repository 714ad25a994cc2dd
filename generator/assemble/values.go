package assemble

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// values returns what the variables of a text stand for, in its language, and
// reports those that stand for nothing. (One text is asked several times;
// diag.Sort drops what is said twice.)
func (a *assembler) values(s *content.Source, d *markdown.Doc) site.Values {
	if len(d.Vars) == 0 {
		return nil
	}
	out := site.Values{}
	for _, v := range d.Vars {
		if _, known := out[v.Name]; known {
			continue
		}
		text, bad := a.value(v, s.Lang)
		if bad == nil {
			out[v.Name] = text
			continue
		}
		bad.Start, bad.End = v.Start, v.End
		a.add(s, *bad)
	}
	return out
}

// filled returns a text of a source's front matter with its variables resolved.
func (a *assembler) filled(s *content.Source, text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	out := site.Values{}
	runs := markdown.SplitVars(text)
	for _, r := range runs {
		if r.Field != site.Var {
			continue
		}
		v := markdown.Var{Name: r.Text}
		value, bad := a.value(v, s.Lang)
		if bad == nil {
			out[r.Text] = value
			continue
		}
		// The front matter stands before all else that may say the same.
		if i := bytes.Index(s.Text, []byte(v.String())); i >= 0 {
			bad.Start, bad.End = i, i+len(v.String())
		}
		a.add(s, *bad)
	}
	return out.Text(runs)
}

// signed gives a negative number the minus sign of type, as it has in a text; any
// other text stays as it is.
func signed(text string) string {
	rest, negative := strings.CutPrefix(text, "-")
	if !negative || rest == "" || rest[0] < '0' || rest[0] > '9' || strings.Trim(rest, "0123456789.,%") != "" {
		return text
	}
	return "−" + rest
}

// value returns what a variable stands for in a language, or why it does not.
func (a *assembler) value(v markdown.Var, lang string) (string, *diag.Note) {
	bad := &diag.Note{Severity: diag.Error, Code: "unknown-variable"}
	if name, ok := v.Result(); ok {
		if a.Result != nil {
			text, bad := a.Result(name)
			return signed(text), bad
		}
		bad.Text = fmt.Sprintf("no result %q", name)
		bad.Hint = "no program of the site reports results; write the number, or a variable of site.yaml"
		return "", bad
	}
	texts, known := a.Settings.Vars[v.Name]
	if !known {
		var names []string
		for name := range a.Settings.Vars {
			names = append(names, name)
		}
		bad.Text = fmt.Sprintf("no variable %q", v.Name)
		bad.Hint = cmp.Or(diag.DidYouMean(v.Name, names), `write it in site.yaml, vars: { `+v.Name+`: … }, or \{{ to show the braces`)
		return "", bad
	}
	if _, all := texts[""]; !all {
		if _, own := texts[lang]; !own {
			bad.Text = fmt.Sprintf("the variable %q has no text in %q", v.Name, lang)
			bad.Hint = fmt.Sprintf("write vars: { %s: { %s: … } } in site.yaml", v.Name, lang)
			return "", bad
		}
	}
	return texts.In(lang), nil
}
