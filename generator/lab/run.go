package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// language says how programs of a language are run.
type language struct {
	names   []string // as authors write them
	ext     string   // of a file with a piece of code
	tool    string   // the program that runs or compiles it
	command []string // what stands between the tool and the file's name
}

// languages are those that programs may be written in.
func languages() []language {
	return []language{
		{[]string{"python", "py", "python3"}, ".py", "python3", nil},
		{[]string{"go", "golang"}, ".go", "go", []string{"build", "-o", compiled}},
		{[]string{"sh", "shell"}, ".sh", "sh", nil},
	}
}

// compiled is the program that a compiler makes, seen from the program's folder;
// Windows starts nothing without the ending.
const compiled = "../tmp/program.exe"

func languageOf(name string) (language, bool) {
	all := languages()
	i := slices.IndexFunc(all, func(l language) bool { return slices.Contains(l.names, strings.ToLower(name)) })
	if i < 0 {
		return language{}, false
	}
	return all[i], true
}

// run runs a program whose files are all there.
func (l *Lab) run(ctx context.Context, x *sample) (out *outcome, err error) {
	lang, _ := languageOf(x.program.Lang)
	tool := l.find(lang.tool)
	if tool == "" {
		return &outcome{
			failed: fmt.Sprintf("the interpreter %q is not there", lang.tool),
			hint:   "install it, or add its folder to PATH",
		}, nil
	}
	dir, err := os.MkdirTemp("", "duizhao-lab-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, remove(dir)) }()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	file, err := l.lay(dir, x, lang.ext)
	if err != nil {
		return nil, err
	}
	step := append([]string{tool}, append(slices.Clone(lang.command), file)...)
	if slices.Contains(lang.command, compiled) {
		if out, err = l.compile(ctx, x, dir, step); err != nil || out.failed != "" {
			return out, err
		}
		step = []string{filepath.Join(dir, "code", filepath.FromSlash(compiled))}
	}
	input, _ := l.programs.Read(x.program.Input)
	return l.step(ctx, x, dir, step, input, x.program.Exit, "")
}

// compile makes a program out of its text. The compiler alone may touch Go's
// cache: what a program left there, every later compilation would believe.
func (l *Lab) compile(ctx context.Context, x *sample, dir string, step []string) (*outcome, error) {
	cache := l.goCache()
	if cache != "" {
		if err := os.MkdirAll(cache, 0o755); err != nil {
			return nil, err
		}
	}
	out, err := l.step(ctx, x, dir, step, nil, 0, cache)
	if out != nil && out.failed != "" {
		out.failed = "go build: " + out.failed
	}
	return out, err
}

// step runs one command in the folder of a program; it may write to the cache, if
// one is given.
func (l *Lab) step(ctx context.Context, x *sample, dir string, args []string, input []byte, exit int, cache string) (*outcome, error) {
	r := &running{printed: limited{most: MostOutput}, errors: limited{most: MostOutput}}
	r.cmd = &exec.Cmd{
		Path: args[0], Args: args, Dir: filepath.Join(dir, "code"), Env: l.environment(dir, cache),
		Stdin: bytes.NewReader(input), Stdout: &r.printed, Stderr: &r.errors, WaitDelay: time.Second,
	}
	timeout := x.timeout
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	out, err := r.end(ctx, l.isolate, l.readable(dir, args[0], cache), timeout, exit)
	if out != nil { // no path of this machine in a message
		out.hint = strings.ReplaceAll(out.hint, dir, "")
	}
	return out, err
}

// find returns the path of a program in PATH, "" if it is not there.
func (l *Lab) find(name string) string {
	for _, dir := range filepath.SplitList(l.getenv("PATH")) {
		if dir == "" || !filepath.IsAbs(dir) {
			continue
		}
		if p, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return p
		}
	}
	return ""
}

func (l *Lab) getenv(name string) string {
	for i := len(l.Env) - 1; i >= 0; i-- {
		key, value, ok := strings.Cut(l.Env[i], "=")
		if ok && (key == name || runtime.GOOS == "windows" && strings.EqualFold(key, name)) { // there PATH is written Path
			return value
		}
	}
	return ""
}

// environment is all that a program knows of this process. Go's compiler keeps
// what it compiled where it always does: the standard library would be compiled
// anew for each program otherwise.
func (l *Lab) environment(dir, cache string) []string {
	env := []string{
		"PATH=" + l.getenv("PATH"), "HOME=" + dir, "TMPDIR=" + filepath.Join(dir, "tmp"), "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC",
		"PYTHONDONTWRITEBYTECODE=1", "PYTHONHASHSEED=0", "PYTHONIOENCODING=utf-8", "PYTHONNOUSERSITE=1",
		"GOPROXY=off", "GOTOOLCHAIN=local", "GOENV=off", "GOFLAGS=", "CGO_ENABLED=0", "GOTELEMETRY=off",
	}
	if cache != "" {
		env = append(env, "GOCACHE="+cache)
	}
	if runtime.GOOS == "windows" { // without it no program starts
		env = append(env, "SYSTEMROOT="+l.getenv("SYSTEMROOT"))
	}
	return env
}

