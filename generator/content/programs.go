package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/diag"
)

// Code is the folder of the programs that a site runs.
const Code = Root + "/code"

// Programs are the files below content/code/ and, once asked for, the files of
// data that programs read. It is safe for concurrent use.
type Programs struct {
	root  fs.FS
	Files map[string][]byte // by path from content/code/, those of Results apart
	named *Named
	mu    sync.Mutex
	data  map[string][]byte // by path from content/; nil for one that is not there
}

// Named remembers which files those below content/code/ name: of one state of all
// of them, by path. It is safe for concurrent use.
type Named struct {
	mu   sync.Mutex
	uses map[string][]string
}

// Program is what is run: a file or a piece of code, and what it is given.
type Program struct {
	Path  string   // from content/; "" for a piece of code in a page
	Text  string   // of a piece of code
	Lang  string   // of a piece of code, or if not that of the file's name
	Data  []string // by path from content/
	Input string   // the same; "" for none
	Exit  int
}

// Fingerprint identifies a program and its data: equal ones, equal results.
type Fingerprint struct {
	Program string `json:"program"`
	Data    string `json:"data,omitempty"`
}

// ReadPrograms reads the folder of the programs. Hidden files, what Python keeps
// of its imports, and what is no plain file are passed over; what cannot be read
// is reported.
func ReadPrograms(root fs.FS) (*Programs, []diag.Diagnostic) {
	p := &Programs{root: root, Files: map[string][]byte{}, named: &Named{uses: map[string][]string{}}, data: map[string][]byte{}}
	var bad []diag.Diagnostic
	_ = fs.WalkDir(root, Code, func(name string, d fs.DirEntry, err error) error { // no error of its own
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == Code:
			return fs.SkipAll
		case err != nil:
			bad = append(bad, unreadable(name, "sample", err))
			return nil
		case strings.HasPrefix(d.Name(), ".") || d.Name() == "__pycache__":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || name == ResultsFile:
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			bad = append(bad, unreadable(name, "sample", err))
		}
		p.Files[strings.TrimPrefix(name, Code+"/")] = text
		return nil
	})
	return p, bad
}

// Key identifies the files.
func (p *Programs) Key() [16]byte {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		fmt.Fprintf(h, "%q %d\n", name, len(p.Files[name]))
		h.Write(p.Files[name])
	}
	return [16]byte(h.Sum(nil))
}

// Named returns what was found out of the files so far.
func (p *Programs) Named() *Named { return p.named }

// Recall takes what was found out of files with the same key.
func (p *Programs) Recall(n *Named) { p.named = n }

// Read returns a file by its path from content/; false where there is none.
func (p *Programs) Read(name string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text, known := p.data[name]
	if !known {
		if full := path.Join(Root, name); fs.ValidPath(name) {
			if read, err := fs.ReadFile(p.root, full); err == nil {
				text = append([]byte{}, read...) // not nil
			}
		}
		p.data[name] = text
	}
	return text, text != nil
}

// Fingerprint returns that of a program: of its text, of all files below
// content/code/ that it names, those that these name included, and of its data.
// What is not there counts as empty, and how lines end does not count: it is what
// a checkout makes of it.
func (p *Programs) Fingerprint(x Program) Fingerprint {
	h := sha256.New()
	text := []byte(x.Text)
	if x.Path != "" {
		text, _ = p.Read(x.Path)
	}
	text = lineEnds(text)
	fmt.Fprintf(h, "%q %d %d\n%s", strings.ToLower(x.Lang), x.Exit, len(text), text)
	for _, name := range p.uses(strings.TrimPrefix(x.Path, "code/"), text) {
		file := lineEnds(p.Files[name])
		fmt.Fprintf(h, "%q %d\n%s", name, len(file), file)
	}
	out := Fingerprint{Program: hex.EncodeToString(h.Sum(nil))}
	if len(x.Data) == 0 && x.Input == "" {
		return out
	}
	h.Reset()
	for i, name := range append(slices.Clone(x.Data), x.Input) {
		if name != "" {
			data, _ := p.Read(name)
			data = lineEnds(data)
			fmt.Fprintf(h, "%q %t %d\n%s", name, i == len(x.Data), len(data), data)
		}
	}
	out.Data = hex.EncodeToString(h.Sum(nil))
	return out
}

func lineEnds(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// Uses returns the files below content/code/ that one of them names, those that
// these name included, by path from content/, sorted.
func (p *Programs) Uses(name string) []string {
	self, ok := strings.CutPrefix(name, "code/")
	text, known := p.Files[self]
	if !ok || !known {
		return nil
	}
	var out []string
	for _, used := range p.uses(self, text) {
		out = append(out, "code/"+used)
	}
	return out
}

// NameTaken says that another program has the name of one, and where.
func NameTaken(name string, first diag.Pos) diag.Note {
	return diag.Note{
		Severity: diag.Error, Code: "sample", Text: fmt.Sprintf("two programs have the name %q: the other one is at %s", name, first),
		Hint: "give one of them another name, name=NAME, or the same data",
	}
}

// NotRun says that no program has the name that a block of output gives.
func NotRun(name string, names []string) diag.Note {
	n := diag.Note{Severity: diag.Error, Code: "sample", Text: fmt.Sprintf("no program %q is run", name), Hint: diag.DidYouMean(name, names)}
	if n.Hint == "" {
		n.Hint = "write run behind its language or its include, and name=" + name
	}
	return n
}

// importLine is a line of Python that imports; other lines name no module.
var (
	importLine = regexp.MustCompile(`(?m)^[ \t]*(?:import|from)[ \t].*`)
	word       = regexp.MustCompile(`[\pL\pN_]+`)
)

// uses returns the files that a program names. What a file names is found once.
func (p *Programs) uses(self string, text []byte) []string {
	if file, ok := p.Files[self]; !ok || !bytes.Equal(file, text) {
		return p.find(self, text)
	}
	p.named.mu.Lock()
	defer p.named.mu.Unlock()
	out, known := p.named.uses[self]
	if !known {
		out = p.find(self, text)
		p.named.uses[self] = out
	}
	return out
}

// find returns the files that a program names, and those that these name, sorted;
// its own is not among them. A file is named by its name anywhere in the text, a
// module of Python by a line that imports it. So a file may be counted that is
// not used, but none is missed whose name stands in the text.
func (p *Programs) find(self string, text []byte) []string {
	found := map[string]bool{self: true}
	var out []string
	todo := [][]byte{text}
	for len(todo) > 0 {
		text, todo = todo[0], todo[1:]
		modules := map[string]bool{}
		for _, line := range importLine.FindAll(text, -1) {
			for _, w := range word.FindAll(line, -1) {
				modules[string(w)] = true
			}
		}
		for name, used := range p.Files {
			if found[name] || !names(text, modules, name) {
				continue
			}
			found[name] = true
			out, todo = append(out, name), append(todo, used)
		}
	}
	slices.Sort(out)
	return out
}

// names reports whether a text names a file.
func names(text []byte, modules map[string]bool, name string) bool {
	base := path.Base(name)
	if stem, ok := strings.CutSuffix(base, ".py"); ok {
		if stem == "__init__" {
			stem = path.Base(path.Dir(name))
		}
		if modules[stem] {
			return true
		}
	}
	return bytes.Contains(text, []byte(base))
}
