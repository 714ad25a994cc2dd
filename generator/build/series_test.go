package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
)

// preview is a sink of a series, as serve.Preview is one. It makes a file when it
// is asked for.
type preview struct {
	mu       sync.Mutex
	standing bool
	files    map[string]offered
	folders  map[string]func(context.Context, string) ([]byte, error)
	next     map[string]offered
	news     map[string]func(context.Context, string) ([]byte, error)
	kept     []string
}

type offered struct {
	key  [16]byte
	make func(context.Context) ([]byte, error)
}

func (p *preview) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.next[path]; ok {
		return fmt.Errorf("%s is put twice", path)
	}
	p.next[path] = offered{key, make}
	return nil
}

func (p *preview) Keep(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = append(p.kept, path)
}

func (p *preview) Stand() { p.standing = true }

func (p *preview) PutFolder(folder string, _ [16]byte, find func(context.Context, string) ([]byte, error)) error {
	p.news[folder] = find
	return nil
}

// begin and end are those of a run.
func (p *preview) begin() {
	p.next, p.news, p.kept, p.standing = map[string]offered{}, map[string]func(context.Context, string) ([]byte, error){}, nil, false
}

func (p *preview) end(t *testing.T) {
	t.Helper()
	if !p.standing {
		if len(p.next) > 0 {
			for _, path := range p.kept {
				if old, ok := p.files[path]; ok {
					if _, put := p.next[path]; !put {
						p.next[path] = old
					}
				}
			}
			p.files, p.folders = p.next, p.news
		}
		return
	}
	for path := range p.next {
		if _, ok := p.files[path]; !ok {
			t.Errorf("%s is put anew into what stands", path)
		}
	}
	maps.Copy(p.files, p.next)
	maps.Copy(p.folders, p.news)
}

// whole is a sink that makes a file once for each of its keys.
type whole struct {
	mu    sync.Mutex
	files map[string]offered
	kept  []string
}

func (w *whole) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files[path] = offered{key, make}
	return nil
}

func (w *whole) Keep(path string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kept = append(w.kept, path)
}

// differing lists the paths in which two states of a site differ.
func differing(a, b fstest.MapFS) []string {
	var out []string
	for name := range a {
		if b[name] == nil || string(a[name].Data) != string(b[name].Data) {
			out = append(out, name)
		}
	}
	for name := range b {
		if a[name] == nil {
			out = append(out, name)
		}
	}
	return out
}

