package main

import (
	"bytes"
	"cmp"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/importer"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// What front matter tells readers is translated by entries of these names, where
// a translation lacks it.
const (
	titleHead       = ":title"
	descriptionHead = ":description"
	tagsHead        = ":tags" // a tag a line
)

// head returns what a page says under such a name; "" for nothing.
func head(name string, s *content.Source, d *markdown.Doc) string {
	switch name {
	case titleHead:
		return titleIn(s, d)
	case descriptionHead:
		return s.Front.Description
	case tagsHead:
		var tags []string
		for _, t := range s.Front.Tags {
			tags = append(tags, t.Text)
		}
		return strings.Join(tags, "\n")
	}
	return ""
}

// titleIn returns a page's title, with the variables in it as they are written.
func titleIn(s *content.Source, d *markdown.Doc) string {
	if d.Runs == nil {
		return cmp.Or(s.Front.Title, d.Title)
	}
	var b strings.Builder
	for _, r := range d.Runs {
		if r.Field == site.Var {
			b.WriteString("{{" + r.Text + "}}")
		} else {
			b.WriteString(r.Text)
		}
	}
	return cmp.Or(s.Front.Title, strings.TrimSpace(b.String()))
}

// headMessages returns the entries of a page's front matter.
func headMessages(t *build.Translation) []importer.Message {
	var out []importer.Message
	for _, name := range []string{titleHead, descriptionHead, tagsHead} {
		text, note := head(name, t.Source, t.A.Doc), name[1:]+" of a page that is not translated"
		if t.Target != nil {
			note = "the translation has no " + name[1:]
		}
		if text == "" || t.Target != nil && head(name, t.Target, t.B.Doc) != "" {
			continue
		}
		out = append(out, importer.Message{Note: note, Places: []string{t.Source.Path + ":1"}, Context: t.Page() + "#" + name, ID: text})
	}
	return out
}

// takeHead keeps what a page lacks in its front matter.
func (in *incoming) takeHead(f *filled, m importer.Message, name string) {
	source, value := head(name, f.Source, f.A.Doc), cleaned(name, m.Str)
	switch {
	case f.Target != nil && head(name, f.Target, f.B.Doc) != "":
		if head(name, f.Target, f.B.Doc) != value {
			in.refuse(m, m.Context+": the page has a "+name[1:]+" already", "change it in "+f.Target.Path)
		}
		return
	case source == "" || lines(source) != m.ID:
		in.refuse(m, m.Context+": its source has changed since the export", "export again")
		return
	case m.Str == m.ID:
		value = source // as it is, whatever its spaces
	}
	if old, twice := f.head[name]; twice && old != value {
		in.refuse(m, m.Context+": the file has several translations of it", "keep one of them")
		return
	}
	if len(f.head) == 0 {
		f.headFrom = m
	}
	f.head[name] = value
	if f.first == nil {
		f.first = &m
	}
}

// cleaned returns a value of front matter without needless space.
func cleaned(name, text string) string {
	if name != tagsHead {
		return strings.Join(strings.Fields(text), " ")
	}
	var tags []string
	for tag := range strings.SplitSeq(text, "\n") {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return strings.Join(tags, "\n")
}

// front returns the front matter that a page gets.
func (f *filled) front() content.Front {
	out := content.Front{Title: f.head[titleHead], Description: f.head[descriptionHead]}
	if f.head[tagsHead] != "" {
		for tag := range strings.SplitSeq(f.head[tagsHead], "\n") {
			out.Tags = append(out.Tags, config.Placed{Text: tag})
		}
	}
	return out
}

// headed returns the front matter of a page that is yet to be written and the
// text of its source under the translated title. All that the source's front
// matter says holds for the translation, but how a translation of its own came to
// be, the days on which that text was published and last changed, where it was, and
// what is told in its language. A title is plain text: where Markdown
// would read something else in it, it goes into the front matter.
func (in *incoming) headed(f *filled) (content.Front, []byte) {
	front, own := f.Source.Front, f.front()
	front.Description, front.Tags, front.Translates, front.Translation = own.Description, own.Tags, config.Placed{}, config.Placed{}
	front.Date, front.Updated, front.Aliases = "", "", nil
	if f.A.Lang.ID != in.Settings.Source {
		front.Translates.Text = strings.TrimPrefix(f.Source.Path, content.Root+"/")
	}
	body := unled(f.Source.Body)
	if f.A.Doc.Title == "" {
		front.Title = own.Title
		return front, body
	}
	if own.Title == titleIn(f.Source, f.A.Doc) {
		return front, body
	}
	below := unled(body[opening(body):])
	line := "# " + own.Title
	if f.A.Doc.TitleID != "" {
		line += " {#" + f.A.Doc.TitleID + "}"
	}
	d := in.Parser(f.B.Lang.ID).Parse([]byte(line + "\n"))
	reads := own.Title != "" && titleIn(&content.Source{}, d) == own.Title
	if front.Title != "" || !reads {
		front.Title = own.Title
	}
	if own.Title == "" || !reads && (d.TitleID == "" || d.TitleID != f.A.Doc.TitleID) {
		return front, below
	}
	return front, append([]byte(line+"\n\n"), below...)
}

// unled cuts the blank lines off that a text begins with.
func unled(text []byte) []byte {
	for {
		line, rest, found := bytes.Cut(text, []byte("\n"))
		if !found || len(bytes.TrimSpace(line)) > 0 {
			return text
		}
		text = rest
	}
}

// opening returns where the level-1 heading ends that opens a text: with its
// line or, underlined, with a line of =.
func opening(text []byte) int {
	under := true
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(text, " "), []byte("#")); ok {
		// "#1" is a word.
		under = len(rest) > 0 && !bytes.ContainsRune([]byte(" \t\n"), rune(rest[0]))
	}
	for at := 0; at < len(text); {
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		at = min(at+len(line)+1, len(text))
		if bare := bytes.TrimSpace(line); !under || len(bare) > 0 && len(bytes.Trim(bare, "=")) == 0 {
			return at
		}
	}
	return len(text)
}
