package build

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/image"
)

// seen is what image.Inspect said of a picture, as it is remembered.
type seen struct {
	Info    image.Info
	Problem *image.Problem
}

// picture looks at a picture, remembered by its name's ending and its bytes.
func (b *builder) picture(name string, data []byte) seen {
	ext := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	key := cache.NewKey("picture", image.Version, ext, string(data))
	var out seen
	if old, ok := b.Memo.Get(key); ok && json.Unmarshal(old, &out) == nil {
		return out
	}
	out = seen{}
	out.Info, out.Problem = image.Inspect(name, data)
	if out.Info.Drawing {
		// Without loss a copy may weigh more than what it is made from.
		out.Info.Copies = slices.DeleteFunc(out.Info.Copies, func(width int) bool {
			small, err := b.smallCopy(data, out.Info, width)
			return err != nil || len(small) >= len(data)
		})
	}
	if text, err := json.Marshal(out); err == nil {
		b.Memo.Put(key, text)
	}
	return out
}

// pictures looks at all pictures of the site, in parallel: assemble, which asks
// for them, is the one sequential stage.
func (b *builder) pictures(ctx context.Context, tree *content.Tree) (map[string]assemble.Picture, error) {
	var files []string
	for p := range tree.Files {
		switch ext := strings.ToLower(p[strings.LastIndexByte(p, '.')+1:]); ext {
		case "png", "jpg", "jpeg", "gif", "webp", "svg":
			files = append(files, p)
		}
	}
	slices.Sort(files)
	found := make([]assemble.Picture, len(files))
	err := b.each(ctx, len(files), func(i int) error {
		data, err := fs.ReadFile(b.Root, files[i])
		if err != nil {
			return err
		}
		s := b.picture(files[i], data)
		found[i] = assemble.Picture{Width: s.Info.Width, Height: s.Info.Height, Copies: s.Info.Copies}
		if s.Problem != nil {
			found[i].Bad, found[i].Hint = s.Problem.Text, s.Problem.Hint
		}
		if len(s.Info.Copies) > 0 {
			key := cache.NewKey("picture's name", image.Version, string(data))
			found[i].Name = hex.EncodeToString(key[:8])
		}
		return nil
	})
	out := map[string]assemble.Picture{}
	for i, p := range files {
		out[p] = found[i]
	}
	return out, err
}

// smaller puts a smaller copy of a picture. It is made when the sink wants it
// and remembered by the picture's bytes.
func (b *builder) smaller(f assemble.File, data []byte) error {
	return b.put(f.Path, copyKey(data, f.Width), func(context.Context) ([]byte, error) {
		data, err := fs.ReadFile(b.Root, f.Source)
		if err != nil {
			return nil, err
		}
		return b.smallCopy(data, b.picture(f.Source, data).Info, f.Width)
	})
}

func copyKey(data []byte, width int) cache.Key {
	return cache.NewKey("copy", image.Version, strconv.Itoa(width), string(data))
}

// smallCopy makes a smaller copy, remembered by the picture's bytes.
func (b *builder) smallCopy(data []byte, info image.Info, width int) ([]byte, error) {
	key := copyKey(data, width)
	if old, ok := b.Memo.Get(key); ok {
		return old, nil
	}
	out, err := image.Copy(data, info, width)
	if err == nil {
		b.Memo.Put(key, out)
	}
	return out, err
}
