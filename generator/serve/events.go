package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"time"
)

// How the event stream keeps its connections.
const (
	heartbeat    = 15 * time.Second // a comment, so that a dead connection shows
	writeTimeout = 10 * time.Second // a client that takes nothing for so long is let go
	everyPage    = 200              // a change of more pages is told as one of all
)

// changeEvent is the data of "event: change".
type changeEvent struct {
	Pages []string `json:"pages"`
	Kind  string   `json:"kind"`
	At    []string `json:"at,omitempty"`
}

// helloEvent is the data of "event: hello".
type helloEvent struct {
	Token  string `json:"token"`
	Editor string `json:"editor"`
	Root   string `json:"root"`
}

// events writes the event stream until the client goes or the server ends.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	seen := r.Header.Get("Last-Event-ID")
	if seen == "" {
		seen = r.URL.Query().Get("since")
	}
	out := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	listed, greeted := 0, ""
	for {
		text, next := s.eventsSince(seen, listed)
		if hello := s.hello(r); hello != greeted {
			text, greeted = hello+text, hello
		}
		if out.SetWriteDeadline(time.Now().Add(writeTimeout)) != nil {
			return
		}
		if _, err := w.Write([]byte(text)); err != nil || out.Flush() != nil {
			return
		}
		seen, listed = next.id, next.listed
		select {
		case <-r.Context().Done():
			return
		case <-next.wake:
		case <-beat.C:
		}
	}
}

// hello returns the first event of a stream, which comes again when it says
// something else. It has no id: it is no news. A reader on another machine can
// neither act nor open a file of this one.
func (s *Server) hello(r *http.Request) string {
	var e helloEvent
	if isThisMachine(r) {
		e.Token, e.Root = s.Token, "/"+strings.TrimPrefix(filepath.ToSlash(s.Root), "/")
		if s.Editor != nil {
			e.Editor = s.Editor()
		}
	}
	return "event: hello\ndata: " + string(encode(e)) + "\n\n"
}

// position is how far a client has been told.
type position struct {
	id     string
	listed int
	wake   <-chan struct{} // closed when there is more
}

// eventsSince returns the events that a client has not seen, at least a
// comment, and its new position.
func (s *Server) eventsSince(id string, listed int) (string, position) {
	p := s.Preview
	p.mu.Lock()
	change := p.news.since(id)
	diagnostics := p.news.listed
	next := position{p.news.id(), p.news.listSeq, p.news.wake}
	p.mu.Unlock()
	first := listed == 0
	next.listed++ // so that 0 is a client that was told nothing
	var b strings.Builder
	if !change.empty() {
		writeEvent(&b, "change", next.id, s.changeEvent(change))
	}
	if first || listed != next.listed {
		writeEvent(&b, "diagnostics", next.id, diagnostics)
	}
	if b.Len() == 0 {
		return ":\n\n", next
	}
	return b.String(), next
}

// changeEvent encodes a change. An empty list of pages means any page.
func (s *Server) changeEvent(c Change) []byte {
	e := changeEvent{Pages: []string{}, Kind: c.Kind.String()}
	for _, page := range c.At {
		e.At = append(e.At, s.urlOf(page))
	}
	if !c.Everywhere && len(c.Pages) <= everyPage {
		for _, page := range c.Pages {
			e.Pages = append(e.Pages, s.urlOf(page))
		}
	}
	return encode(e)
}

// encode returns an event's data on one line.
func encode(event any) []byte {
	data, err := json.Marshal(event)
	if err != nil {
		panic(err) // strings always encode
	}
	return data
}

// writeEvent writes one server-sent event; data is JSON on one line.
func writeEvent(b *strings.Builder, name, id string, data []byte) {
	fmt.Fprintf(b, "id: %s\nevent: %s\ndata: %s\n\n", id, name, data)
}
