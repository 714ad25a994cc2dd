package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"duizhao/generator/audit"
	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/diag"
)

// published audits a folder that was built, as severe and with the limits that the
// settings say.
func (k *checkCmd) published(dir *siteDir) ([]diag.Diagnostic, error) {
	folder := k.Out
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(dir.path, folder)
	}
	if _, err := os.Stat(filepath.Join(folder, "index.html")); errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{fmt.Sprintf("no site was built into %q\n\thint: duizhao build --out %s", k.Out, k.Out)}
	}
	src, err := fs.ReadFile(dir.fs(), config.File)
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	settings, wrong := config.Read(src)
	if diag.HasErrors(wrong) {
		return wrong, nil
	}
	found, err := audit.Folder(os.DirFS(folder), filepath.ToSlash(filepath.Clean(k.Out))+"/", settings.Check.Budgets.Limits())
	return build.Severe(settings, found, k.Strict), err
}