// TestSeries holds a series of builds, each told what changed, to the bytes, keys
// and diagnostics of clean ones: over random changes of all kinds, most of which are
// of one text's body. DUIZHAO_EDITS sets how many; DUIZHAO_SEED where they begin.
func TestSeries(t *testing.T) {
	edits, _ := strconv.Atoi(os.Getenv("DUIZHAO_EDITS"))
	if edits == 0 {
		edits = 200
	}
	seed, _ := strconv.ParseUint(os.Getenv("DUIZHAO_SEED"), 10, 64)
	s := newStory(seed)
	w := newWitness(t)
	patched, every := 0, 1 // clean builds
	if os.Getenv("DUIZHAO_EDITS") == "" {
		every = 10 // the others know what the one before made, as TestRemembered holds to a clean one
	}
	for i := range edits {
		what := "the site"
		if i > 0 {
			switch k := s.IntN(40); {
			case k < 30:
				what = s.body()
			case k < 33:
				what = s.head()
			case k < 37:
				what = s.file()
			case k < 38:
				what = s.site(t)
			default:
				first := newStory(seed)
				s.texts, s.extra, what = first.texts, first.extra, "all is as it was first"
			}
		}
		if w.step(fmt.Sprintf("edit %d, %s", i, what), s.files(), i%every == 0, i%40 == 0) {
			patched++
		}
		if strings.Contains(what, "settings") { // and are right again
			s.extra["site.yaml"] = "title: { zh: 书, en: Book }\nlanguages: [zh, en]\nvars: { n: '3' }\n"
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d of %d builds were patches", patched, edits)
	if patched < edits/4 {
		t.Errorf("only %d of %d builds were patches", patched, edits)
	}
}

// TestPipeInThePlaceOfAPage holds that no build of a series reads what is no file.
func TestPipeInThePlaceOfAPage(t *testing.T) {
	w := newWitness(t)
	root := fstest.MapFS{
		"site.yaml":           {Data: []byte("title: 书\nlanguages: [zh]\n")},
		"content/zh/index.md": {Data: []byte("# 首页\n")},
		"content/zh/a.md":     {Data: []byte("# 甲\n\n第一段。\n")},
	}
	w.step("at first", maps.Clone(root), false, false)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n第二段。\n"), Mode: fs.ModeNamedPipe}
	w.step("a pipe", root, false, false)
}

// witness compares.
type witness struct {
	*testing.T
	series  Series
	memo    *cache.Memo
	engines Engines
	other   *cache.Memo // what builds that are not clean know
	shown   *preview
	before  fstest.MapFS
	made    map[string]map[[16]byte]string // by clean builds
}

func newWitness(t *testing.T) *witness {
	w := &witness{T: t, memo: memo(t), other: memo(t), shown: &preview{}, before: fstest.MapFS{}, made: map[string]map[[16]byte]string{}}
	t.Cleanup(w.engines.Close)
	return w
}

// step makes the next build of the series and a clean one, and reports whether the
// first was a patch. All files are compared if all says so, else those that differ in
// their keys from what was compared before.
func (w *witness) step(what string, root fstest.MapFS, cold, all bool) bool {
	w.Helper()
	in := Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Version: "v", Live: true, Engines: &w.engines, Jobs: 2}
	live := in
	live.Memo, live.Series, live.Changed = w.memo, &w.series, append(differing(w.before, root), "content/zh/.a.md.swp", "content/en/a.md~")
	w.shown.begin()
	told, err := Run(w.Context(), live, w.shown)
	if err != nil {
		w.Fatalf("%s: %v", what, err)
	}
	w.shown.end(w.T)
	w.before = root
	in.Memo = w.other
	in.Memo.Turn()
	if cold {
		in.Memo = memo(w.T)
	}
	clean := &whole{files: map[string]offered{}}
	anew, err := Run(w.Context(), in, clean)
	if err != nil {
		w.Fatalf("%s: %v", what, err)
	}
	if !slices.Equal(told, anew) {
		w.Errorf("%s: the series says %v,\na clean build %v", what, minus(told, anew), minus(anew, told))
	}
	if len(clean.files) > 0 {
		w.compare(what, clean, all)
	}
	return w.shown.standing
}

func minus(a, b []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(a), func(d diag.Diagnostic) bool { return slices.Contains(b, d) })
}

func (w *witness) compare(what string, clean *whole, all bool) {
	w.Helper()
	for name, f := range clean.files {
		data, known := w.made[name][f.key]
		if !known || all {
			bytes, err := f.make(w.Context())
			if err != nil {
				w.Fatalf("%s: %s: %v", what, name, err)
			}
			data = string(bytes)
			if w.made[name] == nil {
				w.made[name] = map[[16]byte]string{}
			}
			w.made[name][f.key] = data
		}
		dir := path.Dir(name) + "/"
		shown, ok := w.shown.files[name]
		find := w.shown.folders[dir]
		switch {
		case !ok && find == nil:
			w.Errorf("%s: %s is missing", what, name)
		case ok && shown.key != f.key && path.Base(name) != "dir":
			w.Errorf("%s: the key of %s differs", what, name)
		case !ok:
			if bytes, err := find(w.Context(), name); err != nil || string(bytes) != data {
				w.Errorf("%s: %s differs: %v", what, name, err)
			}
		default:
			_, fresh := w.shown.next[name]
			if !fresh && !all && known {
				continue
			}
			if bytes, err := shown.make(w.Context()); err != nil || string(bytes) != data {
				w.Errorf("%s: %s differs: %v", what, name, err)
			}
		}
	}
	for name := range w.shown.files {
		if _, ok := clean.files[name]; !ok && !slices.Contains(clean.kept, name) {
			w.Errorf("%s: %s should be gone", what, name)
		}
	}
	for dir, find := range w.shown.folders {
		if _, err := find(w.Context(), dir+"none"); !errors.Is(err, fs.ErrNotExist) {
			w.Errorf("%s: %snone: %v", what, dir, err)
		}
	}
}
