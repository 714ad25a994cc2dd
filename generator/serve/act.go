package serve

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// Action does what an author asks for in the browser; body is valid JSON, and
// reply is sent as JSON. Its error is shown to the author. One action runs at
// a time.
type Action func(ctx context.Context, body []byte) (reply any, err error)

const (
	actions    = own + "act/"
	tokenField = "X-Duizhao-Token"
	actionBody = 64 << 10        // bytes
	actionTime = 5 * time.Second // for a body to come
)

// newToken returns the token of a run: who knows it has read the event stream,
// which no page of another site can.
func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// act runs the action that a request names, if it may be asked for.
func (s *Server) act(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		sayJSON(w, r, http.StatusMethodNotAllowed, problem("an action is asked for by POST"))
		return
	}
	token := r.Header.Get(tokenField)
	if s.Token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(s.Token)) != 1 {
		sayJSON(w, r, http.StatusForbidden, problem("the token is not the one of this run; reload the page"))
		return
	}
	if !isThisMachine(r) {
		sayJSON(w, r, http.StatusForbidden, problem("actions are taken from this machine alone"))
		return
	}
	action, ok := s.Actions[strings.TrimPrefix(r.URL.Path, actions)]
	if !ok {
		sayJSON(w, r, http.StatusNotFound, problem("no such action"))
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		sayJSON(w, r, http.StatusUnsupportedMediaType, problem("the body of an action is application/json"))
		return
	}
	body, status, why := readAction(w, r)
	if why != "" {
		sayJSON(w, r, status, problem(why))
		return
	}
	s.acting.Lock()
	defer s.acting.Unlock()
	if r.Context().Err() != nil {
		return
	}
	reply, err := action(r.Context(), body)
	if err != nil {
		sayJSON(w, r, http.StatusUnprocessableEntity, problem(err.Error()))
		return
	}
	sayJSON(w, r, http.StatusOK, reply)
}

// readAction reads the body of an action, or says why it cannot.
func readAction(w http.ResponseWriter, r *http.Request) (body []byte, status int, why string) {
	http.NewResponseController(w).SetReadDeadline(time.Now().Add(actionTime)) // always can on a connection
	body, err := io.ReadAll(io.LimitReader(r.Body, actionBody+1))
	switch {
	case err != nil:
		return nil, http.StatusBadRequest, "the body did not come in time"
	case len(body) > actionBody:
		return nil, http.StatusRequestEntityTooLarge, "the body is too long"
	case !json.Valid(body):
		return nil, http.StatusBadRequest, "the body is not JSON"
	}
	return body, 0, ""
}

// isThisMachine reports whether a request comes from where the preview runs:
// who only looks on from another machine is to change nothing.
func isThisMachine(r *http.Request) bool {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	from := remote.Addr().Unmap()
	return from.IsLoopback() || ok && from == local.AddrPort().Addr().Unmap()
}

// problem is the reply that says what went wrong.
func problem(text string) any { return map[string]string{"error": text} }

// sayJSON answers with a value as JSON.
func sayJSON(w http.ResponseWriter, r *http.Request, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"error":"the reply cannot be written as JSON"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(append(data, '\n')) // an error is a reader who went away
	}
}
