package markdown

import (
	"fmt"
	"path"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A picture's destination may be a film or a sound: they are told by the names'
// endings.
var (
	films  = map[string]bool{".mp4": true, ".webm": true}
	sounds = map[string]bool{".mp3": true, ".ogg": true, ".m4a": true}
)

// shown writes what ![alt](dest){…} shows: a picture, one for each of the two
// themes, a film or a sound.
func (c *compiler) shown(l site.Link) {
	if !c.opt.Extras {
		c.tag("<img")
		c.linkAt(l)
		c.tag(">")
		return
	}
	c.pictureAttrs(&l)
	switch ext := fileEnding(l.Dest); {
	case films[ext]:
		c.film(l)
	case sounds[ext]:
		c.tag(`<audio controls preload="none"`)
		c.pairs(l.Attrs, pictureKeys...)
		c.media(l)
		c.tag("</audio>")
	default:
		c.themed(l)
	}
}

func fileEnding(dest string) string {
	file, _, _ := strings.Cut(dest, "#")
	file, _, _ = strings.Cut(file, "?")
	return strings.ToLower(path.Ext(file))
}

// themed writes <img>, or two of which a style hides one. GitHub's marks of
// such pictures are understood too.
func (c *compiler) themed(l site.Link) {
	if dest, ok := strings.CutSuffix(l.Dest, "#gh-dark-mode-only"); ok {
		l.Dest, l.Theme = dest, site.Dark
	} else if dest, ok := strings.CutSuffix(l.Dest, "#gh-light-mode-only"); ok {
		l.Dest, l.Theme = dest, site.Light
	}
	dark, other := c.other(l, "dark")
	if other {
		l.Theme = site.Light
	}
	c.tag("<img")
	c.pairs(l.Attrs, pictureKeys...)
	c.linkAt(l)
	c.tag(">")
	if other {
		dark.Theme, dark.Alt, dark.Title = site.Dark, l.Alt, l.Title
		dark.Attrs.Classes, dark.Attrs.Pairs = l.Attrs.Classes, l.Attrs.Pairs
		c.tag("<img")
		c.pairs(dark.Attrs, pictureKeys...)
		c.linkAt(dark)
		c.tag(">")
	}
}

// other returns the picture that an attribute names.
func (c *compiler) other(l site.Link, key string) (site.Link, bool) {
	for _, a := range l.Attrs.Pairs {
		if a.Key != key {
			continue
		}
		start := a.Start + len(key) + 1
		if start < len(c.src) && c.src[start] == '"' {
			start++
		}
		// A quote in the value would be written longer than it is.
		end := min(start+len(a.Value), l.Attrs.End)
		return site.Link{Dest: a.Value, Embed: true, Decorative: true, Start: start, End: max(start, end)}, true
	}
	return site.Link{}, false
}

// film writes <video>, which fetches nothing before it is played but its poster.
func (c *compiler) film(l site.Link) {
	c.tag(`<video controls preload="none" playsinline`)
	c.pairs(l.Attrs, pictureKeys...)
	if poster, ok := c.other(l, "poster"); ok {
		c.tag(` poster="`)
		c.candidate(poster)
		c.tag(`"`)
		if !c.quiet {
			l.Poster = len(c.doc.Links) // the poster's ordinal and one
		}
	}
	c.media(l)
	c.tag("</video>")
}

// media writes the attributes and the inside of a film or a sound: a link, for
// what cannot play it.
func (c *compiler) media(l site.Link) {
	n := len(c.doc.Links)
	l.Media = true
	c.linkAt(l)
	c.tag("><a")
	c.hole(LinkAttrs, n)
	c.tag(">")
	if !c.quiet {
		text := l.Alt
		if text == "" {
			text = path.Base(l.Dest)
		}
		escape(c.html, text)
	}
	c.tag("</a>")
}

// pictureKeys are the attributes of a picture, beside a class and an id.
var pictureKeys = []string{"width", "height", "dark", "poster"}

// pictureAttrs notes a picture's id, and reports the attributes that it cannot
// have and takes them away.
func (c *compiler) pictureAttrs(l *site.Link) {
	if l.Attrs.ID != "" && !c.quiet {
		c.doc.Anchors = append(c.doc.Anchors, site.Anchor{ID: l.Attrs.ID, Start: l.Attrs.IDStart})
	}
	ext := fileEnding(l.Dest)
	var keep []site.Attr
	for _, a := range l.Attrs.Pairs {
		text, hint := "", ""
		switch a.Key {
		case "width", "height":
			if _, unit := site.ParseLength(a.Value); unit == "" || unit == "%" && a.Key == "height" {
				text, hint = fmt.Sprintf("%s=%q is no size", a.Key, a.Value), "write pixels, width=300, or of the text's width, width=60%"
			}
		case "dark":
			if films[ext] || sounds[ext] {
				text = "only a picture has another for the dark theme"
			}
		case "poster":
			if !films[ext] {
				text = "only a film (.mp4, .webm) has a poster"
			}
		case "lang", "dir", "title":
		default:
			text, hint = fmt.Sprintf("a picture has no attribute %q", a.Key), diag.DidYouMean(a.Key, pictureKeys)
		}
		if text == "" {
			keep = append(keep, a)
			continue
		}
		c.note(diag.Note{Start: a.Start, End: a.Start + len(a.Key), Severity: diag.Warning, Code: "unknown-attribute", Text: text, Hint: hint})
	}
	l.Attrs.Pairs = keep
}

// ending reports whether a picture's destination has one of the endings.
func ending(n ast.Node, of map[string]bool) bool {
	return of[fileEnding(unescape(n.(*ast.Image).Destination))]
}

// themes reports whether a picture is for one of the two themes.
func themes(_ *compiler, n ast.Node) bool {
	dest := string(n.(*ast.Image).Destination)
	return attrsOf(n).Get("dark") != "" || strings.HasSuffix(dest, "#gh-dark-mode-only") || strings.HasSuffix(dest, "#gh-light-mode-only")
}
