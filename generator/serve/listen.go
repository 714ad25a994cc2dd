package serve

import (
	"context"
	"fmt"
	"net"
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

// listen opens the address, or the default one if it is "". The note says, in
// brackets, when the default's port was not free.
func listen(ctx context.Context, addr string) (l net.Listener, note string, err error) {
	if addr != "" {
		l, err = listenAt(ctx, addr)
		return l, "", err
	}
	for port := defaultPort; port < defaultPort+portsToTry; port++ {
		at, openErr := listenAt(ctx, fmt.Sprintf("%s:%d", defaultHost, port))
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

// hostOf returns the host and port to open in a browser.
func hostOf(l net.Listener) string {
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return l.Addr().String()
}
