package output

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// parallel calls do for every path, on as many goroutines as there are
// processors, and returns an error of the calls. After an error it starts no
// more.
func parallel(paths []string, do func(path string) error) error {
	var all sync.WaitGroup
	var next atomic.Int64
	var once sync.Once
	var first error
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				if err := do(paths[i]); err != nil {
					once.Do(func() { first = err })
					next.Store(int64(len(paths)))
				}
			}
		})
	}
	all.Wait()
	return first
}

// union returns the paths of the sets, sorted: neighbours in one folder.
func union(sets ...map[string]entry) []string {
	paths := map[string]bool{}
	for _, set := range sets {
		for path := range set {
			paths[path] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}
