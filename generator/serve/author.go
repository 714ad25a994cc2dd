package serve

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duizhao/generator/compress"
	"duizhao/generator/diag"
)

// Author tells what the author of a page may want to know beside it: about is
// sent as JSON, sources are the paths of the files whose diagnostics are the
// page's. The file is the page's in the site; it need not be there.
type Author func(file string) (about any, sources []string)

const (
	authorPage  = own + "author"
	authorFiles = 256 // the most that one request may ask the sizes of
)

// authorReply is the answer at authorPage.
type authorReply struct {
	Page        any             `json:"page"`
	Diagnostics json.RawMessage `json:"diagnostics"`
	Files       []fileSize      `json:"files"`
}

// fileSize is what a file costs who loads it.
type fileSize struct {
	Path string `json:"path"` // as it was asked for
	Kind string `json:"kind"` // html, css, js, font, picture or other
	Size int    `json:"size"` // in bytes
	Gzip int    `json:"gzip"` // what a host that compresses sends
}

// author answers with what the author of a page may want to know.
func (s *Server) author(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	asked := append([]string{query.Get("page")}, query["file"]...)
	if len(asked) > 1+authorFiles {
		sayJSON(w, r, http.StatusBadRequest, problem("too many files"))
		return
	}
	var names []string
	for _, path := range asked {
		u, err := url.Parse(path)
		if err != nil || !strings.HasPrefix(path, "/") || u.Host != "" {
			sayJSON(w, r, http.StatusBadRequest, problem("a page and its files are paths that begin with a slash"))
			return
		}
		name, _ := s.name(u)
		names = append(names, name)
	}
	reply := authorReply{Diagnostics: []byte("[]"), Files: []fileSize{}}
	if s.Author != nil {
		var sources []string
		reply.Page, sources = s.Author(names[0])
		reply.Diagnostics = diag.JSON(of(s.Preview.Diagnostics(), sources))
	}
	for i, name := range names {
		f, ok := s.size(r.Context(), name)
		if ok && !slices.Contains(names[:i], name) {
			f.Path = asked[i]
			reply.Files = append(reply.Files, f)
		}
	}
	if r.Context().Err() == nil {
		sayJSON(w, r, http.StatusOK, reply)
	}
}

// of returns the diagnostics of some files, in their order.
func of(all []diag.Diagnostic, sources []string) []diag.Diagnostic {
	return slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return !slices.Contains(sources, d.File) })
}

// size measures a file of the site.
func (s *Server) size(ctx context.Context, name string) (fileSize, bool) {
	if name == "" || !s.Preview.Has(name) {
		return fileSize{}, false
	}
	f, err := s.Preview.Read(ctx, name)
	if err != nil {
		return fileSize{}, false
	}
	return fileSize{Kind: kindOf(name), Size: len(f.Data), Gzip: compress.Sent(name, f.Data)}, true
}

// kindOf sorts a file by what it is for a page.
func kindOf(name string) string {
	kind, rest, _ := strings.Cut(contentType(name), "/")
	switch {
	case isPage(name):
		return "html"
	case kind == "image":
		return "picture"
	case kind == "font":
		return "font"
	case strings.HasPrefix(rest, "css"):
		return "css"
	case strings.HasPrefix(rest, "javascript"):
		return "js"
	}
	return "other"
}
