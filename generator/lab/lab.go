// Package lab runs the programs that pages ask to have run, compares what they
// print with what the pages show, and rewrites that if it is told to.
//
//	Open → Run (each program once) → Update, if wanted → Check
//
// A program is run in a temporary folder of its own, which holds a copy of
// content/code/ and, beside the program, the files that its data= names. It gets
// a small environment, no input but the file of its input=, and a limit of time
// and of output; what it started ends with it. Where Linux allows it, it has no
// network (a name space) and sees no files but its folder, the system's and its
// interpreter's (Landlock); elsewhere nothing keeps it from either.
//
// The package knows nothing of how pages are built or published, and runs nothing
// that a page does not mark with run.
package lab

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
	"time"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// Text is a page or a partial with its Doc.
type Text struct {
	Source content.Source
	Doc    *markdown.Doc
}

// Options says where and how programs are run.
type Options struct {
	Root    fs.FS                                 // the site's folder
	Env     []string                              // of this process: PATH, HOME and Go's cache are taken from it
	Jobs    int                                   // programs at a time
	Program func(markdown.Sample) content.Program // what is run for a sample
}

// DefaultTimeout is how long a program may run that says nothing else; MostOutput
// is how many bytes it may print.
const (
	DefaultTimeout = time.Minute
	MostOutput     = 1 << 20
)

// Lab keeps what programs printed.
type Lab struct {
	Options
	programs *content.Programs
	bad      []diag.Diagnostic // what could not be read, for which nothing is run
	top      map[string]string // what stands at the top of content/code/: names to paths from content/
	done     map[content.Fingerprint]*outcome
	isolate  *isolation
}

// outcome is what became of a program.
type outcome struct {
	printed string
	failed  string // why it counts as failed; "" if it does not
	hint    string
}

// Open reads the programs of a site.
func Open(opt Options) *Lab {
	programs, bad := content.ReadPrograms(opt.Root)
	top := map[string]string{}
	for name := range programs.Files {
		first, _, _ := strings.Cut(name, "/")
		top[first] = "code/" + first
	}
	return &Lab{Options: opt, programs: programs, bad: bad, top: top, done: map[content.Fingerprint]*outcome{}}
}

// sample is a program with all places that ask for it.
type sample struct {
	name    string // "" if it has none
	program content.Program
	print   content.Fingerprint
	timeout time.Duration
	within  float64 // by which numbers may differ
	places  []place
	clash   bool // another program has its name
}

// place is where a text asks for a program.
type place struct {
	text *Text
	at   *markdown.Sample
}

func (p place) note(key string, n diag.Note) diag.Diagnostic {
	n.Start, n.End = p.at.Start, p.at.Start
	if at, ok := p.at.Places[key]; ok {
		n.Start, n.End = at[0], at[1]
	}
	n.Severity = diag.Error
	return n.In(p.text.Source.Path, p.text.Source.Text)
}

// samples gathers the programs of all texts in their order. The same program
// with the same data is one, wherever it stands, but for each further name that
// it is given; two that share a name alone are reported.
func (l *Lab) samples(texts []Text) ([]*sample, []diag.Diagnostic) {
	var out []*sample
	var diags []diag.Diagnostic
	byPrint, byName := map[content.Fingerprint]*sample{}, map[string]*sample{}
	for i := range texts {
		for j := range texts[i].Doc.Samples {
			at := place{&texts[i], &texts[i].Doc.Samples[j]}
			x := &sample{name: content.ProgramName(at.at.Name, at.at.Path), program: l.Program(*at.at)}
			x.print = l.programs.Fingerprint(x.program)
			same := byName[x.name] // of its name, or, without one, any
			if x.name == "" {
				same = byPrint[x.print]
			}
			if same != nil && same.print == x.print {
				x = same
			} else if same != nil {
				same.clash = true
				diags = append(diags, at.named(same))
				continue
			} else {
				out = append(out, x)
				byName[x.name] = x
				if byPrint[x.print] == nil {
					byPrint[x.print] = x
				}
			}
			x.places = append(x.places, at)
			x.timeout, x.within = max(x.timeout, at.at.Timeout), max(x.within, at.at.Tolerance)
		}
	}
	return out, diags
}

