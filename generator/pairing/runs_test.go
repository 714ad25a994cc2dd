//go:build !race

package pairing

// runs is the number of pages that are made at random.
const runs = 1000
