package book

import (
	"errors"
	"strings"
	"testing"
)

// system is a machine with some programs, by the names under which they are found.
func system(os string, there ...string) System {
	env := map[string]string{"HOME": "/Users/li", "ProgramFiles": `C:\Program Files`, "ProgramFiles(x86)": `C:\Program Files (x86)`, "LocalAppData": `C:\Users\李\AppData\Local`}
	return System{OS: os, Getenv: func(name string) string { return env[name] }, Look: func(name string) (string, error) {
		for _, t := range there {
			if t == name {
				return "found " + name, nil
			}
		}
		return "", errors.New("not found")
	}}
}

func TestFindChromium(t *testing.T) {
	for _, c := range []struct{ os, there, want string }{
		{"linux", "chromium", "chromium"},
		{"linux", "google-chrome chromium-headless-shell", "chromium-headless-shell"},
		{"linux", "/Applications/Chromium.app/Contents/MacOS/Chromium", ""},
		{"darwin", "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{"darwin", "/Users/li/Applications/Chromium.app/Contents/MacOS/Chromium", "/Users/li/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{"windows", `C:\Users\李\AppData\Local\Chromium\Application\chrome.exe`, `C:\Users\李\AppData\Local\Chromium\Application\chrome.exe`},
		{"windows", "chrome", "chrome"},
	} {
		got, err := FindChromium(system(c.os, strings.Fields(c.there)...))
		if c.want == "" && !errors.Is(err, ErrNoChromium) || c.want != "" && got != "found "+c.want {
			t.Errorf("%s with %s: got %q, %v", c.os, c.there, got, err)
		}
	}
	if got := system("windows").Sought(); !strings.HasSuffix(got, ` on the PATH; C:\Program Files\Chromium\Application\chrome.exe, C:\Program Files\Google\Chrome\Application\chrome.exe, C:\Program Files\Microsoft\Edge\Application\msedge.exe, C:\Program Files (x86)\Chromium\Application\chrome.exe, C:\Program Files (x86)\Google\Chrome\Application\chrome.exe, C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe, C:\Users\李\AppData\Local\Chromium\Application\chrome.exe, C:\Users\李\AppData\Local\Google\Chrome\Application\chrome.exe, C:\Users\李\AppData\Local\Microsoft\Edge\Application\msedge.exe`) {
		t.Errorf("looked for %s", got)
	}
	if (System{OS: "windows", Getenv: func(string) string { return "" }}).Sought() != system("linux").Sought() {
		t.Error("places of folders that nobody names are looked at")
	}
}

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/tmp/a b/book.html":              "file:///tmp/a%20b/book.html",
		"/tmp/书#1%/book.html":             "file:///tmp/%E4%B9%A6%231%25/book.html",
		"C:/Users/李/Temp/book.html":       "file:///C:/Users/%E6%9D%8E/Temp/book.html",
		"//server/share/Temp/a/book.html": "file://server/share/Temp/a/book.html",
		"/tmp/a:b/book.html":              "file:///tmp/a:b/book.html",
	} {
		if got := fileURL(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
