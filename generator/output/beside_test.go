package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// halves are variants of texts: the first half of their bytes, where there is one.
func halves(key string, made *[]string) Variant {
	var mu sync.Mutex // several are made at once
	return Variant{
		Suffix: ".half", Key: key, Of: func(path string) bool { return strings.HasSuffix(path, ".txt") },
		Make: func(data []byte) ([]byte, error) {
			if made != nil {
				mu.Lock()
				defer mu.Unlock()
				*made = append(*made, string(data))
			}
			if strings.HasPrefix(string(data), "bad") {
				return nil, errors.New("no half of this")
			}
			return data[:max(1, len(data)/2)], nil
		},
	}
}

// publishBeside publishes a set with variants.
func publishBeside(t *testing.T, opt Options, set files, variants ...Variant) {
	t.Helper()
	s := begun(t, opt, set)
	if err := s.Beside(context.Background(), variants...); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestVariants(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		opt := newSite(t)
		opt.InPlace = inPlace
		set := files{"a.txt": "aaaa", "b/c.txt": "cccccc", "d.png": "dddd", "own.txt": "oooo", "own.txt.half": "mine", "one.txt": "1", "folder.txt": "ffff", "folder.txt.half/x": "x"}
		want := files{"a.txt.half": "aa", "b/c.txt.half": "ccc"}
		for path, content := range set {
			want[path] = content
		}
		publishBeside(t, opt, set, halves("1", nil))
		wantPublished(t, opt, want)

		// What is unchanged is neither read nor made again; what could not become smaller is tried.
		var made []string
		set["a.txt"], want["a.txt"], want["a.txt.half"] = "AAAAAA", "AAAAAA", "AAA"
		publishBeside(t, opt, set, halves("1", &made))
		wantPublished(t, opt, want)
		if got := strings.Join(made, " "); !strings.Contains(got, "AAAAAA") || strings.Contains(got, "cccccc") || len(made) != 2 {
			t.Errorf("made of %q", made)
		}

		// One that is gone is made again, of the file that was kept.
		if err := os.Remove(filepath.Join(opt.Target, "b", "c.txt.half")); err != nil {
			t.Fatal(err)
		}
		publishBeside(t, opt, set, halves("1", nil))
		wantPublished(t, opt, want)

		// Another way to make them makes all anew; without, they are gone.
		made = nil
		publishBeside(t, opt, set, halves("2", &made))
		wantPublished(t, opt, want)
		if len(made) != 3 {
			t.Errorf("another way made of %q", made)
		}
		delete(want, "a.txt.half")
		delete(want, "b/c.txt.half")
		publish(t, opt, set)
		wantPublished(t, opt, want)
	}
}

// TestForeignVariant holds that a file beside ours which no build put there stops the
// build, as any other does.
func TestForeignVariant(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a.txt": "aaaa"})
	if err := os.WriteFile(filepath.Join(opt.Target, "a.txt.half"), []byte("not ours"), 0o666); err != nil {
		t.Fatal(err)
	}
	s := begun(t, opt, files{"a.txt": "aaaa"})
	if err := s.Beside(context.Background(), halves("1", nil)); err != nil {
		t.Fatal(err)
	}
	var foreign *ForeignError
	if _, err := s.Commit(context.Background()); !errors.As(err, &foreign) {
		t.Errorf("got %v", err)
	}
}

func TestVariantFails(t *testing.T) {
	opt := newSite(t)
	s := begun(t, opt, files{"a.txt": "bad one", "b.txt": "bbbb"})
	if err := s.Beside(context.Background(), halves("1", nil)); err == nil {
		t.Fatal("no error")
	}
	if _, err := s.Commit(context.Background()); err == nil {
		t.Error("a set without its variants is published")
	}
}

func TestSize(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a.txt": "aaaa"})
	if got := begun(t, opt, files{"a.txt": "aaaa", "b": "bb"}).Size(); got != 6 {
		t.Errorf("%d bytes", got)
	}
}