func (l *Lab) goCache() string {
	if dir := l.getenv("GOCACHE"); dir != "" && dir != "off" {
		return dir
	}
	if dir := l.getenv("XDG_CACHE_HOME"); dir != "" {
		return filepath.Join(dir, "go-build")
	}
	home := l.getenv("HOME")
	if home == "" {
		return ""
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Caches", "go-build")
	}
	return filepath.Join(home, ".cache", "go-build")
}

// lay writes the files of a program into its folder and returns the program's,
// seen from where it is run.
func (l *Lab) lay(dir string, x *sample, ext string) (string, error) {
	write := func(name string, data []byte) error {
		full := filepath.Join(dir, "code", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		return os.WriteFile(full, data, 0o644)
	}
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o755); err != nil {
		return "", err
	}
	for name, data := range l.programs.Files {
		if err := write(name, data); err != nil {
			return "", err
		}
	}
	for _, name := range x.program.Data {
		data, _ := l.programs.Read(name)
		if err := write(path.Base(name), data); err != nil {
			return "", err
		}
	}
	file, text := l.free(x, ext), []byte(x.program.Text)
	if x.program.Path != "" {
		text, _ = l.programs.Read(x.program.Path)
		file = path.Base(x.program.Path)
		if below, ok := strings.CutPrefix(x.program.Path, "code/"); ok {
			file = below
		}
	}
	return filepath.FromSlash(file), write(file, text)
}

// free returns a name for the file of a piece of code that nothing beside it has.
func (l *Lab) free(x *sample, ext string) string {
	taken := func(name string) bool {
		return l.top[name] != "" || slices.ContainsFunc(x.program.Data, func(d string) bool { return path.Base(d) == name })
	}
	name := "sample" + ext
	for n := 2; taken(name); n++ {
		name = fmt.Sprintf("sample%d%s", n, ext)
	}
	return name
}

// remove deletes a folder that a program may have locked up.
func remove(dir string) error {
	if os.RemoveAll(dir) == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error { // as far as it goes
		if d != nil && d.IsDir() {
			return os.Chmod(p, 0o700)
		}
		return nil
	})
	return os.RemoveAll(dir)
}

// running is a program that has been started.
type running struct {
	cmd     *exec.Cmd
	printed limited
	errors  limited
}

// end starts the program and waits until it ends, by itself or not.
func (r *running) end(ctx context.Context, i *isolation, files access, timeout time.Duration, exit int) (*outcome, error) {
	full := make(chan struct{}, 2)
	r.printed.full, r.errors.full = full, full
	if err := i.start(r.cmd, files); err != nil {
		return nil, err
	}
	done := make(chan error, 1)
	go func() { done <- r.cmd.Wait() }()
	clock := time.NewTimer(timeout)
	defer clock.Stop()
	out := &outcome{}
	select {
	case err := <-done:
		kill(r.cmd) // what it left behind
		return r.verdict(err, exit)
	case <-ctx.Done():
	case <-clock.C:
		out.failed, out.hint = fmt.Sprintf("the program did not end within %g s", timeout.Seconds()), "if it needs longer, write timeout=SECONDS"
	case <-full:
		out.failed = fmt.Sprintf("the program printed more than %d MB", MostOutput>>20)
	}
	kill(r.cmd)
	<-done // its error says that it was killed, which is known
	if tail := lastLines(r.errors.String()); tail != "" && out.hint == "" {
		out.hint = tail
	}
	return out, nil
}

// verdict is that on a program which ended by itself.
func (r *running) verdict(err error, exit int) (*outcome, error) {
	out := &outcome{printed: r.printed.String()}
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) && !errors.Is(err, exec.ErrWaitDelay) {
		return nil, err
	}
	got := exitCode(r.cmd.ProcessState)
	switch {
	case r.printed.over || r.errors.over:
		out.failed = fmt.Sprintf("the program printed more than %d MB", MostOutput>>20)
	case got == exit:
	case got > signalled && got <= signalled+64:
		out.failed = "the program was ended by a signal: " + syscall.Signal(got-signalled).String()
	default:
		out.failed = fmt.Sprintf("the program ended with the exit code %d, not %d", got, exit)
	}
	if out.failed != "" {
		out.hint = lastLines(r.errors.String())
	}
	return out, nil
}

// signalled is what a shell adds to the number of a signal to make an exit code
// of it: a program that ran below one (see isolation) gives no other news of its
// end.
const signalled = 128

func exitCode(s *os.ProcessState) int {
	if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return signalled + int(w.Signal())
	}
	return s.ExitCode()
}

// lastLines returns the end of what a program said of its errors.
func lastLines(s string) string {
	const lines, bytes = 8, 1200
	all := strings.Split(strings.TrimSpace(strings.ToValidUTF8(s, "\ufffd")), "\n")
	s = strings.Join(all[max(0, len(all)-lines):], "\n")
	if len(s) > bytes {
		s = "…" + strings.ToValidUTF8(s[len(s)-bytes:], "")
	}
	return s
}

// limited keeps what is written up to a size; behind it, it says so and drops
// the rest.
type limited struct {
	mu   sync.Mutex
	text bytes.Buffer
	most int
	over bool
	full chan<- struct{}
}

func (w *limited) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	room := w.most - w.text.Len()
	w.text.Write(p[:min(len(p), room)])
	if len(p) > room && !w.over {
		w.over = true
		w.full <- struct{}{}
	}
	return len(p), nil
}

func (w *limited) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}
