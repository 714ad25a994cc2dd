package deploy

import (
	"bytes"
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"
)

// WorkflowPath is where GitHub looks for the workflow, from the repository's root.
const WorkflowPath = ".github/workflows/pages.yml"

// Module is the module path of duizhao: in its own repository, workflows build it
// from the clone.
const Module = "duizhao"

//go:embed pages.yml.tmpl
var pagesTemplate string

// Workflow says what the workflow does.
type Workflow struct {
	Branch string // what is pushed to it is published
	Tool   *Tool  // the release to use; nil builds duizhao from the clone
	SHA256 string // of the release's archive; "" compares with the release's own checksums
	Root   string // the site's folder, from the repository's root; "" is that root
	Join   []Join // other sites, published below it
}

// Join is a site that is published below another one.
type Join struct {
	Root string // its folder, from the repository's root
	Path string // where, below the other one: "manual", "v1/guide"
}

// ParseJoin reads DIR=PATH.
func ParseJoin(s string) (Join, error) {
	dir, below, ok := strings.Cut(s, "=")
	below = strings.Trim(below, "/")
	if !ok || dir == "" || !joinForm.MatchString(below) {
		return Join{}, &Error{Text: fmt.Sprintf("%q does not join a site to another one", s), Hint: "write DIR=PATH, such as docs=manual; the path has letters, digits and -._/", Use: true}
	}
	return Join{dir, below}, nil
}

// joinForm are paths that read the same in an address, a shell and YAML, and that
// no element of leads upwards.
var joinForm = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$`)

// folderForm are paths without signs of a shell, of YAML or of GitHub's expressions.
var folderForm = regexp.MustCompile(`^[\p{L}\p{M}\p{N}._][\p{L}\p{M}\p{N}._/ -]*$`)

// published is the site that the workflow makes.
type published struct {
	Root string // from the repository's root; "" is that root
	Path string // below the address of Pages: "", "manual/"
}

// CheckName names the step that checks the site.
func (p published) CheckName() string { return strings.TrimSpace("Check " + p.Root) }

// File returns a path of the site, from the repository's root.
func (p published) File(name string) string { return path.Join(p.Root, name) }

func (p published) RootFlag() string {
	if p.Root == "" {
		return ""
	}
	return " --root " + shell(p.Root)
}

// Public is the folder that a build writes, Place the one it is moved to, and Above
// the folder that this one needs.
func (p published) Public() string { return shell(p.File("public")) }
func (p published) Place() string  { return path.Join(joined, p.Path) }
func (p published) Above() string {
	if above := path.Dir(p.Place()); above != "." && above != joined {
		return above
	}
	return ""
}

// joined is the folder in which several sites are put together.
const joined = "_site"

// File returns the text of the workflow.
func (w Workflow) File() ([]byte, error) {
	sites := []published{{Root: w.Root}}
	for _, j := range w.Join {
		sites = append(sites, published{Root: j.Root, Path: j.Path + "/"})
	}
	for _, s := range sites {
		if s.Root != "" && !folderForm.MatchString(s.Root) {
			return nil, &Error{Text: fmt.Sprintf("the folder %q cannot be named in a workflow", s.Root), Hint: "give it a name of letters, digits, spaces and -._", Use: true}
		}
	}
	out := joined
	if len(w.Join) == 0 {
		out = sites[0].File("public")
	}
	t, err := template.New("pages.yml").Delims("[[", "]]").Funcs(template.FuncMap{"quote": yamlString, "yaml": yamlPlain}).Parse(pagesTemplate)
	if err != nil {
		return nil, fmt.Errorf("read the workflow's template: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{
		"Command": w.command(), "Branch": pattern(w.Branch), "Tool": w.Tool, "SHA256": w.SHA256,
		"Sites": sites, "Joined": len(w.Join) > 0, "Published": out,
		"Uses": map[string]string{
			"Checkout": checkout, "SetupGo": setupGo, "Cache": cacheFiles, "ConfigurePages": configurePages,
			"UploadPages": uploadPages, "UploadArtifact": uploadArtifact, "DeployPages": deployPages,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("write the workflow: %w", err)
	}
	return b.Bytes(), nil
}

// command is how the file is written again, from the repository's root.
func (w Workflow) command() string {
	c := "duizhao deploy pages-workflow"
	if w.Root != "" {
		c += " --root " + shell(w.Root)
	}
	if w.Tool != nil {
		c += " --tool " + w.Tool.String()
	}
	if w.SHA256 != "" {
		c += " --sha256 " + w.SHA256
	}
	for _, j := range w.Join {
		c += " --join " + shell(j.Root+"="+j.Path)
	}
	return c
}

// pattern writes a branch's name as the pattern that means it alone. Of the signs of
// patterns git allows these in names.
func pattern(branch string) string {
	escaped := strings.ReplaceAll(branch, "+", `\+`)
	if strings.HasPrefix(escaped, "!") {
		escaped = `\` + escaped
	}
	return escaped
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9./=@_-]+$`)

// shell quotes a word where a shell needs it.
func shell(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func yamlString(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

var plainValue = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9 ._/-]*$`)

// yamlPlain quotes a value where YAML might read something else.
func yamlPlain(s string) string {
	if plainValue.MatchString(s) {
		return s
	}
	return yamlString(s)
}
