package build

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/render"
	"duizhao/generator/site"
)

var hashed = regexp.MustCompile(`-([A-Z0-9]{8}|[0-9a-f]{8})\.`)

func TestHeaders(t *testing.T) {
	files := keeping(t, "outputs: { headers: netlify, offline: true }\nbase_url: https://h.example/g/\ncsp: { img-src: [\"https://i.example\"] }\n", nil)
	headers := files["_headers"]
	page := files["zh/index.html"]
	_, rest, _ := strings.Cut(page, `http-equiv="Content-Security-Policy" content="`)
	policy, _, _ := strings.Cut(rest, `"`)
	if policy == "" || !strings.Contains(headers, "\n/g/*\n  Content-Security-Policy: "+policy+"; frame-ancestors 'none'\n") {
		t.Errorf("pages have the policy %q, the file says\n%s", policy, headers)
	}
	for _, want := range []string{
		"\n/g/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n", "\n/g/sw.js\n  Cache-Control: no-cache\n",
		"\n/g/zh/search/dir\n  Cache-Control: no-cache\n", "\n/g/en/search/*.bin\n  Cache-Control: public, max-age=31536000, immutable\n",
	} {
		if !strings.Contains(headers, want) {
			t.Errorf("no %q in\n%s", want, headers)
		}
	}
	for name := range files {
		if strings.HasPrefix(name, "assets/") && !hashed.MatchString(name) {
			t.Errorf("%s is kept for ever by its name, which holds no hash", name)
		}
		if strings.HasSuffix(name, ".bin") && strings.Count(name, "/") != 2 {
			t.Errorf("%s is in no rule", name)
		}
	}
	overlap(t, headers, files)
	if without := keeping(t, "", nil); without["_headers"] != "" || without["_redirects"] != "" {
		t.Error("files for a host that nobody named")
	}
}

// overlap holds that no address has one header from two rules, as Cloudflare would
// join them.
func overlap(t *testing.T, headers string, files map[string]string) {
	t.Helper()
	for name := range files {
		seen := map[string]string{}
		at, applies := "", false
		for line := range strings.Lines(headers) {
			line = strings.TrimRight(line, "\n")
			if strings.HasPrefix(line, "/") {
				before, after, splat := strings.Cut(line, "*")
				at, applies = line, line == "/g/"+name || splat && strings.HasPrefix("/g/"+name, before) && strings.HasSuffix(name, after)
				continue
			}
			if key, _, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && applies && !strings.HasPrefix(line, "#") {
				if seen[key] != "" {
					t.Errorf("%s has %s from %s and %s", name, key, seen[key], at)
				}
				seen[key] = at
			}
		}
		if seen["Content-Security-Policy"] == "" {
			t.Errorf("%s has no policy", name)
		}
	}
}

func TestOwnHeaders(t *testing.T) {
	for _, name := range []string{"_headers", "_Headers", "_headers/x.txt"} {
		root := unlike(small())
		root["site.yaml"] = &fstest.MapFile{Data: append([]byte("outputs: { headers: cloudflare }\n"), root["site.yaml"].Data...)}
		root["content/static/"+name] = &fstest.MapFile{Data: []byte("/*\n  X: mine\n")}
		sink, found := run(t, root, memo(t), false)
		if len(found) != 1 || found[0].Code != "own-output" || found[0].File != "content/static/"+name {
			t.Errorf("%s: %v", name, found)
		}
		if sink.files[name] != "/*\n  X: mine\n" || name != "_headers" && sink.files["_headers"] != "" {
			t.Errorf("%s: published is %q", name, sink.files["_headers"])
		}
	}
}

// TestAliasOfHostsFile holds that an alias where a file for the host or for browsers is
// to be is said as any other that is taken, and is free where no host is named.
func TestAliasOfHostsFile(t *testing.T) {
	for alias, always := range map[string]int{"/_headers": 0, "/_redirects/x/": 0, "/sw.js": 1, "/sw.js/x": 1, "/CNAME": 1} {
		for settings, want := range map[string]int{"": always, "outputs: { headers: cloudflare }\n": 1} {
			root := unlike(small())
			root["site.yaml"] = &fstest.MapFile{Data: append([]byte(settings), root["site.yaml"].Data...)}
			root["content/zh/old.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 旧页\naliases: [" + alias + "]\n---\n\n这一页。\n")}
			_, found := run(t, root, memo(t), false)
			taken := 0
			for _, d := range found {
				if d.Code == "alias" && d.File == "content/zh/old.md" && strings.Contains(d.Text, ", but the ") {
					taken++
				}
			}
			if taken != want {
				t.Errorf("%s with %q: %v", alias, settings, found)
			}
		}
	}
}

func TestRedirectLines(t *testing.T) {
	base := site.Base{Origin: "https://h.example", Prefix: "/g"}
	pairs := [][2]site.URL{{{Path: "zh/旧/"}, {Path: "zh/new/", Fragment: "节"}}, {{Path: "en/a b.html"}, {Path: "en/"}}}
	for netlify, want := range map[bool]string{
		true:  "/g/zh/%E6%97%A7/ /g/zh/new/#%E8%8A%82 301!\n/g/en/a%20b.html /g/en/ 301!\n",
		false: "/g/zh/%E6%97%A7/ /g/zh/new/#%E8%8A%82 301\n/g/en/a%20b.html /g/en/ 301\n",
	} {
		_, got, _ := strings.Cut(string(render.Redirects(base, pairs, netlify)), "\n")
		if got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	if got := render.Redirects(base, nil, true); got != nil {
		t.Errorf("of no address: %q", got)
	}
}
