package pairing

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// LockFile is where accepted translations are kept, from content/.
const LockFile = "translations.lock"

// Lock is a set of accepted pairs: that this text of a block is a translation
// of that one. Nil is an empty one. In the file each pair is a line,
//
//	zh→en 0123456789abcdef fedcba9876543210 page
//
// with the two languages, the digests of the source and of the translation, and
// the page, which is a hint for people alone. Lines are sorted and stand once, so
// that whatever merges two files and takes the lines of both sides is right.
type Lock struct {
	pages   map[Pair]string
	sources map[end]map[Digest]bool // accepted translations of a source
	targets map[end]map[Digest]bool // accepted sources of a translation
}

// Pair is an accepted translation.
type Pair struct {
	From, To       string // ids of languages
	Source, Target Digest
}

// end is one side of pairs.
type end struct {
	from, to string
	digest   Digest
}

// ReadLock reads a lock file. A line that cannot be read is left out and said;
// one of a language that the site has not is kept and said.
func ReadLock(src []byte, langs []string) (*Lock, []diag.Note) {
	l := &Lock{}
	var notes diag.Notes
	src, offset := bytes.CutPrefix(src, []byte("\ufeff"))
	at := 0
	if offset {
		at = len("\ufeff")
	}
	for raw := range bytes.Lines(src) {
		start := at
		at += len(raw)
		line := string(bytes.TrimRight(raw, "\r\n\t "))
		if line == "" {
			continue
		}
		note := diag.Note{Start: start, End: start + len(line), Severity: diag.Error, Code: "translations-lock"}
		p, page, bad, hint := readPair(line)
		if bad == "" {
			l.Add(p, page)
			bad, hint = foreign(p, langs)
			note.Severity = diag.Warning
		}
		if bad != "" {
			note.Text, note.Hint = bad, hint
			notes.Add(note)
		}
	}
	return l, notes.List()
}

// readPair takes a line apart, or says what is wrong with it.
func readPair(line string) (p Pair, page, bad, hint string) {
	for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if strings.HasPrefix(line, mark) {
			return p, "", "version control left a conflict here", "take out the lines of marks, and keep all others: the lines of both sides are right"
		}
	}
	const form = "a line is LANG→LANG, two digests of 16 digits, and the page: zh→en 0123456789abcdef fedcba9876543210 page; duizhao sync accept writes them"
	fields := strings.SplitN(line, " ", 4)
	if len(fields) < 3 {
		return p, "", "this is no accepted pair", form
	}
	var ok, first, second bool
	p.From, p.To, ok = strings.Cut(fields[0], "→")
	p.Source, first = parseDigest(fields[1])
	p.Target, second = parseDigest(fields[2])
	switch {
	case !ok || p.From == "" || p.To == "":
		return p, "", fmt.Sprintf("%q are no two languages", fields[0]), form
	case !first:
		return p, "", fmt.Sprintf("%q is no digest", fields[1]), form
	case !second:
		return p, "", fmt.Sprintf("%q is no digest", fields[2]), form
	}
	if len(fields) == 4 {
		page = fields[3]
	}
	return p, page, "", ""
}

// foreign says of a pair that the site has no such languages.
func foreign(p Pair, langs []string) (bad, hint string) {
	for _, id := range []string{p.From, p.To} {
		if !slices.Contains(langs, id) {
			return fmt.Sprintf("the site has no language %q", id), "the line counts for nothing; take it out unless the language comes back"
		}
	}
	if p.From == p.To {
		return "a text is no translation of its own language", "take the line out"
	}
	return "", ""
}

// Format returns the lock as its file's bytes.
func (l *Lock) Format() []byte {
	var lines []string
	if l != nil {
		for p, page := range l.pages {
			line := fmt.Sprintf("%s→%s %s %s %s", p.From, p.To, p.Source, p.Target, page)
			lines = append(lines, strings.TrimRight(line, " ")+"\n")
		}
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, ""))
}

// Len returns the number of pairs.
func (l *Lock) Len() int {
	if l == nil {
		return 0
	}
	return len(l.pages)
}

// Add accepts a pair. Of several pages that it stands on, the first by name is
// written, whatever the order.
func (l *Lock) Add(p Pair, page string) {
	if l.pages == nil {
		l.pages, l.sources, l.targets = map[Pair]string{}, map[end]map[Digest]bool{}, map[end]map[Digest]bool{}
	}
	if old, ok := l.pages[p]; ok {
		page = min(page, old)
	}
	l.pages[p] = page
	put(l.sources, end{p.From, p.To, p.Source}, p.Target)
	put(l.targets, end{p.From, p.To, p.Target}, p.Source)
}

func put(m map[end]map[Digest]bool, s end, d Digest) {
	if m[s] == nil {
		m[s] = map[Digest]bool{}
	}
	m[s][d] = true
}

// Remove takes a pair out.
func (l *Lock) Remove(p Pair) {
	if l == nil {
		return
	}
	delete(l.pages, p)
	drop(l.sources, end{p.From, p.To, p.Source}, p.Target)
	drop(l.targets, end{p.From, p.To, p.Target}, p.Source)
}

func drop(m map[end]map[Digest]bool, s end, d Digest) {
	if delete(m[s], d); len(m[s]) == 0 {
		delete(m, s)
	}
}

// Merge does to l what others did meanwhile: what came between base and now
// comes, and what went goes.
func (l *Lock) Merge(base, now *Lock) {
	for _, p := range now.Pairs() {
		if !base.Has(p) {
			l.Add(p, now.pages[p])
		}
	}
	for _, p := range base.Pairs() {
		if !now.Has(p) {
			l.Remove(p)
		}
	}
}

// Has reports whether a pair is accepted.
func (l *Lock) Has(p Pair) bool {
	if l == nil {
		return false
	}
	_, ok := l.pages[p]
	return ok
}

// knowsSource and knowsTarget report whether a text of p was accepted with any
// other.
func (l *Lock) knowsSource(p Pair) bool {
	return l != nil && l.sources[end{p.From, p.To, p.Source}] != nil
}

func (l *Lock) knowsTarget(p Pair) bool {
	return l != nil && l.targets[end{p.From, p.To, p.Target}] != nil
}

// Pairs returns all pairs, sorted as in the file.
func (l *Lock) Pairs() []Pair {
	if l == nil {
		return nil
	}
	return slices.SortedFunc(maps.Keys(l.pages), func(p, q Pair) int {
		return strings.Compare(p.key(), q.key())
	})
}

func (p Pair) key() string { return p.From + "→" + p.To + string(p.Source[:]) + string(p.Target[:]) }

// Sources returns the sources that a translation was accepted for, sorted.
func (l *Lock) Sources(from, to string, target Digest) []Digest {
	if l == nil {
		return nil
	}
	return sorted(l.targets[end{from, to, target}])
}

// Targets returns the translations that were accepted for a source, sorted.
func (l *Lock) Targets(from, to string, source Digest) []Digest {
	if l == nil {
		return nil
	}
	return sorted(l.sources[end{from, to, source}])
}

func sorted(set map[Digest]bool) []Digest {
	return slices.SortedFunc(maps.Keys(set), func(a, b Digest) int { return bytes.Compare(a[:], b[:]) })
}
