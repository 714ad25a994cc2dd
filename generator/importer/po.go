// Package importer reads what other tools made of a site's texts, and writes what
// they take.
//
// # PO
//
// A PO file (GNU gettext) hands blocks over to translators who work with such
// files. An entry is a block:
//
//	#. zh, source changed               what became of the block
//	#: content/zh/tasks.md:12           where the source stands
//	#, fuzzy                            the translation is not up to date
//	#| msgid "…"                        the source when it was accepted, if known
//	msgctxt "tasks#steps/2 @9f04be7a"   page, block, and a digest of the translation
//	msgid "…"                           the source's Markdown
//	msgstr "…"                          the translation's, "" where there is none
//
// The digest is of the translation as it was exported; a block that had none has
// none. So an import notices a translation that was edited since. It stands in
// the context, for that is what every tool keeps as it is: comments are another
// file's after msgmerge, and flags that a tool does not know are dropped.
//
// What front matter says to readers are entries of their own, where a page lacks
// it: "tasks#:title", "tasks#:description", "tasks#:tags" (a tag a line). Their
// texts are plain, not Markdown.
//
// An entry that is fuzzy or has no translation is not done. Only UTF-8 is read;
// an entry with plural forms is not taken in, since a block has none. What a file
// says in other comments, in obsolete entries (#~) and in its header, but for the
// language, is skipped.
//
// # What an entry may change
//
// A translation that opened what it does not close would swallow the page behind
// it. So each is read by itself, between two paragraphs, and must be blocks of
// the kinds that its source is; and the page that an import makes is read before
// it is written: every other block must be what it was, where it was, and so must
// each footnote (Admit). A name that is defined gets no other meaning.
package importer

import (
	"bytes"
	"fmt"
	"strings"

	"duizhao/generator/diag"
)

// PO is a PO file.
type PO struct {
	Lang     string // of the translations
	Source   string // of what is translated
	Project  string
	Messages []Message
}

// Message is an entry of a PO file.
type Message struct {
	Note     string   // what the tool says about it
	Places   []string // file:line
	Fuzzy    bool
	Previous string // the source that the translation is of; "" where not known
	Context  string
	ID       string
	Str      string

	Start, End int       // byte offsets in the file, of the line with the context; else of that with the source
	Fault      diag.Note // what keeps the entry from being taken in; zero for nothing
}

// sourceHeader is the header field with the source's language.
const sourceHeader = "X-Source-Language"

// Format returns the file's bytes. There is no date in them: the same texts give
// the same file.
func (p PO) Format() []byte {
	var b bytes.Buffer
	header := Message{Str: fmt.Sprintf("Project-Id-Version: %s\nPO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"+
		"Last-Translator: FULL NAME <EMAIL@ADDRESS>\nLanguage-Team: LANGUAGE <LL@li.org>\nLanguage: %s\n"+
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n%s: %s\n",
		oneLine(p.Project), p.Lang, sourceHeader, p.Source)}
	header.write(&b)
	for _, m := range p.Messages {
		b.WriteByte('\n')
		m.write(&b)
	}
	return b.Bytes()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (m Message) write(b *bytes.Buffer) {
	if m.Note != "" {
		b.WriteString("#. " + oneLine(m.Note) + "\n")
	}
	for _, p := range m.Places {
		if strings.ContainsAny(p, " \t") {
			p = "\u2068" + p + "\u2069" // as gettext marks names with spaces
		}
		b.WriteString("#: " + p + "\n")
	}
	if m.Fuzzy {
		b.WriteString("#, fuzzy\n")
	}
	if m.Previous != "" {
		field(b, "#| ", "msgid", m.Previous)
	}
	if m.Context != "" {
		field(b, "", "msgctxt", m.Context)
	}
	field(b, "", "msgid", m.ID)
	field(b, "", "msgstr", m.Str)
}

// field writes a keyword with its text, a line of the file for each of the text.
func field(b *bytes.Buffer, prefix, keyword, text string) {
	b.WriteString(prefix + keyword + " ")
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > 1 {
		b.WriteString("\"\"\n" + prefix)
	}
	for i, l := range lines {
		if i > 0 {
			b.WriteString(prefix)
		}
		b.WriteString(quote(l) + "\n")
	}
	if len(lines) == 0 {
		b.WriteString("\"\"\n")
	}
}

// quote writes a text as C would, which PO does too.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\%03o`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
