package pairing

import "strings"

// target returns what the destination of a link has in common with that of its
// translation: not the language in its path, nor its last slash or extension.
func target(dest string) string {
	dest = strings.TrimSuffix(dest, "/")
	path, fragment, _ := strings.Cut(dest, "#")
	path = strings.TrimSuffix(strings.TrimSuffix(path, ".md"), ".html")
	path = strings.TrimPrefix(path, "./")
	parts := strings.Split(path, "/")
	kept := parts[:0]
	for _, p := range parts {
		if !languagePart(p) {
			kept = append(kept, p)
		}
	}
	path = strings.Join(kept, "/")
	if path == "" {
		return "#" + fragment
	}
	return path
}

// languagePart reports whether a part of a path names a language, such as "en",
// "zh-CN" or "zh-hans".
func languagePart(s string) bool {
	lang, region, more := strings.Cut(strings.ToLower(s), "-")
	switch lang {
	case "zh", "en", "ja", "ko", "de", "fr", "es", "ru", "pt", "it", "ar":
	default:
		return false
	}
	return !more || len(region) == 2 || len(region) == 4
}
