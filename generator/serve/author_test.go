package serve_test

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// TestAuthor holds what is told beside a page: what the build knows of its file,
// the diagnostics of its sources alone, and what it and its files weigh.
func TestAuthor(t *testing.T) {
	p := serve.NewPreview(0)
	p.Begin()
	css := strings.Repeat("a{color:red}\n", 100)
	put(t, p, "zh/a b/index.html", "<p>中文</p>", "assets/main.css", css, "img/x.png", strings.Repeat("\x00", 500))
	p.End([]diag.Diagnostic{
		{Pos: diag.Pos{File: "content/zh/a b.md", Line: 2, Col: 1}, Severity: diag.Warning, Code: "broken-link", Text: "mine"},
		{Pos: diag.Pos{File: "content/zh/b.md", Line: 1, Col: 1}, Severity: diag.Warning, Code: "broken-link", Text: "another's"},
	})
	s := &serve.Server{Preview: p, BasePath: "/guide/", Author: func(file string) (any, []string) {
		return map[string]string{"file": file}, []string{"content/zh/a b.md"}
	}}
	server := listenOn(t, s)
	get := func(query string) (int, map[string]any) {
		t.Helper()
		res, body := ask(t, server, "GET", "/_duizhao/author?"+query)
		var out map[string]any
		if err := json.Unmarshal([]byte(body), &out); err != nil {
			t.Fatalf("%s: %v in %s", query, err, body)
		}
		if got := res.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("content type %q", got)
		}
		return res.StatusCode, out
	}
	code, got := get("page=/guide/zh/a%2520b/&file=/guide/assets/main.css&file=/guide/assets/main.css&file=/guide/img/x.png&file=/guide/gone.css&file=/other.css")
	if code != http.StatusOK || !reflect.DeepEqual(got["page"], map[string]any{"file": "zh/a b/index.html"}) {
		t.Errorf("%d, page %v", code, got["page"])
	}
	if list := got["diagnostics"].([]any); len(list) != 1 || list[0].(map[string]any)["text"] != "mine" {
		t.Errorf("diagnostics %v", list)
	}
	files := got["files"].([]any)
	var kinds []string
	for _, f := range files {
		kinds = append(kinds, f.(map[string]any)["kind"].(string))
	}
	if want := []string{"html", "css", "picture"}; !reflect.DeepEqual(kinds, want) {
		t.Fatalf("files %v, want %v", kinds, want)
	}
	style, picture := files[1].(map[string]any), files[2].(map[string]any)
	if style["size"] != float64(len(css)) || style["gzip"].(float64) > 100 || picture["gzip"] != float64(500) {
		t.Errorf("sizes: %v, %v", style, picture)
	}

	if code, got := get("page=/guide/nowhere/"); code != http.StatusOK || len(got["files"].([]any)) != 0 {
		t.Errorf("a page that is not there: %d %v", code, got)
	}
	for _, query := range []string{"", "page=zh/", "page=//elsewhere.example/x", "page=/%25zz", "page=/&" + strings.Repeat("file=/x&", 300)} {
		if code, got := get(query); code != http.StatusBadRequest || got["error"] == "" {
			t.Errorf("%.40s: %d %v", query, code, got)
		}
	}
	if res, _ := ask(t, server, "GET", "/_duizhao/author?page=/", "Origin: http://evil.example"); res.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign origin got %d", res.StatusCode)
	}
}

// TestAgain holds that a build can be asked for, and that who asked is told when
// it is done.
func TestAgain(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	again, ready, ended := make(chan func()), make(chan string, 1), make(chan error, 1)
	builds := 0
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Root: t.TempDir(), Addr: "127.0.0.1:0", Again: again, Ready: func(url string) { ready <- url },
			Build: func(context.Context, build.Sink, []string) ([]diag.Diagnostic, error) {
				builds++
				return nil, nil
			},
		})
	}()
	<-ready
	done := make(chan int)
	select {
	case again <- func() { done <- builds }:
	case <-time.After(patience):
		t.Fatal("nobody takes what is asked for")
	}
	if got := <-done; got != 2 {
		t.Errorf("%d builds, want 2", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
