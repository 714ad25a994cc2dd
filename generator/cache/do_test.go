package cache

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// counter returns a make that counts its calls and returns their number.
func counter(calls *int) func() (int, error) {
	return func() (int, error) { *calls++; return *calls, nil }
}

func TestDoMakesOnce(t *testing.T) {
	m := open(t, "", "", 0)
	var calls atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			v, err := Do(m, NewKey("k"), func() (*int32, error) {
				n := calls.Add(1)
				return &n, nil
			})
			if err != nil || *v != 1 {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
	all.Wait()
	if calls.Load() != 1 {
		t.Errorf("%d calls", calls.Load())
	}
}

func TestDoTellsTypesApart(t *testing.T) {
	m := open(t, "", "", 0)
	k := NewKey("k")
	n, _ := Do(m, k, func() (int, error) { return 7, nil })
	s, _ := Do(m, k, func() (string, error) { return "seven", nil })
	e, err := Do(m, k, func() (error, error) { return nil, nil })
	again, _ := Do(m, k, func() (error, error) { return errors.New("asked again"), nil })
	if n != 7 || s != "seven" || e != nil || err != nil || again != nil {
		t.Errorf("got %v %v %v %v %v", n, s, e, err, again)
	}
}

func TestDoForgetsErrors(t *testing.T) {
	m := open(t, "", "", 0)
	calls := 0
	fail := func() (int, error) { calls++; return calls, fmt.Errorf("call %d", calls) }
	for i := 1; i <= 2; i++ {
		if v, err := Do(m, NewKey("k"), fail); v != i || err == nil || err.Error() != fmt.Sprint("call ", i) {
			t.Errorf("call %d: got %v, %v", i, v, err)
		}
	}
	if v, err := Do(m, NewKey("k"), counter(&calls)); v != 3 || err != nil {
		t.Errorf("got %v, %v", v, err)
	}
}

// While one caller makes a value, another waits; this is what the other gets.
func TestDoWaiting(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name string
		end  func() (string, error)
		want string
		err  error
	}{
		{"the value is shared", func() (string, error) { return "first", nil }, "first", nil},
		{"an error is shared", func() (string, error) { return "", broken }, "", broken},
		{"a cancelled call is not", func() (string, error) { return "", fmt.Errorf("x: %w", context.Canceled) }, "second", nil},
		{"a timed out call is not", func() (string, error) { return "", context.DeadlineExceeded }, "second", nil},
		{"a panic is not", func() (string, error) { panic("first") }, "second", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := open(t, "", "", 0)
				gate := make(chan struct{})
				go func() {
					defer func() { _ = recover() }() // the panic under test
					Do(m, NewKey("k"), func() (string, error) { <-gate; return tt.end() })
				}()
				synctest.Wait()
				go func() {
					v, err := Do(m, NewKey("k"), func() (string, error) { return "second", nil })
					if v != tt.want || !errors.Is(err, tt.err) {
						t.Errorf("got %q, %v", v, err)
					}
				}()
				synctest.Wait()
				close(gate)
				synctest.Wait()
			})
		})
	}
}

func TestTurnDropsTheUnused(t *testing.T) {
	m := open(t, "", "", 0)
	made := 0
	ask := func() int {
		v, err := Do(m, NewKey("k"), counter(&made))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	ask()
	for range 3 {
		m.Turn()
		m.Turn() // one build without the value is survived
		if got := ask(); got != 1 {
			t.Fatalf("made again after two turns: %d", got)
		}
	}
	m.Turn()
	m.Turn()
	m.Turn()
	if got := ask(); got != 2 {
		t.Errorf("still kept after three turns: %d", got)
	}
}

func TestTurnKeepsWhatIsBeingMade(t *testing.T) {
	m := open(t, "", "", 0)
	made := 0
	v, err := Do(m, NewKey("k"), func() (int, error) {
		for range 5 {
			m.Turn()
		}
		made++
		return made, nil
	})
	again, _ := Do(m, NewKey("k"), counter(&made))
	if v != 1 || again != 1 || err != nil {
		t.Errorf("got %d then %d, %v", v, again, err)
	}
}

// TestStepDropsItsOwn holds that steps leave what generations made, and drop what
// they made themselves and no longer ask for.
func TestStepDropsItsOwn(t *testing.T) {
	m := open(t, "", "", 0)
	calls := map[string]int{}
	ask := func(name string) {
		Do(m, NewKey(name), func() (int, error) { calls[name]++; return 0, nil })
	}
	ask("old")
	m.Step()
	ask("young")
	m.Step()
	m.Step() // two steps without it are survived
	ask("young")
	for range 3 {
		m.Step()
	}
	ask("young")
	m.Turn()
	ask("old")
	ask("young")
	for range 5 {
		m.Step()
	}
	ask("young")
	if calls["old"] != 1 || calls["young"] != 2 {
		t.Errorf("made %v", calls)
	}
}

func TestForget(t *testing.T) {
	m := open(t, "", "", 0)
	calls := 0
	Do(m, NewKey("k"), counter(&calls))
	Forget[string](m, NewKey("k")) // a value of another type
	Forget[int](m, NewKey("another"))
	if Do(m, NewKey("k"), counter(&calls)); calls != 1 {
		t.Errorf("%d calls, though nothing of it was forgotten", calls)
	}
	Forget[int](m, NewKey("k"))
	if v, _ := Do(m, NewKey("k"), counter(&calls)); v != 2 {
		t.Errorf("got the value of call %d, though it was forgotten", v)
	}
}
