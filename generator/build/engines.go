package build

import (
	"maps"
	"slices"
	"sync"

	"duizhao/generator/cache"
	"duizhao/generator/math"
)

// Engines keeps the engines of a series of builds running. The zero value is
// ready; it must be closed. Its methods may be called from several goroutines.
type Engines struct {
	mu   sync.Mutex
	key  cache.Key
	now  *math.Engine
	last *math.Engine // of other settings: a page may still be in it
}

// math returns the engine for these settings. An engine of other settings stays
// one change longer, since a page that was asked for before may be using it.
func (e *Engines) math(katex []byte, macros map[string]string, workers int) *math.Engine {
	parts := []string{string(katex)}
	for _, name := range slices.Sorted(maps.Keys(macros)) {
		parts = append(parts, name, macros[name])
	}
	key := cache.NewKey(parts...)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.now != nil && e.key == key {
		return e.now
	}
	if e.last != nil {
		e.last.Close()
	}
	e.last, e.key = e.now, key
	e.now = math.New(katex, math.Options{Macros: macros, Workers: workers})
	return e.now
}

// Close ends all engines.
func (e *Engines) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, engine := range []*math.Engine{e.now, e.last} {
		if engine != nil {
			engine.Close()
		}
	}
	e.now, e.last = nil, nil
}
