package serve

import (
	"context"
	"fmt"
	"io/fs"
	"path"
)

// folder is a folder whose files are known only once they are made: the preview
// asks for each by its path. What finds them remembers them.
type folder struct {
	key  [16]byte
	find func(ctx context.Context, path string) ([]byte, error)
}

// Stand says that the files of the last run stay in the run under way but for
// those that it puts, as build.Standing describes it.
func (p *Preview) Stand() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.standing = p.next != nil
}

// PutFolder offers the files of a folder for the run under way, as build.Standing
// describes it.
func (p *Preview) PutFolder(name string, key [16]byte, find func(context.Context, string) ([]byte, error)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next == nil {
		return fmt.Errorf("preview %q: no run of the build is under way", name)
	}
	p.nextFolders[path.Clean(name)] = folder{key, find}
	return nil
}

// stood takes what a standing run put into the files of the run before it.
func (p *Preview) stood(next map[string]*entry, folders map[string]folder) Change {
	var c Change
	for path, e := range next {
		next[path] = p.succeed(path, e, &c)
	}
	for path, e := range next {
		p.files[path] = e
	}
	for name, f := range folders {
		p.folders[name] = f
	}
	c.sort()
	return c
}

// folderOf returns the folder that a path which is no file's may be in.
func (p *Preview) folderOf(name string) (folder, bool) {
	if !fs.ValidPath(name) {
		return folder{}, false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if f, ok := p.folders[dir]; ok {
			return f, true
		}
	}
	return folder{}, false
}
