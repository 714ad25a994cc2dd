package main

import (
	"fmt"
	"io/fs"
)

// The JSON Schemas of site.yaml and of front matter are made of the Go types that
// read them (schema_test.go) and stand in each new site, where its site.yaml
// names one for editors.

type schemaCmd struct {
	Of string `arg:"" enum:"site,front-matter" help:"site for site.yaml, or front-matter."`
}

// Run prints a schema.
func (s *schemaCmd) Run(c *console) error {
	data, err := fs.ReadFile(scaffold, "scaffold/schema/"+s.Of+".json")
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	_, err = c.out.Write(data)
	return err
}
