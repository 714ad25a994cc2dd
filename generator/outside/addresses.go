package outside

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// Which addresses nobody asks for.

// ignored reports whether an address is one that nobody asks for.
func (a *Asker) ignored(address string) bool {
	return slices.ContainsFunc(a.Ignore, func(pattern string) bool { return match(pattern, address) })
}

// match reports whether a text has a pattern's form, * standing for any text.
func match(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	if len(parts) == 1 {
		return text == pattern
	}
	text = text[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}

// private reports whether a host is an example, this machine, or of its own network:
// what a text says of those is no link for readers.
func private(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return inside(ip)
	}
	for _, end := range []string{"localhost", "example", "test", "invalid", "local", "internal", "example.com", "example.org", "example.net"} {
		if host == end || strings.HasSuffix(host, "."+end) {
			return true
		}
	}
	return !strings.Contains(cmp.Or(host, "."), ".")
}

// inside reports whether an address is of this machine or of its own network.
func inside(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsLinkLocalUnicast()
}
