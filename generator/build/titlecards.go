package build

import (
	"context"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/image"
)

// titleFont is what the titles of a language are drawn with.
type titleFont struct {
	image.Font
	name string // for keys: of the bytes and the look
}

// titleFonts reads the fonts that the settings name, by language id. A language
// with one that cannot be used has none, which is an error of the settings.
func (b *builder) titleFonts(tree *content.Tree) (map[string]titleFont, error) {
	out := map[string]titleFont{}
	said := map[string]bool{}
	for _, l := range b.settings.Langs {
		files, setting := b.settings.OpenGraph.Font.In(l.ID)
		f := titleFont{name: image.TitleVersion + " " + l.Tag}
		for i, name := range files {
			face, key, bad, err := b.titleFace(tree, name)
			if err != nil {
				return nil, err
			}
			if bad == nil {
				f.Font, f.name = append(f.Font, face), f.name+" "+hex.EncodeToString(key[:])
				continue
			}
			at := fmt.Sprintf("%s[%d]", setting, i)
			if !said[at] {
				said[at] = true
				b.add(diag.Diagnostic{
					Pos: b.settings.At(at), Severity: diag.Error, Code: "setting",
					Text: fmt.Sprintf("%q: the font %q %s", setting, name, bad.Text), Hint: bad.Hint,
				})
			}
		}
		if len(f.Font) > 0 && len(f.Font) == len(files) {
			out[l.ID] = f
		}
	}
	return out, nil
}

// titleFace reads one font, remembered by its bytes.
func (b *builder) titleFace(tree *content.Tree, name string) (*image.Face, cache.Key, *image.Problem, error) {
	file := path.Join(content.Root, strings.TrimPrefix(name, "/"))
	if _, ok := tree.Files[file]; !ok {
		return nil, cache.Key{}, &image.Problem{Text: "is not there", Hint: "write its path from content/"}, nil
	}
	data, err := fs.ReadFile(b.Root, file)
	if err != nil {
		return nil, cache.Key{}, nil, fmt.Errorf("read a font: %w", err)
	}
	type result struct {
		face *image.Face
		bad  *image.Problem
	}
	key := cache.NewKey("font", string(data))
	read := always(b.Memo, key, func() result {
		face, bad := image.ReadFace(data)
		return result{face, bad}
	})
	return read.face, key, read.bad, nil
}

// assembled are the fonts as assemble asks for them.
func assembled(fonts map[string]titleFont) map[string]assemble.TitleFont {
	out := map[string]assemble.TitleFont{}
	for id, f := range fonts {
		out[id] = assemble.TitleFont{Name: f.name, Lacks: f.Lacks, Odd: image.Shaped}
	}
	return out
}

// cards puts the pictures of pages for other sites. One is drawn when the sink
// wants it and remembered by its words and its font.
func (b *builder) cards(ctx context.Context, files []assemble.CardFile, fonts map[string]titleFont) error {
	return b.each(ctx, len(files), func(i int) error {
		f, font := files[i], fonts[files[i].Lang.ID]
		key := cache.NewKey("title card", font.name, f.Title, f.Number, f.Chapter, f.Site)
		return b.put(f.Path, key, func(context.Context) ([]byte, error) {
			if data, ok := b.Memo.Get(key); ok {
				return data, nil
			}
			data, err := image.TitleCard(font.Font, image.Words{Lang: f.Lang.Tag, Title: f.Title, Number: f.Number, Chapter: f.Chapter, Site: f.Site})
			if err != nil {
				return nil, fmt.Errorf("draw the picture of a page: %w", err)
			}
			b.Memo.Put(key, data)
			return data, nil
		})
	})
}
