package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/image"
	"duizhao/generator/render"
	"duizhao/generator/search"
	"duizhao/generator/site"
)

// The files of the bundle that only a site which browsers keep has, and those that
// no page names: they become the worker.
const (
	offlineScript = "offline.js"
	awayScript    = "away.js"
	workerScript  = "worker.js"
	farewell      = "off.js"
)

// largestIndex is how many bytes of a language's search browsers keep as a whole.
const largestIndex = 4 << 20

// offline reports whether browsers are to keep the site. A preview is never kept:
// its author wants to see what changes.
func (b *builder) offline() bool { return b.settings.Outputs.Offline.On && !b.Live }

// drawIcons draws the icons of the installed site, by the name that templates know
// them by.
func (b *builder) drawIcons(tree *content.Tree) (map[string]bundle.File, error) {
	var picture []byte
	if name := b.settings.Outputs.Offline.Icon; name != "" {
		file := path.Join(content.Root, strings.TrimPrefix(name, "/"))
		if !tree.Files[file] {
			b.badIcon("is not there")
			return nil, nil
		}
		data, err := fs.ReadFile(b.Root, file)
		if err != nil {
			return nil, fmt.Errorf("read the icon of the site: %w", err)
		}
		picture = data
	}
	out := map[string]bundle.File{}
	for _, i := range []struct {
		name string
		side int
		full bool
	}{{"icon-192", 192, false}, {"icon-512", 512, false}, {"icon-full", 512, true}} {
		key := cache.NewKey("icon", image.Version, i.name, string(picture))
		data, ok := b.Memo.Get(key)
		if !ok {
			var err error
			data, err = image.Icon(picture, i.side, i.full)
			switch {
			case err != nil && picture != nil:
				b.badIcon("cannot be used: " + err.Error())
				return nil, nil
			case err != nil:
				return nil, fmt.Errorf("draw the icon of the site: %w", err)
			}
			b.Memo.Put(key, data)
		}
		sum := sha256.Sum256(data)
		out[i.name+".png"] = bundle.File{Path: site.Assets().Path + i.name + "-" + hex.EncodeToString(sum[:4]) + ".png", Data: data}
	}
	return out, nil
}

func (b *builder) badIcon(what string) {
	b.add(diag.Diagnostic{
		Pos: b.settings.At("outputs.offline.icon"), Severity: diag.Error, Code: "setting",
		Text: fmt.Sprintf(`"outputs.offline.icon": the picture %q %s`, b.settings.Outputs.Offline.Icon, what),
		Hint: "write the path from content/ of a square PNG, JPEG or WebP of 512 pixels at least",
	})
}

// putOffline puts what a browser keeps a site by, or what makes it let go of one
// that it kept. An owner's own worker stays where the site has none.
func (b *builder) putOffline(res *assemble.Result) error {
	own := slices.ContainsFunc(res.Files, func(f assemble.File) bool { return f.Path == site.Worker().Path })
	if !b.offline() {
		if own {
			return nil
		}
		return b.bytes(site.Worker().Path, b.bundleFile(farewell))
	}
	inputs := [][16]byte{res.Root.Key(), b.theme.Key()}
	for _, lang := range langIDs(res.Root) {
		err := b.put(site.Offline(lang).Path, b.key("offline "+lang, inputs...), func(context.Context) ([]byte, error) {
			return render.Offline(res.Root, lang, b.theme)
		})
		if err != nil {
			return err
		}
		data, err := render.Manifest(res.Root, lang, b.settings.Outputs.Offline.ShortName.In(lang), b.theme)
		if err != nil {
			return err
		}
		if err := b.bytes(site.Manifest(lang).Path, data); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.icons)) {
		if err := b.bytes(b.icons[name].Path, b.icons[name].Data); err != nil {
			return err
		}
	}
	return b.putWorker(res)
}

// putWorker puts the worker. Its version is that of all files which it fetches at
// once; a page's text changes nothing in it.
func (b *builder) putWorker(res *assemble.Result) error {
	files := b.everyPage()
	inputs := [][16]byte{res.Root.Key(), b.theme.Key(), cache.NewKey(files...)}
	return b.put(site.Worker().Path, b.key("worker", inputs...), func(context.Context) ([]byte, error) {
		start, err := render.Root(res.Root, b.theme)
		if err != nil {
			return nil, err
		}
		h := sha256.New()
		h.Write(b.bundleFile(workerScript))
		h.Write(start)
		files := append([]string{""}, files...)
		langs := langIDs(res.Root)
		for _, lang := range langs {
			page, err := render.Offline(res.Root, lang, b.theme)
			if err != nil {
				return nil, err
			}
			h.Write(page)
			files = append(files, site.EscapePath(site.Offline(lang).Path))
		}
		fmt.Fprintf(h, "%q", files)
		data, err := json.Marshal(struct {
			Version string   `json:"version"`
			Files   []string `json:"files"`
			Langs   []string `json:"langs"`
		}{base32.StdEncoding.EncodeToString(h.Sum(nil)[:5]), files, langs})
		return slices.Concat([]byte("self.site="), data, []byte(";\n"), b.bundleFile(workerScript)), err
	})
}

// everyPage lists the theme's files that any page may need. What is for some pages
// alone, such as fonts of formulas, comes with these.
func (b *builder) everyPage() []string {
	some := b.unpublished()
	for name, file := range b.bundle.URLs {
		if bundle.OfSome(name) {
			some[file] = true
		}
	}
	var out []string
	for _, f := range b.bundle.Files {
		if !some[f.Path] && slices.Contains([]string{".css", ".js", ".json"}, path.Ext(f.Path)) {
			out = append(out, site.EscapePath(f.Path))
		}
	}
	return out
}

// unpublished are the files of the bundle that the site does not have, by path.
func (b *builder) unpublished() map[string]bool {
	out := b.strangeTexts()
	for _, name := range []string{bookStyle, ebookStyle, workerScript, farewell} {
		out[b.bundle.URLs[name]] = true
	}
	if b.settings.Version == "" {
		out[b.bundle.URLs["versions.js"]], out[b.bundle.URLs["versions.css"]] = true, true
	}
	if !b.offline() {
		out[b.bundle.URLs[offlineScript]], out[b.bundle.URLs[awayScript]] = true, true
	}
	return out
}

// bundleFile returns a file of the bundle.
func (b *builder) bundleFile(name string) []byte {
	for _, f := range b.bundle.Files {
		if f.Path == b.bundle.URLs[name] {
			return bytes.Clone(f.Data)
		}
	}
	return nil
}

// indexList puts the names of a language's search files behind its directory, for
// the worker; none where they are too large to be kept as a whole.
func (b *builder) indexList(lang site.Lang, files []search.File) error {
	if !b.offline() {
		return nil
	}
	folder, names, size := site.SearchFolder(lang.ID).Path, []string{}, 0
	for _, f := range files[1:] {
		names = append(names, strings.TrimPrefix(f.Path, folder))
		size += len(f.Data)
	}
	if size > largestIndex {
		names = []string{}
	}
	data, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return b.bytes(folder+"offline.json", data)
}
