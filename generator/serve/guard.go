package serve

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// refuse returns why a request must not be answered, or "". The preview shows
// drafts, and any web page can send requests to this machine: through a name
// of its own that leads here (Host), or openly from a foreign page (Origin,
// Sec-Fetch-Site). A link to a page that a reader follows is let in.
func refuse(r *http.Request, hosts []string) string {
	if !isOurs(r, r.Host, hosts) {
		return "the preview does not answer to the host " + r.Host
	}
	if values, ok := r.Header["Origin"]; ok {
		u, err := url.Parse(values[0])
		if len(values) != 1 || err != nil || u.Scheme != "http" && u.Scheme != "https" || !isOurs(r, u.Host, hosts) {
			return "the preview does not answer to pages of another origin"
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return ""
	}
	follows := r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, own) &&
		r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	if !follows {
		return "the preview does not answer to pages of another site"
	}
	return ""
}

// protect has browsers keep an answer from pages of other sites: they can
// neither read nor frame it, nor hold on to a window that they opened with it.
func protect(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "SAMEORIGIN")
}

// isOurs reports whether host ("name:port") names this server: a loopback name
// or address, or the very address that the connection came in on, each with the
// port; or one of the allowed hosts. Only names can be made to lead here by
// somebody else, so comparing with the connection's address is safe.
func isOurs(r *http.Request, host string, allowed []string) bool {
	name, port := splitHost(host)
	is := func(h string) bool {
		return strings.EqualFold(h, host) || strings.EqualFold(h, name)
	}
	if name == "" {
		return false
	}
	if slices.ContainsFunc(allowed, is) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok || port != local.AddrPort().Port() {
		return false
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(name)
	return err == nil && (addr.IsLoopback() || addr.Unmap() == local.AddrPort().Addr().Unmap())
}

// splitHost parts a Host header; without a port it is 80.
func splitHost(host string) (name string, port uint16) {
	if ap, err := netip.ParseAddrPort(host); err == nil {
		return ap.Addr().String(), ap.Port()
	}
	name, text, err := net.SplitHostPort(host)
	if err != nil {
		return strings.Trim(host, "[]"), 80
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return "", 0
	}
	return name, uint16(n)
}
