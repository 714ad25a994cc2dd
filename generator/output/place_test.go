package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTargetsThatAreRefused(t *testing.T) {
	opt := newSite(t)
	home := filepath.Join(t.TempDir(), "people", "me")
	opt.Home = home
	write(t, "", home, "letter")
	write(t, "", opt.Root, "a-file")
	for from, to := range map[string]string{"to-content": "content", "to-root": ".", "to-home": home, "nowhere": "gone"} {
		if err := os.Symlink(to, filepath.Join(opt.Root, from)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ target, reason string }{
		{"/", "it is the root of the file system"},
		{home, "home folder"},
		{filepath.Dir(home), "home folder"},
		{opt.Root, "the site's root"},
		{opt.Root + "/public/..", "the site's root"},
		{filepath.Dir(opt.Root), "it is or holds"}, // the home of this test too
		{opt.Root + "/content", "the site's content"},
		{opt.Root + "/content/zh/public", "the site's content"},
		{opt.Root + "/templates", "the site's templates"},
		{opt.Root + "/assets/site", "the site's assets"},
		{opt.Root + "/.git/site", "the site's history"},
		{opt.State, "the state folder"},
		{opt.State + "/public", "the state folder"},
		{opt.Root + "/to-content", "the site's content"},
		{opt.Root + "/to-content/public", "the site's content"},
		{opt.Root + "/to-root", "the site's root"},
		{opt.Root + "/to-home", "home folder"},
		{opt.Root + "/nowhere", "a symbolic link that leads nowhere"},
		{opt.Root + "/a-file", "it is not a folder"},
		{opt.Root + "/a\nb", "not text"},
	}
	for _, tt := range tests {
		for _, inPlace := range modes {
			opt.Target, opt.InPlace = tt.target, inPlace
			_, err := Open(opt)
			refused := (*TargetError)(nil)
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.reason) || refused.Hint() == "" {
				t.Errorf("%s: got %v, want …%s", tt.target, err, tt.reason)
			}
		}
	}
}

func TestHomeOfTheAccountIsRefused(t *testing.T) {
	for _, home := range homes("") {
		opt := newSite(t)
		opt.Target = home
		refused := (*TargetError)(nil)
		if _, err := Open(opt); !errors.As(err, &refused) {
			t.Errorf("%s: got %v", home, err)
		}
	}
}

func TestTargetThatHoldsLinkedContent(t *testing.T) {
	opt := newSite(t)
	elsewhere := filepath.Join(t.TempDir(), "texts", "guide")
	write(t, "", elsewhere, "why.md")
	content := filepath.Join(opt.Root, "content")
	if err := errors.Join(os.Remove(content), os.Symlink(elsewhere, content)); err != nil {
		t.Fatal(err)
	}
	opt.Target = filepath.Dir(elsewhere)
	refused := (*TargetError)(nil)
	if _, err := Open(opt); !errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
}

// The folder behind a link is published into; the link stays.
func TestTargetBehindALink(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		real := filepath.Join(t.TempDir(), "www")
		if err := errors.Join(os.Mkdir(real, 0o777), os.Symlink(real, opt.Target)); err != nil {
			t.Fatal(err)
		}
		link := opt
		for _, set := range []files{oldSet, newSet} {
			opt.Target = link.Target
			s := begun(t, opt, set)
			if _, err := s.Commit(t.Context()); err != nil {
				t.Fatal(err)
			}
			opt.Target = real
			wantPublished(t, opt, set)
		}
		if to, err := os.Readlink(link.Target); err != nil || to != real {
			t.Errorf("the link is now %q, %v", to, err)
		}
	})
}

// A linked root and a relative target are the same place: one manifest.
func TestOnePlaceByTwoNames(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, oldSet)
	link := filepath.Join(t.TempDir(), "site")
	if err := os.Symlink(opt.Root, link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(link)
	publish(t, Options{Target: "public", State: ".duizhao", Root: "."}, newSet)
}

func TestMovedSiteKeepsItsManifest(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, oldSet)
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(opt.Root, moved); err != nil {
		t.Fatal(err)
	}
	opt = Options{Target: filepath.Join(moved, "public"), State: filepath.Join(moved, ".duizhao"), Root: moved}
	if sum := publish(t, opt, oldSet); sum.Written != 0 {
		t.Errorf("got %+v", sum)
	}
}

// Permissions do not bind the superuser, a name that is too long binds everyone.
func TestParentThatCannotTakeAStage(t *testing.T) {
	opt := newSite(t)
	opt.Target = filepath.Join(opt.Root, strings.Repeat("x", 240))
	_, err := Open(opt)
	unsafe := (*UnsafeError)(nil)
	if !errors.As(err, &unsafe) || !strings.Contains(unsafe.Hint(), "--in-place") {
		t.Fatalf("got %v", err)
	}
	opt.InPlace = true
	publish(t, opt, oldSet)
}

func TestStateFolderThatCannotBeMade(t *testing.T) {
	opt := newSite(t)
	write(t, "", opt.State)
	if _, err := Open(opt); err == nil || !strings.HasPrefix(err.Error(), "output: make state folder: ") {
		t.Errorf("got %v", err)
	}
	if got := read(t, opt.Target); len(got) > 0 {
		t.Errorf("got %s", got)
	}
}
