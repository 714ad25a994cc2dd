// Package outside asks other servers whether the addresses that a site links to
// still lead somewhere. It is polite: few requests at once, one at a time for a host
// with a pause between two, a HEAD before a GET, and an answer is remembered for
// days. It reads no page and knows no position; who asks has a list of addresses.
//
// An answer is one of four. Fine: the address leads somewhere. Moved: it does, but the
// server says that it has another address for good. Broken: there is nothing (404, 410),
// no such host, or no answer at all, asked again after a pause. Unknown: the server
// answers people only (401, 403, 429 and the like), which tells nothing.
package outside

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// State is what is known of an address.
type State string

// The states.
const (
	Fine    State = "fine"
	Moved   State = "moved"
	Broken  State = "broken"
	Unknown State = "unknown"
)

// Answer is what was learnt of an address, and when.
type Answer struct {
	State State     `json:"state"`
	Why   string    `json:"why,omitempty"` // of one that is not fine
	To    string    `json:"to,omitempty"`  // the new address of one that was moved
	At    time.Time `json:"at"`
}

// Asker asks, as New makes it or with other values; Now must be set.
type Asker struct {
	Jobs    int           // requests at once
	Pause   time.Duration // between two to one host
	Timeout time.Duration // of one request
	Retries int           // after an error that may pass
	Wait    time.Duration // before the first of these; it doubles
	Agent   string        // how the program is named to servers
	Local   bool          // ask servers on this machine and in its network too
	Ignore  []string      // addresses that are not asked for, with * for any text

	Known map[string]Answer // of earlier runs; what is new is written into it
	Keep  time.Duration     // how long a good answer holds; a bad one holds for a day
	Now   func() time.Time

	Online func(context.Context) bool // asked where nobody answers: whether names of hosts are found at all

	client  *http.Client
	mu      sync.Mutex  // of Known and of what is returned, while hosts are asked
	reached atomic.Bool // some server answered
}

// New returns an asker with the defaults.
func New(agent string, known map[string]Answer) *Asker {
	return &Asker{
		Jobs: 8, Pause: 500 * time.Millisecond, Timeout: 20 * time.Second, Retries: 2, Wait: 2 * time.Second,
		Agent: agent, Known: known, Keep: 14 * 24 * time.Hour, Now: time.Now,
		Online: names,
	}
}

// Ask returns what is known of addresses, each once, and adds what it learns to
// Known. Addresses that are not of the web, are ignored or are examples have no
// answer, nor have those of this machine and its network, whatever their name. The
// errors are ErrOffline, and that ctx ended: what was learnt before is returned too.
func (a *Asker) Ask(ctx context.Context, addresses []string) (map[string]Answer, error) {
	a.client = a.newClient()
	defer a.client.CloseIdleConnections()
	if a.Known == nil {
		a.Known = map[string]Answer{}
	}
	out := map[string]Answer{}
	hosts := map[string][]string{}
	for _, address := range slices.Compact(slices.Sorted(slices.Values(addresses))) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || a.ignored(address) || !a.Local && private(u.Hostname()) {
			continue
		}
		bare, _, _ := strings.Cut(address, "#")
		if k, ok := a.Known[bare]; ok && a.Now().Sub(k.At) < a.age(k) {
			out[address] = k
			continue
		}
		hosts[u.Host] = append(hosts[u.Host], address)
	}
	var wg sync.WaitGroup
	free := make(chan struct{}, max(1, a.Jobs))
	for _, list := range hosts {
		wg.Go(func() { a.host(ctx, list, free, out) })
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return out, err
	}
	if len(hosts) > 0 && !a.reached.Load() && a.offline(ctx, len(hosts), out) {
		a.forget(hosts)
		return nil, ErrOffline
	}
	return out, nil
}

// age is how long an answer holds.
func (a *Asker) age(k Answer) time.Duration {
	if k.State == Fine || k.State == Moved {
		return a.Keep
	}
	return min(a.Keep, 24*time.Hour)
}

// host asks one host for its addresses, one after the other. Those that differ in
// their fragment alone are asked for once.
func (a *Asker) host(ctx context.Context, addresses []string, free chan struct{}, out map[string]Answer) {
	asked := map[string]Answer{}
	for _, address := range addresses {
		bare, _, _ := strings.Cut(address, "#")
		answer, ok := asked[bare]
		if !ok {
			if len(asked) > 0 && sleep(ctx, a.Pause) != nil {
				return
			}
			answer = a.ask(ctx, bare, free)
			if ctx.Err() != nil {
				return
			}
			asked[bare] = answer
		}
		if answer.State == "" {
			continue
		}
		a.mu.Lock()
		out[address], a.Known[bare] = answer, answer
		a.mu.Unlock()
	}
}

