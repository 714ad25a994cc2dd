package serve

import (
	"fmt"
	"io"
	"log"
	"strings"
	"sync"
	"time"

	"duizhao/generator/diag"
)

// reporter writes what the author reads in the terminal: a diagnostic when it
// appears, not again while it stays.
type reporter struct {
	mu    sync.Mutex
	w     io.Writer
	known map[diag.Diagnostic]bool // of the last run
}

// line writes one line.
func (p *reporter) line(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.write(text)
}

func (p *reporter) write(text string) {
	if p.w != nil {
		fmt.Fprintln(p.w, text) // a terminal that is gone is no reason to stop
	}
}

// diagnostic writes one diagnostic that does not come from a run.
func (p *reporter) diagnostic(d diag.Diagnostic) { p.line(d.String()) }

// diagnostics writes those of a run that the run before did not have.
func (p *reporter) diagnostics(found []diag.Diagnostic) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := map[diag.Diagnostic]bool{}
	for _, d := range found {
		if !p.known[d] && !now[d] {
			p.write(d.String())
		}
		now[d] = true
	}
	p.known = now
}

// rebuilt writes how long a run took, how many pages it changed and what is
// still wrong: "rebuilt in 12 ms, 3 pages changed; 1 error, 2 warnings".
func (p *reporter) rebuilt(took time.Duration, pages int, found []diag.Diagnostic) {
	counts := map[diag.Severity]int{}
	for _, d := range found {
		counts[d.Severity]++
	}
	var wrong []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning} {
		if n := counts[s]; n > 0 {
			wrong = append(wrong, plural(n, s.String()))
		}
	}
	text := fmt.Sprintf("rebuilt in %d ms, %s changed", took.Round(time.Millisecond).Milliseconds(), plural(pages, "page"))
	if len(wrong) > 0 {
		text += "; " + strings.Join(wrong, ", ")
	}
	p.line(text)
}

// plural counts things: "1 page", "3 pages".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// serverErrors returns a logger for net/http: what it logs there, panics in a
// page's making first of all, has no other way out.
func (p *reporter) serverErrors() *log.Logger {
	return log.New(lineWriter{p}, "", 0)
}

type lineWriter struct{ p *reporter }

func (w lineWriter) Write(b []byte) (int, error) {
	w.p.line(strings.TrimSuffix(string(b), "\n"))
	return len(b), nil
}
