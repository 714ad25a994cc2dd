package main

import (
	"duizhao/generator/book"
	"duizhao/generator/site"
)

type exportEPUBCmd struct {
	siteFlags
	Lang    []string `help:"The language of the book, or two, each block followed by its translation: zh,en." placeholder:"ID[,ID]"`
	Out     string   `short:"o" help:"The file to write; without it LANG.epub or LANG-LANG.epub in this folder." placeholder:"FILE"`
	BaseURL string   `help:"Where the site is served, such as https://example.org/guide/: what only it can do is linked to there." placeholder:"URL"`
}

// Run makes an ebook of all pages.
func (e *exportEPUBCmd) Run(c *console) error {
	if _, err := site.ParseBase(e.BaseURL); err != nil {
		return usageError{err.Error()}
	}
	file, err := bookFile(e.Out, e.Lang, ".epub", "mimetypeapplication/epub+zip", 30) // the first file in it, behind its header
	if err != nil {
		return err
	}
	dir, err := e.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := e.input(dir)
	in.BaseURL, in.History = e.BaseURL, c.dates(dir)
	data, found, err := book.MakeEPUB(c.ctx, in, book.Options{Langs: e.Lang})
	c.diagnostics(found)
	if err := unmade(found, err); err != nil {
		return err
	}
	return c.writeBook(file, data)
}
