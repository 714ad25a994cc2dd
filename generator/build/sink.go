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

// Standing is a Sink that has the files of the last build of a series.
type Standing interface {
	Sink

	// Stand says that the files of the last build stay but for those that are put
	// now, which have been there before.
	Stand()

	// PutFolder offers the files of a folder, its path with a slash behind it,
	// which are known only once they are made: find returns the bytes of one by
	// its path, or fs.ErrNotExist. Files that are put by themselves are not asked
	// for. The key is that of all of them.
	PutFolder(folder string, key [16]byte, find func(ctx context.Context, path string) ([]byte, error)) error
}
