// Package deploy brings a built site to GitHub Pages, in one of two ways: by a
// workflow, which it writes, or by a branch, which it commits to and pushes. It
// knows nothing of how sites are built; the command builds, and hands over a folder.
//
// # The workflow
//
// Workflow.File returns the text of .github/workflows/pages.yml, made from
// pages.yml.tmpl. The same input gives the same text, so that a file that was
// written before can be compared. Actions are named by the commits in actions.go.
//
// # The branch
//
// Open looks at the repository and the remote before anything is built; Prepare
// makes a commit of a folder; Push sends it. All of it is git's plumbing, with an
// index of its own: the work tree, the user's index and the branch that is checked
// out are not touched. A commit stands on what the remote has at that moment, and
// the push is refused where that is no longer so.
//
// # Where Pages serves a repository
//
// https://OWNER.github.io/NAME/, or the root of that host where the repository has
// the host's name (Repository.Address).
package deploy

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// Error is what a user can do something about.
type Error struct {
	Text string
	Hint string // what to do; may be ""
	Use  bool   // wrong use, not a refusal of the machine or of another one
}

func (e *Error) Error() string { return e.Text }

// Repository is one on GitHub.
type Repository struct{ Owner, Name string }

var repositoryForm = regexp.MustCompile(`^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)/([A-Za-z0-9._-]+)$`)

// ParseRepository reads OWNER/NAME.
func ParseRepository(s string) (Repository, error) {
	m := repositoryForm.FindStringSubmatch(s)
	if m == nil || m[2] == "." || m[2] == ".." {
		return Repository{}, &Error{Text: fmt.Sprintf("%q is not a repository on GitHub", s), Hint: "write OWNER/NAME", Use: true}
	}
	return Repository{m[1], m[2]}, nil
}

// Address returns where GitHub Pages serves the repository's site, unless it has a
// domain of its own. Hosts are written small, paths are not.
func (r Repository) Address() string {
	host := strings.ToLower(r.Owner) + ".github.io"
	if strings.EqualFold(r.Name, host) {
		return "https://" + host + "/"
	}
	return "https://" + host + "/" + r.Name + "/"
}

var remoteForm = regexp.MustCompile(`^(?:https?://(?:[^/@]*@)?|ssh://(?:[^/@]*@)?|git://|[^/@:]*@)(?:www\.|ssh\.)?github\.com(?::[0-9]+/|[:/])/*(.+?)(?:\.git)?/*$`)

// OfRemote returns the repository that a remote's URL names, if it is on GitHub.
func OfRemote(address string) (Repository, bool) {
	m := remoteForm.FindStringSubmatch(address)
	if m == nil {
		return Repository{}, false
	}
	r, err := ParseRepository(m[1])
	return r, err == nil
}

// Domain returns the domain for the file CNAME of a site that is served at an
// address: one's own, with the site at its root; else "".
func Domain(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Port() != "" || strings.Trim(u.Path, "/") != "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || strings.HasSuffix(host, ".github.io") {
		return ""
	}
	return host
}
