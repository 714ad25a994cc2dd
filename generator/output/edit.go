package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Edit replaces the content of a source file atomically: after a crash the file
// has its old content or the new one. Its mode stays; behind a symbolic link the
// file that it leads to is replaced. A file that has this content already is not
// touched; one that is not there is created.
func Edit(path string, data []byte) error {
	if err := edit(path, data); err != nil {
		return fmt.Errorf("output: edit %q: %w", path, err)
	}
	return nil
}

func edit(path string, data []byte) error {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, lerr := os.Lstat(path); lerr == nil {
			return errors.New("the symbolic link leads nowhere")
		}
		return replace(path, data, 0o644, ".duizhao-edit-*")
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(real)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	old, err := os.ReadFile(real)
	if err != nil {
		return err
	}
	if bytes.Equal(old, data) {
		return nil
	}
	return replace(real, data, info.Mode().Perm(), ".duizhao-edit-*")
}

// replace writes a file beside its place, syncs it and moves it there. pattern
// names the temporary file as in os.CreateTemp.
func replace(path string, data []byte, mode fs.FileMode, pattern string) error {
	f, err := os.CreateTemp(filepath.Dir(path), pattern)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(path))
}
