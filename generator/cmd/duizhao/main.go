// Command duizhao builds, previews and checks bilingual documentation sites.
//
// main owns the process; run does the work and is what the tests call. Each
// command is a short file: a struct with its flags and a method Run. What every
// command prints goes through the console, which knows the rules:
//
//   - Diagnostics and errors go to standard error, in one form each (package
//     diag; "duizhao: doing what: cause"). Results go to standard output.
//   - Exit codes: 0 done; 1 the content has errors, nothing is published;
//     2 wrong use or settings; 3 the machine failed; 130 interrupted.
//   - Nothing is coloured, nothing moves, unless standard error is a terminal.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // who interrupts twice does not wait
		// Nor does anyone for a layout or a formula that cannot be stopped: files
		// are replaced as a whole, so none is left half written.
		time.AfterFunc(time.Second, func() { os.Exit(exitInterrupted) })
	})
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitDone        = 0
	exitContent     = 1
	exitUse         = 2
	exitMachine     = 3
	exitInterrupted = 130
)

// commands is the command line.
type commands struct {
	Build   buildCmd   `cmd:"" help:"Build the site into a folder of plain files."`
	Serve   serveCmd   `cmd:"" help:"Show the site while you write, and follow every change."`
	Check   checkCmd   `cmd:"" help:"Report what is wrong with the content; publish nothing."`
	Sync    syncCmd    `cmd:"" help:"Keep translations in step with their sources."`
	Export  exportCmd  `cmd:"" help:"Write the site in a form for others."`
	Import  importCmd  `cmd:"" help:"Take in what others wrote."`
	Deploy  deployCmd  `cmd:"" help:"Publish the site on GitHub Pages."`
	New     newCmd     `cmd:"" help:"Start a site or a page."`
	Schema  schemaCmd  `cmd:"" help:"Print the JSON Schema of site.yaml or of front matter, for editors."`
	Version versionCmd `cmd:"" help:"Print the version."`
	Help    helpCmd    `cmd:"" help:"Explain a command, or a code such as broken-link."`
	Render  renderCmd  `cmd:"" hidden:"" help:"Turn Markdown documents on standard input into HTML fragments."`
}

// run is the program: it returns the exit code.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &console{ctx: ctx, env: env, in: stdin, out: stdout, err: stderr}
	if len(args) == 0 {
		args = []string{"help"}
	}
	return c.finish(c.dispatch(args))
}

// dispatch parses the arguments and runs the command. Kong ends --help by
// "exiting"; that is turned into an ordinary return here.
func (c *console) dispatch(args []string) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case kongExit:
			err = nil
		default:
			panic(r)
		}
	}()
	k, err := newParser(c)
	if err != nil {
		return err
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return usageError{err.Error()}
	}
	return parsed.Run(c)
}

type kongExit int

func newParser(c *console) (*kong.Kong, error) {
	k, err := kong.New(&commands{},
		kong.Name("duizhao"),
		kong.Description("A documentation-site generator for bilingual guides."),
		kong.Writers(c.out, c.err),
		kong.Exit(func(code int) { panic(kongExit(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Bind(c),
	)
	if err != nil {
		return nil, fmt.Errorf("read the command line's definition: %w", err)
	}
	return k, nil
}

// usageError is wrong use of the command line or of settings.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// errContent says that the content has errors, which have been printed.
var errContent = errors.New("the content has errors")

// errSettings says that the settings have errors, which have been printed.
var errSettings = errors.New("the settings have errors")

// finish prints an error, once, and returns the exit code.
func (c *console) finish(err error) int {
	var use usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errContent):
		return exitContent
	case errors.Is(err, errSettings):
		return exitUse
	case c.ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &use):
		c.fail(use.text)
		if !strings.Contains(use.text, "\n") {
			fmt.Fprintln(c.err, "\thint: duizhao help lists the commands")
		}
		return exitUse
	}
	c.fail(err.Error())
	return exitMachine
}
