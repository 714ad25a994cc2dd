// Package math turns TeX into HTML and MathML with KaTeX, when the site is
// built: pages need no script to show a formula.
//
// KaTeX is JavaScript. It runs inside modernc.org/quickjs, an interpreter in
// plain Go, so neither Node nor a C compiler is needed; its output is, byte for
// byte, what the same KaTeX gives under Node (a test compares). bridge.js is
// the one script of ours between the two, with all of KaTeX's settings.
//
// An Engine keeps a pool of runtimes. None starts before the first formula
// (a build whose formulas are all remembered starts none), each is used by one
// goroutine at a time, and formulas share nothing: a \gdef ends with its
// formula. What an author can mend comes back as notes, with these codes:
//
//	tex           the formula is wrong TeX, or TeX that KaTeX does not know
//	tex-unsafe    a command that could run or load something: \href,
//	              \includegraphics, \htmlClass …
//	tex-limit     too long, nested too deeply, or macros without end
//	tex-doubtful  (a warning) KaTeX sets it, but hardly as the author meant it:
//	              Chinese outside \text, a comment that swallows the rest,
//	              \\ outside an alignment, a character of unknown size,
//	              \text without braces, a < that looks like a tag (habits.go)
//
// Of KaTeX's other "strict" findings none asks an author to act: they tell where
// LaTeX would refuse what KaTeX sets well.
//
// A formula with an error has no HTML. An error value means that the engine
// itself failed (it hung for 30 seconds, ran out of memory, or the script is not
// KaTeX); its runtime is thrown away and nothing about the formula is known.
//
// The package knows nothing of Markdown, delimiters, files or pages.
package math

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"duizhao/generator/diag"

	"modernc.org/quickjs"
)

// longest is the length of the longest formula that is set, in bytes.
const longest = 32 << 10

// Options changes how formulas are set.
type Options struct {
	Macros  map[string]string // command with its backslash → expansion, for all formulas
	Workers int               // most runtimes at a time, some 10 MB each; 0 means GOMAXPROCS
}

// Engine sets formulas. It is safe for concurrent use.
type Engine struct {
	script  string // KaTeX
	macros  map[string]string
	version string
	timeout time.Duration

	// A runtime is in use, in idle, or not started: then its token is in slots.
	idle   chan *machine
	slots  chan struct{}
	closed chan struct{}
	close  sync.Once

	vocabulary sync.Mutex
	known      []string // KaTeX's commands and environments, for hints; nil until first asked for
}

var errClosed = errors.New("the engine is closed")

// New returns an engine that runs katex, the text of katex.min.js (what adds to
// KaTeX, such as mhchem, may follow in the same text). Nothing runs before the
// first Render.
func New(katex []byte, opt Options) *Engine {
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	e := &Engine{
		script:  string(katex),
		macros:  maps.Clone(opt.Macros),
		timeout: 30 * time.Second,
		idle:    make(chan *machine, workers),
		slots:   make(chan struct{}, workers),
		closed:  make(chan struct{}),
	}
	for range workers {
		e.slots <- struct{}{}
	}
	e.version = e.fingerprint()
	return e
}

// Version identifies what the HTML of a formula depends on besides the formula:
// interpreter, KaTeX, settings and macros. The words of the notes belong to the
// program. It starts no runtime.
func (e *Engine) Version() string { return e.version }

// fingerprint hashes the parts of Version, each with its length in front.
func (e *Engine) fingerprint() string {
	h := sha256.New()
	add := func(s string) { fmt.Fprintf(h, "%d:%s", len(s), s) }
	add(quickjs.Version())
	add(e.script)
	add(bridge)
	for _, name := range slices.Sorted(maps.Keys(e.macros)) {
		add(name)
		add(e.macros[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Render sets one formula, as display or inline, and returns KaTeX's element
// (<span class="katex…">) for the caller to wrap, or "" when a note has the
// severity Error. Offsets in notes are bytes of tex. The error is for a broken
// engine only.
func (e *Engine) Render(tex string, display bool) (html string, notes []diag.Note, err error) {
	return e.RenderWith(nil, tex, display)
}

// RenderWith is Render with further macros, of the page that the formula is on.
// They are no part of Version.
func (e *Engine) RenderWith(macros map[string]string, tex string, display bool) (html string, notes []diag.Note, err error) {
	if len(tex) > longest {
		return "", tooLong(tex), nil
	}
	m, err := e.take()
	if err != nil {
		return "", nil, fmt.Errorf("set formula: %w", err)
	}
	own := ""
	if len(macros) > 0 {
		data, _ := json.Marshal(macros) // plain data: it cannot fail
		own = string(data)
	}
	a, err := m.set(tex, display, own)
	if err != nil {
		m.stop()
		e.slots <- struct{}{}
		if note, ok := broken(tex, err); ok {
			return "", []diag.Note{note}, nil
		}
		return "", nil, fmt.Errorf("set formula: %w", err)
	}
	// The vocabulary is asked for while the runtime is still ours.
	notes, html, err = e.judge(m, tex, display, a, e.with(macros))
	e.idle <- m
	if err != nil {
		return "", nil, fmt.Errorf("list known commands: %w", err)
	}
	return html, notes, nil
}

// with returns the site's macros and the page's, which win.
func (e *Engine) with(macros map[string]string) map[string]string {
	if len(macros) == 0 {
		return e.macros
	}
	all := maps.Clone(macros)
	for name, expansion := range e.macros {
		if _, own := all[name]; !own {
			all[name] = expansion
		}
	}
	return all
}

// take waits for a runtime and prefers one that runs to starting another.
func (e *Engine) take() (*machine, error) {
	select {
	case <-e.closed:
		return nil, errClosed
	default:
	}
	select {
	case m := <-e.idle:
		return m, nil
	default:
	}
	select {
	case m := <-e.idle:
		return m, nil
	case <-e.closed:
		return nil, errClosed
	case <-e.slots:
	}
	m, err := start(e.script, e.macros, e.timeout)
	if err != nil {
		e.slots <- struct{}{}
		return nil, fmt.Errorf("start KaTeX: %w", err)
	}
	return m, nil
}

// Close waits for the formulas being set and ends all runtimes. Later calls of
// Render fail.
func (e *Engine) Close() {
	e.close.Do(func() {
		close(e.closed)
		for range cap(e.slots) {
			select {
			case m := <-e.idle:
				m.stop()
			case <-e.slots:
			}
		}
	})
}

// vocabularyOf returns KaTeX's commands and environments, asking m the first
// time.
func (e *Engine) vocabularyOf(m *machine) ([]string, error) {
	e.vocabulary.Lock()
	defer e.vocabulary.Unlock()
	if e.known == nil {
		found, err := m.known(candidates(e.script))
		if err != nil {
			return nil, err
		}
		e.known = strings.Fields(found)
	}
	return e.known, nil
}
