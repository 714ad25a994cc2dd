package outside

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
)

// How servers are reached, and what it means where none is.

// ErrOffline says that no server could be reached, so that nothing is known of any
// address.
var ErrOffline = errors.New("no server can be reached, so nothing was asked")

// errInside is of a name whose address is of this machine or of its network.
var errInside = errors.New("the address is of this machine or of its network")

// newClient returns a client that follows no redirect by itself. Where it connects to
// is judged by the address that a name was found to have, at the moment of connecting:
// a name tells nothing of it, and may have another one the next time. What a proxy
// connects to is the proxy's to judge.
func (a *Asker) newClient() *http.Client {
	var proxies sync.Map
	plain := &net.Dialer{Timeout: a.Timeout}
	guarded := &net.Dialer{Timeout: a.Timeout, Control: a.allowed}
	return &http.Client{
		Transport: &http.Transport{
			Proxy: func(r *http.Request) (*url.URL, error) {
				u, err := http.ProxyFromEnvironment(r)
				if u != nil {
					proxies.Store(u.Hostname(), true)
				}
				return u, err
			},
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				host, _, _ := net.SplitHostPort(address) // else it is no proxy's
				if _, ok := proxies.Load(host); ok {
					return plain.DialContext(ctx, network, address)
				}
				return guarded.DialContext(ctx, network, address)
			},
			TLSHandshakeTimeout: a.Timeout,
			MaxIdleConnsPerHost: 1, MaxResponseHeaderBytes: 1 << 18, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// allowed refuses to connect to what is inside.
func (a *Asker) allowed(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err == nil && !a.Local && inside(to.Addr()) {
		return errInside
	}
	return nil
}

// answered reports whether an error is of a server that was reached.
func answered(err error) bool {
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &cert) || errors.As(err, &record) || errors.As(err, &alert) || strings.Contains(err.Error(), "malformed HTTP")
}

// several is from how many hosts on that all of them are not there at once the
// network is to blame, and not they.
const several = 3

// offline finds out why nobody was reached: another server, which answered before, is
// asked once more; without one, whether names are found at all.
func (a *Asker) offline(ctx context.Context, hosts int, known map[string]Answer) bool {
	for address, answer := range known {
		if answer.State == Fine {
			ctx, cancel := context.WithTimeout(ctx, a.Timeout)
			defer cancel()
			_, _, _, err := a.request(ctx, http.MethodHead, address)
			return err != nil && !a.reached.Load()
		}
	}
	return hosts >= several || !a.Online(ctx)
}

// names reports whether the name of a host is found that is kept for ever (RFC 2606).
func names(ctx context.Context) bool {
	found, err := net.DefaultResolver.LookupHost(ctx, "example.com")
	return err == nil && len(found) > 0
}

// forget takes back what was noted of hosts.
func (a *Asker) forget(hosts map[string][]string) {
	for _, addresses := range hosts {
		for _, address := range addresses {
			bare, _, _ := strings.Cut(address, "#")
			delete(a.Known, bare)
		}
	}
}
