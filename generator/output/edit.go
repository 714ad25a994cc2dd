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
// has its old content or the new one. Its mode stays. A file that has this content
// already is not touched; one that is not there is created, with the folders above
// it. The name is slash-separated and seen from the folder. Behind a symbolic link
// the file that it leads to is replaced; a link that leads out of the folder is
// refused, for a site may come from somebody else, and a link in it could name any
// file of whoever works on it.
func Edit(dir, name string, data []byte) error {
	if err := edit(dir, filepath.FromSlash(name), data); err != nil {
		return fmt.Errorf("output: edit %q: %w", name, err)
	}
	return nil
}

// EditFile is Edit for a file that a user names: whatever links lead to it are
// theirs to follow.
func EditFile(path string, data []byte) error {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		real, err = path, nil
	}
	if err == nil {
		err = edit(filepath.Dir(real), filepath.Base(real), data)
	}
	if err != nil {
		return fmt.Errorf("output: edit %q: %w", path, err)
	}
	return nil
}

func edit(dir, name string, data []byte) error {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	name, err = behindLinks(dir, name)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	err = editIn(root, name, data)
	return errors.Join(err, root.Close())
}

// editIn edits a file on whose path there is no link.
func editIn(root *os.Root, name string, data []byte) error {
	full := filepath.Join(root.Name(), name)
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return replace(full, data, 0o644, ".duizhao-edit-*")
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a file")
	}
	old, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if bytes.Equal(old, data) {
		return nil
	}
	return replace(full, data, info.Mode().Perm(), ".duizhao-edit-*")
}

// behindLinks follows the links on a path as far as there is something, and
// returns where it leads, seen from the folder, whose own path has none.
func behindLinks(dir, name string) (string, error) {
	if !filepath.IsLocal(name) {
		return "", errors.New("it is not in the site's folder")
	}
	full := filepath.Join(dir, name)
	real, err := filepath.EvalSymlinks(full)
	if errors.Is(err, fs.ErrNotExist) {
		if _, lerr := os.Lstat(full); lerr == nil {
			return "", errors.New("the symbolic link leads nowhere")
		}
		above, err := behindLinks(dir, filepath.Dir(name))
		return filepath.Join(above, filepath.Base(name)), err
	}
	if err != nil {
		return "", err
	}
	inside, err := filepath.Rel(dir, real)
	if err != nil || !filepath.IsLocal(inside) {
		return "", errors.New("a symbolic link on its path leads out of the site's folder; replace the link by what it leads to, or write that file by hand")
	}
	return inside, nil
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
