package main

import (
	"errors"

	"duizhao/generator/deploy"
)

type deployCmd struct {
	PagesWorkflow deployPagesWorkflowCmd `cmd:"" help:"Write the workflow that publishes the site on GitHub Pages."`
	Branch        deployBranchCmd        `cmd:"" help:"Build the site and push it to a branch, such as gh-pages."`
}

// deployError marks refusals that the user can mend as wrong use, exit code 2; what
// the machine or the remote refused keeps 3. The hint goes along with either.
func deployError(err error) error {
	var e *deploy.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Use:
		return usageError{e.Text + "\n\thint: " + e.Hint}
	}
	return hintError{err, e.Hint}
}

// guessedURL is where GitHub Pages serves the repository whose workflow runs this
// program; "" outside of GitHub's workflows. Other forges set the same variable, and
// another server.
func (c *console) guessedURL() string {
	if server := c.getenv("GITHUB_SERVER_URL"); server != "" && server != "https://github.com" {
		return ""
	}
	r, err := deploy.ParseRepository(c.getenv("GITHUB_REPOSITORY"))
	if err != nil {
		return ""
	}
	return r.Address()
}
