package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Code is the folder of the programs that a site runs.
const Code = Root + "/code"

// Programs are the files below content/code/ and, once asked for, the files of
// data that programs read. It is safe for concurrent use.
type Programs struct {
	root  fs.FS
	Files map[string][]byte // by path from content/code/, those of Results apart
	mu    sync.Mutex
	data  map[string][]byte // by path from content/; nil for one that is not there
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
// of its imports, and what is no plain file are passed over.
func ReadPrograms(root fs.FS) (*Programs, error) {
	p := &Programs{root: root, Files: map[string][]byte{}, data: map[string][]byte{}}
	err := fs.WalkDir(root, Code, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == Code:
			return fs.SkipAll
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") || d.Name() == "__pycache__":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || name == ResultsFile:
			return nil
		}
		text, err := fs.ReadFile(root, name)
		p.Files[strings.TrimPrefix(name, Code+"/")] = text
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read programs: %w", err)
	}
	return p, nil
}

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
// What is not there counts as empty.
func (p *Programs) Fingerprint(x Program) Fingerprint {
	h := sha256.New()
	text := []byte(x.Text)
	if x.Path != "" {
		text, _ = p.Read(x.Path)
	}
	fmt.Fprintf(h, "%q %d %d\n%s", strings.ToLower(x.Lang), x.Exit, len(text), text)
	for _, name := range p.uses(strings.TrimPrefix(x.Path, "code/"), text) {
		fmt.Fprintf(h, "%q %d\n%s", name, len(p.Files[name]), p.Files[name])
	}
	out := Fingerprint{Program: hex.EncodeToString(h.Sum(nil))}
	if len(x.Data) == 0 && x.Input == "" {
		return out
	}
	h.Reset()
	for i, name := range append(slices.Clone(x.Data), x.Input) {
		if name != "" {
			data, _ := p.Read(name)
			fmt.Fprintf(h, "%q %t %d\n%s", name, i == len(x.Data), len(data), data)
		}
	}
	out.Data = hex.EncodeToString(h.Sum(nil))
	return out
}

// importLine is a line of Python that imports; other lines name no module.
var (
	importLine = regexp.MustCompile(`(?m)^[ \t]*(?:import|from)[ \t].*`)
	word       = regexp.MustCompile(`[\pL\pN_]+`)
)

// uses returns the files that a program names, and those that these name, sorted;
// its own is not among them. A file is named by its name anywhere in the text, a
// module of Python by a line that imports it. So a file may be counted that is
// not used, but none is missed whose name stands in the text.
func (p *Programs) uses(self string, text []byte) []string {
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
