package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// patience is how long Update waits for others, which take milliseconds.
const patience = 10 * time.Second

// Update edits a file of the folder (as Edit does) that several processes may
// edit at once, one after the other: change gets what is there now, nothing where there is no file. claim
// names the file that is locked meanwhile; the folder that it is in is made.
func Update(dir, name, claim string, change func(old []byte) ([]byte, error)) (err error) {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(claim), 0o755); err != nil {
		return fmt.Errorf("output: update %q: %w", path, err)
	}
	l, err := waitLock(claim, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("output: update %q: %w", path, err)
	}
	data, err := change(old)
	if err != nil {
		return err
	}
	return Edit(dir, name, data)
}

func waitLock(name, target string) (*lock, error) {
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		l, err := takeLock(name, target)
		var held *LockedError
		if err == nil || !errors.As(err, &held) || time.Now().After(end) {
			return l, err
		}
	}
}
