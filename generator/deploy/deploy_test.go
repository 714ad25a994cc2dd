package deploy

import "testing"

func TestAddress(t *testing.T) {
	for repository, want := range map[string]string{
		"someone/guide":             "https://someone.github.io/guide/",
		"Some-One/Guide.book":       "https://some-one.github.io/Guide.book/",
		"someone/someone.github.io": "https://someone.github.io/",
		"SomeOne/Someone.GitHub.io": "https://someone.github.io/",
		"someone/other.github.io":   "https://someone.github.io/other.github.io/",
	} {
		r, err := ParseRepository(repository)
		if err != nil || r.Address() != want {
			t.Errorf("%s: got %q, %v, want %q", repository, r.Address(), err, want)
		}
	}
	for _, wrong := range []string{"", "guide", "a/b/c", "-a/b", "a-/b", "a/..", "a b/c", "a/b;c", "https://github.com/a/b"} {
		if _, err := ParseRepository(wrong); err == nil {
			t.Errorf("%q is taken for a repository", wrong)
		}
	}
}

func TestOfRemote(t *testing.T) {
	for _, address := range []string{
		"https://github.com/someone/guide.git", "https://github.com/someone/guide", "https://token@github.com/someone/guide/",
		"git@github.com:someone/guide.git", "ssh://git@github.com/someone/guide.git", "ssh://git@ssh.github.com:443/someone/guide.git",
	} {
		if r, ok := OfRemote(address); !ok || r != (Repository{"someone", "guide"}) {
			t.Errorf("%s: got %v, %t", address, r, ok)
		}
	}
	for _, address := range []string{
		"", "/srv/git/github.com/someone/guide.git", "https://gitlab.com/someone/guide.git", "https://notgithub.com/a/b",
		"git@example.org:someone/guide.git", "https://github.com/someone", "https://example.org/github.com/a/b", "../github.com/a/b",
	} {
		if r, ok := OfRemote(address); ok {
			t.Errorf("%s is taken for %v", address, r)
		}
	}
}

func TestDomain(t *testing.T) {
	for address, want := range map[string]string{
		"https://docs.example.org/":        "docs.example.org",
		"http://Example.org":               "example.org",
		"https://example.org/guide/":       "",
		"https://someone.github.io/":       "",
		"https://someone.github.io/guide/": "",
		"https://example.org:8443/":        "",
		"http://127.0.0.1/":                "",
		"http://localhost/":                "",
		"/guide/":                          "",
		"":                                 "",
	} {
		if got := Domain(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

func TestParseTool(t *testing.T) {
	for _, s := range []string{"someone/duizhao@1.2.0", "someone/duizhao@v1.2.0"} {
		tool, err := ParseTool(s)
		if err != nil || tool.String() != "someone/duizhao@1.2.0" {
			t.Errorf("%s: got %v, %v", s, tool, err)
		}
	}
	for _, s := range []string{"", "someone/duizhao", "someone/duizhao@", "someone/duizhao@main", "duizhao@1.2.0", "a/b@1.2", `a/b@1.2.0"; rm`, "a/b@1.2.0@1.3.0"} {
		if tool, err := ParseTool(s); err == nil {
			t.Errorf("%q is taken for %v", s, tool)
		}
	}
}
