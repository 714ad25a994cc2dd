package cache

import (
	"context"
	"errors"
	"reflect"
)

// flightKey holds the type too: a key used for values of two types names two
// values.
type flightKey struct {
	key Key
	typ reflect.Type
}

// flight is the making of one value, and the value once it landed.
type flight struct {
	done   chan struct{} // closed when the flight has ended
	landed bool          // value is set; guarded by Memo.mu
	used   int           // generation of the last use; guarded by Memo.mu
	step   int           // of the last use, of a value that a step made; guarded by Memo.mu
	value  any
	err    error
	lost   bool // ended without an answer: make panicked or its caller gave up
}

// Do returns the value that make returns, which is called only if no value of
// type T is remembered for k. Callers that ask at the same time share one call,
// and its error; an error is not remembered. Values must not be changed by
// anyone. make must not ask for its own key.
//
// A call that ends with its caller's context, or panics, says nothing of the
// value: callers who waited for it then make it themselves.
func Do[T any](m *Memo, k Key, make func() (T, error)) (T, error) {
	fk := flightKey{k, reflect.TypeFor[T]()}
	for {
		f, mine := m.board(fk)
		if mine {
			return fly(m, fk, f, make)
		}
		<-f.done
		if f.lost {
			continue
		}
		v, _ := f.value.(T) // the zero T beside an error, and for a nil T that is an interface
		return v, f.err
	}
}

// Forget drops the value of type T that is remembered for k, if there is one: who
// made another in its place knows that nobody will ask for it.
func Forget[T any](m *Memo, k Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fk := flightKey{k, reflect.TypeFor[T]()}
	if f := m.flights[fk]; f != nil && f.landed {
		delete(m.flights, fk)
	}
}

// board returns the flight for k, and whether the caller has to fly it.
func (m *Memo) board(k flightKey) (f *flight, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f, ok := m.flights[k]; ok {
		f.used, f.step = m.generation, m.step
		return f, false
	}
	f = &flight{done: make(chan struct{}), lost: true, step: m.step}
	m.flights[k] = f
	if m.step > 0 {
		m.young = append(m.young, k)
	}
	return f, true
}

// fly calls make. The flight is ended in a defer, for a make that panics must
// not leave others waiting.
func fly[T any](m *Memo, k flightKey, f *flight, make func() (T, error)) (v T, err error) {
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		f.used = m.generation
		f.landed = !f.lost && f.err == nil
		if !f.landed {
			delete(m.flights, k)
		}
		close(f.done)
	}()
	v, err = make()
	f.value, f.err = v, err
	f.lost = errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	return v, err
}
