//go:build race

package pairing

// runs is smaller under the race detector, which is ten times slower; the code
// starts no goroutine.
const runs = 50
