package main

import (
	"bytes"
	"fmt"
	"io"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
)

type renderCmd struct {
	Conformance bool `help:"Plain CommonMark: the site's extras off, raw HTML passed on, no ids."`
	GFM         bool `name:"gfm" help:"With --conformance: GitHub's tables, strikethrough, task lists and autolinks too."`
}

// Run reads documents separated by NUL bytes and writes their HTML the same
// way, through the pipeline that makes the site's pages.
func (r *renderCmd) Run(c *console) error {
	in, err := io.ReadAll(c.in)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	opt := markdown.Site("zh-Hans", false)
	if r.Conformance {
		opt = markdown.Options{GFM: r.GFM, RawHTML: true}
	}
	p := markdown.NewParser(opt)
	var out [][]byte
	for src := range bytes.SplitSeq(in, []byte{0}) {
		out = append(out, []byte(render.Article(p.Parse(src), &assemble.View{}, nil)))
	}
	if _, err := c.out.Write(bytes.Join(out, []byte{0})); err != nil {
		return fmt.Errorf("write standard output: %w", err)
	}
	return nil
}
