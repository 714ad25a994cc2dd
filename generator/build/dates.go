package build

import (
	"context"
	"fmt"

	"duizhao/generator/config"
	"duizhao/generator/diag"
)

// History returns the days on which files last changed, 2026-03-01, by path from
// the site's root; with a diagnostic where there should be some and are not.
type History func(context.Context) (map[string]string, []diag.Diagnostic, error)

// dates returns when files last changed, where the site wants to know it.
func (b *builder) dates(ctx context.Context) (map[string]string, error) {
	if b.History == nil || b.settings.Dates != config.DatesGit {
		return nil, nil
	}
	days, ds, err := b.History(ctx)
	b.add(ds...)
	if err != nil {
		return nil, fmt.Errorf("read when files last changed: %w", err)
	}
	return days, nil
}
