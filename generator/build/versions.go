package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// versions puts the list of all versions, which the current one alone has.
func (b *builder) versions(r *assemble.Root) error {
	if len(r.Versions) == 0 {
		return nil
	}
	list, err := render.VersionList(r)
	if err != nil {
		return err
	}
	if err := b.bytes(site.VersionList().Path, list); err != nil {
		return err
	}
	return b.put(site.Versions().File(), b.key("versions", r.Key(), b.theme.Key()), func(context.Context) ([]byte, error) {
		return render.Versions(r, b.theme)
	})
}
