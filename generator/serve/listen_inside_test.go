package serve

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"duizhao/generator/build"
	"duizhao/generator/diag"

	"rsc.io/qr"
)

// A code drawn in characters is the code: each of its modules is in its place,
// and around them is nothing.
func TestQRCode(t *testing.T) {
	const text = "http://192.168.1.23:8080/guide/"
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	black := map[[2]int]bool{}
	lines := strings.Split(qrCode(text), "\n")
	for row, line := range lines {
		line, opened := strings.CutPrefix(line, "\x1b[30;107m")
		line, closed := strings.CutSuffix(line, "\x1b[0m")
		if cells := []rune(line); !opened || !closed || len(cells) != code.Size+2*quiet {
			t.Fatalf("line %d: %q", row, line)
		}
		for x, cell := range []rune(line) {
			black[[2]int{x - quiet, 2*row - quiet}] = strings.ContainsRune("█▀", cell)
			black[[2]int{x - quiet, 2*row + 1 - quiet}] = strings.ContainsRune("█▄", cell)
		}
	}
	if n := 2 * len(lines); n < code.Size+2*quiet {
		t.Errorf("%d rows", n)
	}
	for at, is := range black {
		x, y := at[0], at[1]
		inside := x >= 0 && y >= 0 && x < code.Size && y < code.Size
		if is != (inside && code.Black(x, y)) {
			t.Errorf("%d,%d: black is %v", x, y, is)
		}
	}
	if qrCode(strings.Repeat("x", 5000)) != "" {
		t.Error("a code of more than any code holds")
	}
}

func TestNetworkHosts(t *testing.T) {
	for addr, want := range map[string]string{"127.0.0.1:0": "", "[::1]:0": ""} {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			continue // a machine without IPv6
		}
		defer l.Close()
		if got := strings.Join(networkHosts(l), " "); got != want {
			t.Errorf("%s: %q", addr, got)
		}
	}
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, host := range networkHosts(l) {
		at, err := netip.ParseAddrPort(host)
		if err != nil || at.Port() != boundTo(l).Port() || at.Addr().IsLoopback() || at.Addr().IsLinkLocalUnicast() {
			t.Errorf("%s: %v", host, err)
		}
	}
	if host := hostOf(l); !strings.HasPrefix(host, "localhost:") {
		t.Errorf("here it is %s", host)
	}
}

// The network is told of, and served, only where it is asked for.
func TestLAN(t *testing.T) {
	var others []string
	for _, a := range ownAddrs() {
		host, _ := strings.CutSuffix(netip.AddrPortFrom(a, 1).String(), ":1") // with brackets, if need be
		others = append(others, host)
	}
	for _, lan := range []bool{true, false} {
		var log strings.Builder
		ctx, cancel := context.WithCancel(t.Context())
		addr := "127.0.0.1:0"
		if lan {
			addr = ":0"
		}
		err := Run(ctx, Options{
			Root: t.TempDir(), Addr: addr, LAN: lan, QR: true, BasePath: "/guide/", Log: &log,
			Build: func(_ context.Context, sink build.Sink, _ []string) ([]diag.Diagnostic, error) {
				return nil, sink.Put("index.html", [16]byte{1}, func(context.Context) ([]byte, error) { return []byte("root"), nil })
			},
			Ready: func(url string) {
				go func() { // it is served only then
					defer cancel()
					_, port, _ := strings.Cut(strings.TrimPrefix(url, "http://"), ":")
					if len(others) == 0 {
						return
					}
					res, err := http.Get("http://" + others[0] + ":" + port)
					if err == nil {
						res.Body.Close()
					}
					if lan && (err != nil || res.StatusCode != 200) || !lan && err == nil {
						t.Errorf("from the network, LAN %v: %v", lan, err)
					}
				}()
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, other := range others {
			lines = append(lines, "\n  http://"+other+":")
		}
		for _, text := range append(lines, "█") {
			if got := strings.Contains(log.String(), text); got != (lan && len(others) > 0) {
				t.Errorf("LAN %v: %q is there: %v\n%s", lan, text, got, log.String())
			}
		}
	}
}
