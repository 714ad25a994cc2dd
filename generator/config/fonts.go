package config

import "fmt"

// Fonts are paths from content/ by language id, in the order in which they are
// asked for a character; written as one path or one list they hold for all
// languages, under the key "".
type Fonts map[string][]string

func (f *Fonts) decode(d *decoder, n *node, path string) {
	*f = Fonts{}
	if n.kind != mapping {
		f.list(d, n, path, "")
		return
	}
	for i, k := range n.keys {
		d.places[join(path, k.name)] = span{k.start, k.end}
		f.list(d, &n.items[i], join(path, k.name), k.name)
	}
}

// list reads the paths of one language.
func (f *Fonts) list(d *decoder, n *node, path, lang string) {
	switch n.kind {
	case scalar:
		(*f)[lang] = []string{n.text}
	case sequence:
		for i := range n.items {
			at := fmt.Sprintf("%s[%d]", path, i)
			if n.items[i].kind != scalar {
				d.wrong(&n.items[i], at, "a path")
				continue
			}
			d.places[at] = span{n.items[i].start, n.items[i].end}
			(*f)[lang] = append((*f)[lang], n.items[i].text)
		}
	case null:
	default:
		d.wrong(n, path, "a path, or a list of paths")
	}
}

// In returns the fonts of a language, and the setting that names them.
func (f Fonts) In(lang string) (files []string, setting string) {
	if files, ok := f[lang]; ok {
		return files, join("og.font", lang)
	}
	return f[""], "og.font"
}
