//go:build !linux && !darwin

package output

import "os"

// swap returns errNoSwap: the system has no such call.
func swap(a, b string) error { return errNoSwap }

// mountPoint returns false: where it is wrong, the rename fails.
func mountPoint(string) (bool, error) { return false, nil }

// beginWriteback does nothing: the system has no such call.
func beginWriteback(*os.File) {}
