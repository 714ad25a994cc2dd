package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/output"
)

//go:embed all:scaffold
var scaffold embed.FS

type newCmd struct {
	Site newSiteCmd `cmd:"" help:"Start a bilingual site of four pages in a new folder."`
	Page newPageCmd `cmd:"" help:"Start a page in every language of the site."`
}

type newSiteCmd struct {
	Dir string `arg:"" help:"The folder; it must be new or empty."`
}

// Run writes the scaffold, and nothing over what is there.
func (n *newSiteCmd) Run(c *console) error {
	if n.Dir == "" { // an unset variable of a script, which would mean this folder
		return usageError{"the folder's name is empty"}
	}
	entries, err := os.ReadDir(n.Dir)
	switch {
	case err == nil && len(entries) > 0:
		return usageError{fmt.Sprintf("the folder %q is not empty", n.Dir)}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return usageError{fmt.Sprintf("%q cannot be a site's folder: %v", n.Dir, err)}
	}
	sub, err := fs.Sub(scaffold, "scaffold")
	if err != nil {
		return fmt.Errorf("read the scaffold: %w", err)
	}
	if err := os.MkdirAll(n.Dir, 0o755); err != nil {
		return fmt.Errorf("start a site: %w", err)
	}
	err = fs.WalkDir(sub, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sub, p)
		if err != nil {
			return err
		}
		// A file named .gitignore would rule over this repository too.
		p = strings.Replace(p, "gitignore", ".gitignore", 1)
		return output.Edit(n.Dir, p, data)
	})
	if err != nil {
		return fmt.Errorf("start a site: %w", err)
	}
	c.say("%s: four pages in two languages\n\tcd %s && duizhao serve", n.Dir, n.Dir)
	return nil
}

type newPageCmd struct {
	Root string `default:"." help:"The site's folder, with site.yaml." placeholder:"DIR"`
	Path string `arg:"" help:"Where the page stands in each language's folder, such as 02-skills/01-audit.md."`
}

// Run writes a page with a title in every language that lacks it.
func (n *newPageCmd) Run(c *console) error {
	if !filepath.IsLocal(n.Path) || strings.Contains(filepath.ToSlash(n.Path), "\\") { // on Windows it separates folders
		return usageError{fmt.Sprintf("%q is not a path inside a language's folder", n.Path)}
	}
	path := filepath.ToSlash(filepath.Clean(n.Path))
	if filepath.Ext(path) != ".md" {
		path += ".md"
	}
	src, err := os.ReadFile(filepath.Join(n.Root, config.File))
	if err != nil {
		return usageError{fmt.Sprintf("there is no %s in %q", config.File, n.Root)}
	}
	settings, found := config.Read(src)
	c.diagnostics(found)
	if err := verdict(found); err != nil {
		return err
	}
	key, _, _ := content.Key(path)
	title := key[strings.LastIndexByte(key, '/')+1:]
	written := 0
	for _, lang := range settings.Langs {
		name := content.Root + "/" + lang.ID + "/" + path
		if _, err := os.Lstat(filepath.Join(n.Root, filepath.FromSlash(name))); err == nil {
			continue
		}
		text := fmt.Sprintf("---\ntitle: %q\ndescription: \"\"\n---\n", title)
		if err := output.Edit(n.Root, name, []byte(text)); err != nil {
			return fmt.Errorf("start a page: %w", err)
		}
		c.say("%s", name)
		written++
	}
	if written == 0 {
		return usageError{fmt.Sprintf("the page %q is there in every language", n.Path)}
	}
	return nil
}
