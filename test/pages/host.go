package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

// host serves a folder by the rules of GitHub Pages:
//
//   - the site lies below a path of the host, and nothing of ours beside it;
//   - the page for what is not there is 404.html of the root, for every folder,
//     with the status 404;
//   - a folder shows its index.html, without its slash it is sent on to the one with
//     it, and page is page.html if there is one;
//   - names that begin with a dot or an underscore are not published unless
//     .nojekyll is;
//   - texts alone are compressed, and only by gzip;
//   - nobody sets a header.
type host struct {
	files fs.FS
	at    string    // the path of the site, "/repo/"
	day   time.Time // when it was published

	plain bool // .nojekyll is there
}

func newHost(files fs.FS, at string) *host {
	_, err := fs.Stat(files, ".nojekyll")
	return &host{files: files, at: at, day: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), plain: err == nil}
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Server", "GitHub.com")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	p := r.URL.Path
	if p+"/" == h.at {
		moved(w, h.at)
		return
	}
	name, ours := strings.CutPrefix(p, h.at)
	if !ours { // another site of the host, or none
		http.NotFound(w, r)
		return
	}
	file, folder := h.find(name)
	switch {
	case file != "":
		h.send(w, r, file, http.StatusOK)
	case folder:
		moved(w, p+"/")
	case h.there("404.html"):
		h.send(w, r, "404.html", http.StatusNotFound)
	default:
		http.NotFound(w, r)
	}
}

// moved sends a reader on.
func moved(w http.ResponseWriter, to string) {
	w.Header().Set("Location", (&url.URL{Path: to}).EscapedPath())
	w.WriteHeader(http.StatusMovedPermanently)
}

// find returns the file for a path below the site, or tells that it is a folder
// which wants its slash.
func (h *host) find(name string) (file string, folder bool) {
	if name == "" || strings.HasSuffix(name, "/") {
		if name += "index.html"; h.there(name) {
			return name, false
		}
		return "", false
	}
	for _, f := range []string{name, name + ".html"} {
		if h.there(f) {
			return f, false
		}
	}
	info, err := fs.Stat(h.files, name)
	return "", err == nil && info.IsDir() && h.public(name)
}

// there reports whether a file is published.
func (h *host) there(name string) bool {
	if !fs.ValidPath(name) || !h.public(name) {
		return false
	}
	info, err := fs.Stat(h.files, name)
	return err == nil && info.Mode().IsRegular()
}

// public reports whether a name is one that is published.
func (h *host) public(name string) bool {
	hidden := func(part string) bool { return strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_") }
	return h.plain || !slices.ContainsFunc(strings.Split(name, "/"), hidden)
}

func (h *host) send(w http.ResponseWriter, r *http.Request, name string, status int) {
	data, err := fs.ReadFile(h.files, name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	kind := mediaType(name)
	sum := sha256.Sum256(data)
	tag := fmt.Sprintf(`"%x"`, sum[:8])
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("Access-Control-Allow-Origin", "*")
	if compressed(kind) {
		head.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
			data, tag = zip(data), "W/"+tag
			head.Set("Content-Encoding", "gzip")
		}
	}
	head.Set("ETag", tag)
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method == http.MethodGet {
			_, _ = w.Write(data)
		}
		return
	}
	head.Set("Cache-Control", "max-age=600")
	http.ServeContent(w, r, "", h.day, bytes.NewReader(data))
}

func zip(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// types are the media types of what a site may hold, as the host names them.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "application/javascript; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".json": "application/json; charset=utf-8", ".webmanifest": "application/manifest+json; charset=utf-8", ".xml": "application/xml",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/vnd.microsoft.icon",
	".woff2": "font/woff2", ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".pdf": "application/pdf",
}

func mediaType(name string) string {
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// compressed reports whether a media type is one that the host's network compresses.
func compressed(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return slices.Contains([]string{
		"text/html", "text/css", "application/javascript", "text/javascript", "application/json", "application/xml", "text/xml", "text/plain", "image/svg+xml",
	}, kind)
}
