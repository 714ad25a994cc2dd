package book

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"
)

// programs are the names under which Chromium is installed; the one without windows
// prints in a third of the time.
var programs = []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge"}

// ErrNoChromium says that there is no browser to print with.
var ErrNoChromium = errors.New("there is no Chromium, which prints books")

// System is what finding a browser needs to know of a machine.
type System struct {
	OS     string                       // as Go calls it
	Getenv func(string) string          // a variable of the environment
	Look   func(string) (string, error) // finds a program by a name on the PATH or by a whole path
}

// FindChromium returns the browser: one on the PATH, or where installers of this
// system put it, which is not on the PATH.
func FindChromium(s System) (string, error) {
	for _, name := range append(programs, s.installed()...) {
		if file, err := s.Look(name); err == nil {
			return file, nil
		}
	}
	return "", ErrNoChromium
}

// Sought tells where a browser was looked for, in words.
func (s System) Sought() string {
	out := strings.Join(programs, ", ") + " on the PATH"
	if places := s.installed(); len(places) > 0 {
		out += "; " + strings.Join(places, ", ")
	}
	return out
}

// installed are the places of browsers that are not on the PATH.
func (s System) installed() []string {
	var out []string
	switch s.OS {
	case "darwin":
		for _, dir := range []string{"/Applications", s.Getenv("HOME") + "/Applications"} {
			for _, name := range []string{"Chromium", "Google Chrome", "Microsoft Edge"} {
				if filepath.IsAbs(dir) {
					out = append(out, dir+"/"+name+".app/Contents/MacOS/"+name)
				}
			}
		}
	case "windows":
		for _, variable := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			dir := s.Getenv(variable)
			if dir == "" {
				continue
			}
			for _, name := range []string{`Chromium\Application\chrome.exe`, `Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
				out = append(out, dir+`\`+name)
			}
		}
	}
	return out
}

// fileURL is the address of a file with an absolute path, written with slashes. A
// path that begins with a drive has a slash before it in an address, and one that
// begins with the name of a machine has that as its host.
func fileURL(path string) string {
	escaped := (&url.URL{Path: path}).EscapedPath()
	switch {
	case strings.HasPrefix(path, "//"):
		return "file:" + escaped
	case strings.HasPrefix(path, "/"):
		return "file://" + escaped
	}
	return "file:///" + escaped
}
