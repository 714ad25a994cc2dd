package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// Serve is the settings of the preview.
type Serve struct {
	// Editor is the address that opens a source in the author's editor, with
	// {path} and perhaps {line} and {column}; "" is none. A short name such as
	// vscode is replaced when the settings are read. What stands for {path}
	// begins with a slash, on Windows too (/C:/guide/site.yaml).
	Editor string `key:"editor"`
}

// editors are the addresses of editors that a short name stands for.
var editors = map[string]string{
	"cursor":   "cursor://file{path}:{line}:{column}",
	"idea":     "idea://open?file={path}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{path}&line={line}&column={column}",
	"vscode":   "vscode://file{path}:{line}:{column}",
	"vscodium": "vscodium://file{path}:{line}:{column}",
	"zed":      "zed://file{path}:{line}:{column}",
}

var (
	editorScheme = regexp.MustCompile(`^([a-z][a-z0-9+.-]*)://`)
	editorParts  = regexp.MustCompile(`\{[^{}]*\}`)
)

// notEditors are schemes that run something in the page or show it a file.
var notEditors = []string{"javascript", "data", "vbscript", "file", "blob", "filesystem"}

// editor fills in the address for a short name and checks any other one: links
// of the preview lead there.
func (c *checker) editor() {
	given := c.s.Serve.Editor
	known := slices.Sorted(maps.Keys(editors))
	hint := "write one of " + strings.Join(known, ", ") + ", or an address such as " + editors["vscode"]
	c.s.Serve.Editor = "" // unless it is found to be good
	if given == "" {
		return
	}
	if address, ok := editors[given]; ok {
		c.s.Serve.Editor = address
		return
	}
	scheme := editorScheme.FindStringSubmatch(given)
	unknown := slices.DeleteFunc(editorParts.FindAllString(given, -1), func(part string) bool {
		return part == "{path}" || part == "{line}" || part == "{column}"
	})
	const what = "serve.editor"
	switch {
	case scheme == nil:
		if near := diag.DidYouMean(given, known); near != "" {
			hint = near
		}
		c.add(what, fmt.Sprintf("%q is neither an editor that is known nor an address", given), hint)
	case slices.Contains(notEditors, scheme[1]):
		c.add(what, fmt.Sprintf("an address that begins with %s:// opens no editor", scheme[1]), hint)
	case strings.ContainsFunc(given, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"<>\^`+"`", r) }):
		c.add(what, fmt.Sprintf("%q has a character that an address cannot have", given), "write it as %20, with the character's number")
	case len(unknown) > 0:
		c.add(what, fmt.Sprintf("nothing is known to put in place of %s", unknown[0]), "there are {path}, {line} and {column}")
	case !strings.Contains(given, "{path}"):
		c.add(what, "no {path} in it", hint)
	default:
		c.s.Serve.Editor = strings.Replace(given, "://file/{path}", "://file{path}", 1)
	}
}
