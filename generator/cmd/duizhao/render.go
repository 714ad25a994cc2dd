package main

import (
	"bytes"
	"fmt"
	"io"

	"duizhao"
	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/cache"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
)

type renderCmd struct {
	Conformance bool `help:"Plain CommonMark: the site's extras off, raw HTML passed on, no ids."`
	GFM         bool `name:"gfm" help:"With --conformance: GitHub's tables, strikethrough, task lists and autolinks too."`
}

// Run reads documents separated by NUL bytes and writes their HTML the same
// way, through the pipeline that makes the site's pages. What is wrong in them
// goes to standard error and stands in its place in the HTML.
func (r *renderCmd) Run(c *console) error {
	in, err := io.ReadAll(c.in)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	turn := r.fragments
	if r.Conformance {
		turn = r.plain
	}
	out, err := turn(c, bytes.Split(in, []byte{0}))
	if err != nil {
		return err
	}
	if _, err := c.out.Write(bytes.Join(out, []byte{0})); err != nil {
		return fmt.Errorf("write standard output: %w", err)
	}
	return nil
}

// plain is CommonMark and nothing else.
func (r *renderCmd) plain(_ *console, docs [][]byte) ([][]byte, error) {
	p := markdown.NewParser(markdown.Options{GFM: r.GFM, RawHTML: true})
	var out [][]byte
	for _, src := range docs {
		out = append(out, []byte(render.Article(p.Parse(src), &assemble.View{}, nil)))
	}
	return out, nil
}

// fragments is the site's Markdown.
func (r *renderCmd) fragments(c *console, docs [][]byte) ([][]byte, error) {
	memo, err := cache.Open("", "", 64<<20)
	if err != nil {
		return nil, fmt.Errorf("open a memo: %w", err)
	}
	f, err := build.NewFragments(duizhao.Theme(), memo, "zh")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]byte
	for i, src := range docs {
		html, found, err := f.Render(fmt.Sprintf("document %d", i+1), src)
		if err != nil {
			return nil, err
		}
		c.diagnostics(found)
		out = append(out, []byte(html))
	}
	return out, nil
}
