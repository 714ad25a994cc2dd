package math

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"modernc.org/quickjs"
)

//go:embed bridge.js
var bridge string

// memory bounds one runtime, in bytes.
const memory = 1 << 30

// machine is one running KaTeX, for one goroutine at a time.
type machine struct {
	vm             *quickjs.VM
	setFn, knownFn quickjs.Value
}

// answer is what bridge.js says of a formula. Positions count UTF-16 units; -1
// is unknown.
type answer struct {
	HTML    string
	Error   *failure
	Refused bool // a command was refused for safety
	Doubts  []doubt
}

type failure struct {
	Text       string // KaTeX's words
	Start, End int
	Macro      string // the user's macro whose expansion the positions count in
}

type doubt struct {
	Code       string // of KaTeX's strict settings
	Start, End int
}

// start runs a new KaTeX. A later call that takes longer than timeout fails.
func start(katex string, macros map[string]string, timeout time.Duration) (_ *machine, err error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, err
	}
	m := &machine{vm: vm}
	defer func() {
		if err != nil {
			m.stop()
		}
	}()
	defer caught(&err)
	vm.SetMemoryLimit(memory)
	if err := vm.SetEvalTimeout(timeout); err != nil {
		return nil, err
	}
	ran, err := vm.EvalValue(katex, quickjs.EvalGlobal)
	if err != nil {
		return nil, err
	}
	ran.Free()
	return m, m.connect(macros)
}

// connect evaluates the bridge and keeps its two functions: calling a value is
// faster than evaluating source that holds the formula.
func (m *machine) connect(macros map[string]string) error {
	maker, err := m.vm.EvalValue(bridge, quickjs.EvalGlobal)
	if err != nil {
		return err
	}
	defer maker.Free()
	if macros == nil {
		macros = map[string]string{}
	}
	both, err := maker.CallValue(quickjs.UndefinedValue, macros)
	if err != nil {
		return err
	}
	defer both.Free()
	for name, fn := range map[string]*quickjs.Value{"set": &m.setFn, "known": &m.knownFn} {
		atom, err := m.vm.NewAtom(name)
		if err != nil {
			return err
		}
		if *fn, err = both.GetPropertyValue(atom); err != nil {
			return err
		}
	}
	return nil
}

// set sets one formula, with macros of its own as a JSON object or "". After an error the machine must be stopped.
func (m *machine) set(tex string, display bool, own string) (a answer, err error) {
	text, err := m.call(m.setFn, tex, display, own)
	if err != nil {
		return answer{}, err
	}
	if !strings.HasPrefix(text, "{") {
		return answer{HTML: text}, nil
	}
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return answer{}, fmt.Errorf("read KaTeX's answer: %w", err)
	}
	return a, nil
}

// known returns those of the space-separated candidates that KaTeX knows.
func (m *machine) known(candidates string) (string, error) {
	return m.call(m.knownFn, candidates)
}

func (m *machine) call(fn quickjs.Value, args ...any) (text string, err error) {
	defer caught(&err)
	got, err := fn.Call(quickjs.UndefinedValue, args...)
	if err != nil {
		return "", err
	}
	text, ok := got.(string)
	if !ok {
		return "", fmt.Errorf("KaTeX answered with a %T", got)
	}
	return text, nil
}

// stop frees the machine.
func (m *machine) stop() {
	var err error
	defer caught(&err) // a machine that panicked has nothing left to free
	m.setFn.Free()
	m.knownFn.Free()
	err = m.vm.Close()
}

// caught turns a panic of the interpreter into an error: the interpreter is
// translated C, and a fault there must not end the build of all other pages.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("interpreter fault: %v", p)
	}
}

// thrown returns the JavaScript error in err, or nil.
func thrown(err error) *quickjs.Error {
	var e *quickjs.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