// named reports that a program has the name of another one, citing the place of
// that which is nearest: on the same page, if it stands there too.
func (p place) named(other *sample) diag.Diagnostic {
	first := other.places[0]
	for _, o := range other.places {
		if o.text == p.text {
			first = o
			break
		}
	}
	return p.note("name", content.NameTaken(other.name, diag.At(first.text.Source.Path, first.text.Source.Text, first.at.Start)))
}

// Run runs the programs of the texts that were not run yet. An error is the
// machine's fault.
func (l *Lab) Run(ctx context.Context, texts []Text) error {
	samples := l.waiting(texts)
	if len(samples) == 0 {
		return nil
	}
	if l.isolate == nil {
		l.isolate = isolate()
	}
	outcomes, errs := make([]*outcome, len(samples)), make([]error, len(samples))
	next, wg := make(chan int), sync.WaitGroup{}
	for range min(max(l.Jobs, 1), len(samples)) {
		wg.Go(func() {
			for i := range next {
				outcomes[i], errs[i] = l.run(ctx, samples[i])
			}
		})
	}
	for i := range samples {
		next <- i
	}
	close(next)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, x := range samples {
		if errs[i] != nil {
			return fmt.Errorf("run the program %q: %w", x.title(), errs[i])
		}
		l.done[x.print] = outcomes[i]
	}
	return nil
}

// waiting returns the programs that are to be run, each once, whatever its names.
func (l *Lab) waiting(texts []Text) []*sample {
	all, _ := l.samples(texts)
	if len(l.bad) > 0 {
		return nil
	}
	var out []*sample
	byPrint := map[content.Fingerprint]*sample{}
	for _, x := range all {
		if same := byPrint[x.print]; same != nil {
			same.timeout = max(same.timeout, x.timeout)
		} else if l.done[x.print] == nil && len(l.missing(x)) == 0 {
			byPrint[x.print] = x
			out = append(out, x)
		}
	}
	return out
}

// title names a program in a message.
func (x *sample) title() string {
	if x.name != "" {
		return x.name
	}
	return "without a name"
}

// gap is a file that a program names and the site has not; without a text it is
// reported elsewhere.
type gap struct{ key, text, hint string }

// missing returns the files that a program needs and that are not there, or not
// to be put beside it.
func (l *Lab) missing(x *sample) []gap {
	var out []gap
	p := x.program
	if _, ok := l.programs.Read(p.Path); p.Path != "" && !ok {
		out = append(out, gap{}) // which a build reports, of every include
	}
	beside := maps.Clone(l.top)
	add := func(key, name string) {
		base := path.Base(name)
		if other := beside[base]; other != "" && other != name {
			out = append(out, gap{key, fmt.Sprintf("%q and %q have one name", other, name), "a program, its data and what is in code/ stand in one folder under their own names: rename one"})
		}
		beside[base] = name
	}
	if p.Path != "" && !strings.HasPrefix(p.Path, "code/") {
		add("", p.Path)
	}
	for _, name := range p.Data {
		if _, ok := l.programs.Read(name); !ok {
			out = append(out, gap{"data", fmt.Sprintf("no file %q below content/", name), "paths of data start at content/, such as data/cats.csv"})
			continue
		}
		add("data", name)
	}
	if _, ok := l.programs.Read(p.Input); p.Input != "" && !ok {
		out = append(out, gap{"input", fmt.Sprintf("no file %q below content/", p.Input), "paths of input start at content/, such as data/answers.txt"})
	}
	if _, ok := languageOf(p.Lang); !ok {
		what := strings.ToLower(p.Lang)
		if what == "" {
			what = path.Base(p.Path)
		}
		out = append(out, gap{"run", fmt.Sprintf("nothing here runs %q", what), "python, go and sh are run"})
	}
	return out
}
