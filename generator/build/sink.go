package build

import "context"

// Sink receives the files of a site. Its methods may be called from several
// goroutines. output.Stage is the sink on disk, serve.Preview the one in
// memory.
type Sink interface {
	// Put offers a file under its slash-separated path. The key identifies
	// the inputs of make: equal keys, equal bytes, so a sink that has the
	// bytes of an equal key need not call it. The preview calls make when
	// the page is asked for, and again after it dropped the bytes.
	Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error

	// Keep says that the file could not be made this time (its source has
	// an error that leaves no page) and that the last good one should stay.
	Keep(path string)
}
