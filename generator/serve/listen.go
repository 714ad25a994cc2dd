package serve

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// ListenError says that an address cannot be listened on: it is in use, not
// allowed or not of this machine.
type ListenError struct {
	Addr string
	Err  error
}

func (e *ListenError) Error() string { return fmt.Sprintf("serve: %v", e.Err) }

// Unwrap returns what the system said.
func (e *ListenError) Unwrap() error { return e.Err }

// The default address, and how many ports are tried from it on.
const (
	defaultHost = "127.0.0.1"
	defaultPort = 8080
	portsToTry  = 100
)

// listen opens the address, or the default one if it is "": of this machine
// alone, or of all its networks. The note says, in brackets, when the default's
// port was not free.
func listen(ctx context.Context, addr string, lan bool) (l net.Listener, note string, err error) {
	if addr != "" {
		l, err = listenAt(ctx, addr)
		return l, "", err
	}
	host := defaultHost
	if lan {
		host = ""
	}
	for port := defaultPort; port < defaultPort+portsToTry; port++ {
		at, openErr := listenAt(ctx, net.JoinHostPort(host, strconv.Itoa(port)))
		switch {
		case openErr == nil && port == defaultPort:
			return at, "", nil
		case openErr == nil:
			return at, fmt.Sprintf(" (port %d is in use)", defaultPort), nil
		case port == defaultPort || ctx.Err() != nil:
			err = openErr // the first one tells most
		}
	}
	return nil, "", err
}

func listenAt(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &ListenError{addr, err}
	}
	return l, nil
}

// hostOf returns the host and port to open in a browser of this machine.
func hostOf(l net.Listener) string {
	if at := boundTo(l); at.Addr().IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(int(at.Port())))
	}
	return l.Addr().String()
}

// boundTo returns the address that a listener listens on.
func boundTo(l net.Listener) netip.AddrPort {
	if tcp, ok := l.Addr().(*net.TCPAddr); ok {
		return tcp.AddrPort()
	}
	return netip.AddrPort{}
}

// networkHosts returns the hosts and ports under which other machines reach a
// listener, the likeliest first.
func networkHosts(l net.Listener) []string {
	at := boundTo(l)
	addrs := []netip.Addr{at.Addr().Unmap()}
	if at.Addr().IsUnspecified() {
		addrs = ownAddrs()
	}
	var hosts []string
	for _, a := range addrs {
		if a.IsValid() && !a.IsLoopback() {
			hosts = append(hosts, netip.AddrPortFrom(a, at.Port()).String())
		}
	}
	return hosts
}

// ownAddrs returns this machine's addresses in its networks: those of IPv4, or
// of IPv6 where there is no other, and first the one that leads out of here.
func ownAddrs() []netip.Addr {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var v4, v6 []netip.Addr
	for _, a := range all {
		prefix, err := netip.ParsePrefix(a.String())
		switch a := prefix.Addr().Unmap(); {
		case err != nil || a.IsLoopback() || a.IsLinkLocalUnicast():
		case a.Is4():
			v4 = append(v4, a)
		default:
			v6 = append(v6, a)
		}
	}
	if len(v4) == 0 {
		return v6
	}
	out := outward()
	slices.SortStableFunc(v4, func(a, b netip.Addr) int {
		switch out {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return v4
}

// outward returns the address that this machine has for others far away. No
// packet is sent: the system is only asked which way one would take.
func outward() netip.Addr {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer c.Close()
	udp, ok := c.LocalAddr().(*net.UDPAddr)
	if !ok {
		return netip.Addr{}
	}
	return udp.AddrPort().Addr().Unmap()
}