// ask asks for one address, again where an error may pass. While it waits for that,
// another host is asked. Its answer is none where ctx ended, and of what is inside.
func (a *Asker) ask(ctx context.Context, address string, free chan struct{}) Answer {
	wait := a.Wait
	for try := 0; ; try++ {
		select {
		case free <- struct{}{}:
		case <-ctx.Done():
			return Answer{}
		}
		answer, again := a.once(ctx, address)
		<-free
		answer.At = a.Now().UTC().Truncate(time.Second)
		if again < 0 || try == a.Retries || sleep(ctx, min(max(wait, again), time.Minute)) != nil {
			return answer
		}
		wait *= 2
	}
}

// once asks one time. again is how long the server wants to be left alone at least
// before the next time; less than 0 where there is none.
func (a *Asker) once(ctx context.Context, address string) (answer Answer, again time.Duration) {
	status, to, after, err := a.request(ctx, http.MethodHead, address)
	// Some servers know no HEAD: they refuse it, or say nothing.
	if err == nil && status >= 400 && status != http.StatusTooManyRequests || err != nil && connected(err) && passing(err) >= 0 {
		status, to, after, err = a.request(ctx, http.MethodGet, address)
	}
	switch {
	case errors.Is(err, errInside):
		return Answer{}, -1
	case err != nil:
		return Answer{State: Broken, Why: reason(err)}, passing(err)
	case status < 400 && to != "":
		return Answer{State: Moved, To: to}, -1
	case status < 400:
		return Answer{State: Fine}, -1
	case status == http.StatusNotFound || status == http.StatusGone:
		return Answer{State: Broken, Why: fmt.Sprintf("the server answers %d", status)}, -1
	case status == http.StatusTooManyRequests || status >= 500:
		return Answer{State: Unknown, Why: fmt.Sprintf("the server answers %d", status)}, after
	}
	return Answer{State: Unknown, Why: fmt.Sprintf("the server answers %d", status)}, -1
}

// request sends a request and follows it. to is the new address of what was moved
// for good, every step of the way.
func (a *Asker) request(ctx context.Context, method, address string) (status int, to string, after time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	good := true // every step so far was for good
	for step := range 10 {
		req, err := http.NewRequestWithContext(ctx, method, address, nil)
		if err != nil {
			return 0, "", 0, err
		}
		req.Header.Set("User-Agent", a.Agent)
		req.Header.Set("Accept", "text/html,*/*;q=0.8")
		resp, err := a.client.Do(req)
		if err == nil || answered(err) {
			a.reached.Store(true)
		}
		switch {
		case errors.Is(err, errInside) && step > 0:
			return 0, "", 0, astray(fmt.Sprintf("it leads on to %q", address))
		case err != nil:
			return 0, "", 0, err
		}
		// The answer is there. Of what follows a little is read, to use the connection
		// again; that it breaks off, or does not come, says nothing.
		_, _ = io.CopyN(io.Discard, resp.Body, 1<<14)
		_ = resp.Body.Close()
		next, err := resp.Location()
		if err != nil || resp.StatusCode < 300 || resp.StatusCode >= 400 {
			return resp.StatusCode, to, a.retryAfter(resp.Header.Get("Retry-After")), nil
		}
		if next.Scheme != "http" && next.Scheme != "https" || !a.Local && private(next.Hostname()) {
			return 0, "", 0, astray(fmt.Sprintf("it leads on to %q", next))
		}
		good = good && (resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect)
		address = next.String()
		if good {
			to = address
		}
	}
	return 0, "", 0, astray("it leads from one address to the next without end")
}

// retryAfter reads how long a server wants to be left alone: seconds or a date (RFC
// 9110, section 10.2.3), a minute at most; 0 for what is neither.
func (a *Asker) retryAfter(value string) time.Duration {
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(value, 10, 16); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(a.Now())
	}
	return min(max(wait, 0), time.Minute)
}

// connected reports whether an error is of a server that took the connection.
func connected(err error) bool {
	var op *net.OpError
	return !errors.Is(err, errInside) && !(errors.As(err, &op) && op.Op == "dial")
}

// astray says that an address leads on to where nobody follows.
type astray string

// Error returns where that is.
func (a astray) Error() string { return string(a) }

// reason says in short why there was no answer.
func reason(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "there is no host of this name"
	case errors.Is(err, context.DeadlineExceeded):
		return "the server does not answer"
	case errors.As(err, &cert):
		return "its certificate does not hold"
	}
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

// passing returns how long to wait before an error may have passed; less than 0 for
// one that stays.
func passing(err error) time.Duration {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var lost astray
	if errors.As(err, &dns) && dns.IsNotFound || errors.As(err, &cert) || errors.As(err, &lost) {
		return -1
	}
	return 0
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
