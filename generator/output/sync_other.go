//go:build !unix

package output

// syncDir does nothing: folders cannot be synced.
func syncDir(string) error { return nil }
