package serve

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"duizhao/generator/diag"
)

// Server answers over HTTP from a Preview. It writes nothing and reads no file:
// what the preview does not list is not there. What changes something is an
// Action.
type Server struct {
	Preview *Preview

	// BasePath is where the site's root is served, as in "/guide/"; "" is "/".
	BasePath string

	// Hosts are further values of the Host header to accept: "name" with any
	// port, or "name:port".
	Hosts []string

	// Token lets a request have one of the Actions, by name, done; without a
	// token none is. Root and Editor are what the event stream says of the
	// site's folder and the author's editor; Editor may be nil.
	Token   string
	Actions map[string]Action
	Root    string
	Editor  func() string

	// Author, if not nil, tells of pages what their author may want to know.
	Author Author

	acting sync.Mutex // one action at a time
}

// own is the folder of the server's own addresses, outside of any base path.
const own = "/_duizhao/"

// bodyTime is how long a client may take to send a body that is not wanted.
const bodyTime = time.Second

// ServeHTTP checks who asks, then answers GET and HEAD, and POST of an action.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	protect(h)
	if r.ContentLength != 0 {
		// Nobody reads a body here, but net/http waits for the end of one.
		http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // always can on a connection
	}
	isAction := strings.HasPrefix(r.URL.Path, actions)
	if why := refuse(r, s.Hosts); why != "" {
		if isAction {
			sayJSON(w, r, http.StatusForbidden, problem(why))
			return
		}
		say(w, r, http.StatusForbidden, why)
		return
	}
	if isAction {
		s.act(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		say(w, r, http.StatusMethodNotAllowed, "the preview can only be read")
		return
	}
	switch p := r.URL.Path; {
	case p == own+"events":
		s.events(w, r)
	case p == authorPage:
		s.author(w, r)
	case strings.HasPrefix(p, own):
		say(w, r, http.StatusNotFound, "no such address")
	case s.Preview.Empty():
		s.sayNothingYet(w, r)
	default:
		s.file(w, r)
	}
}

// file answers with a file of the site, a redirect or the site's 404 page, as
// GitHub Pages does: its one 404 page is the one at the root.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name, inside := s.name(r.URL)
	switch {
	case !inside && r.URL.Path+"/" == s.base():
		redirect(w, r, s.base())
	case !inside && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Site") != "same-origin":
		redirect(w, r, s.base()) // who typed the host alone; a link to it leads out of the site
	case !inside:
		say(w, r, http.StatusNotFound, "the site is under "+s.base())
	case s.Preview.Has(name):
		s.send(w, r, name, http.StatusOK)
	case s.Preview.Has(name + "/index.html"):
		redirect(w, r, s.base()+name+"/")
	case s.Preview.Has("404.html"):
		s.send(w, r, "404.html", http.StatusNotFound)
	default:
		say(w, r, http.StatusNotFound, "no such page")
	}
}

// name returns the path of the file that a URL asks for, "" for one that no
// file can have, and whether the URL is inside the site. The parts of the path
// are decoded once; an encoded slash does not part them.
func (s *Server) name(u *url.URL) (name string, inside bool) {
	rest, inside := strings.CutPrefix(u.Path, s.base())
	raw := strings.ToLower(u.EscapedPath())
	if !inside || strings.Contains(raw, "%2f") {
		return "", inside
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if !fs.ValidPath(rest) {
		return "", true
	}
	return rest, true
}

// base returns BasePath with a slash at both ends.
func (s *Server) base() string {
	if base := path.Clean("/" + s.BasePath); base != "/" {
		return base + "/"
	}
	return "/"
}

// urlOf returns the escaped path under which a page is read.
func (s *Server) urlOf(page string) string {
	if page == "index.html" || strings.HasSuffix(page, "/index.html") {
		page = strings.TrimSuffix(page, "index.html")
	}
	return (&url.URL{Path: s.base() + page}).EscapedPath()
}

// send writes a file of the site. A page says of what moment it is, so that
// its script can ask for the changes since.
func (s *Server) send(w http.ResponseWriter, r *http.Request, name string, status int) {
	f, err := s.Preview.Read(r.Context(), name)
	switch {
	case r.Context().Err() != nil:
		return
	case errors.Is(err, fs.ErrNotExist): // a run ended since it was looked up
		say(w, r, http.StatusNotFound, "no such page")
		return
	case err != nil:
		retry(w)
		say(w, r, http.StatusInternalServerError, err.Error())
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	if isPage(name) {
		h.Set("Server-Timing", `duizhao;desc="`+f.At+`"`)
	}
	if _, partly := r.Header["Range"]; partly && status == http.StatusOK { // of films
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Data))
		return
	}
	if !isPage(name) {
		h.Set("Accept-Ranges", "bytes")
	}
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		w.Write(f.Data) // an error is a reader who went away
	}
}

// sayNothingYet lists what keeps the first run from making any page.
func (s *Server) sayNothingYet(w http.ResponseWriter, r *http.Request) {
	lines := []string{"there is no page yet"}
	for _, d := range s.Preview.Diagnostics() {
		if d.Severity == diag.Error {
			lines = append(lines, d.String())
		}
	}
	retry(w)
	say(w, r, http.StatusServiceUnavailable, strings.Join(lines, "\n"))
}

// retry has the browser ask again: a text has no script that waits for news.
func retry(w http.ResponseWriter) { w.Header().Set("Refresh", "1") }

// say answers with a plain text.
func say(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write([]byte(text + "\n")) // an error is a reader who went away
	}
}

// redirect leads to another path of the site, with the query that came along.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	u := url.URL{Path: to, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", u.String())
	w.WriteHeader(http.StatusMovedPermanently) // no-store keeps it from lasting
}
