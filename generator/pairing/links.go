package pairing

import (
	"path"
	"slices"
	"strings"
)

// target returns what the destination of a link has in common with that of its
// translation: not the languages in its path, nor its last slash or extension.
func target(dest string) string {
	dest, fragment, _ := strings.Cut(strings.TrimSuffix(dest, "/"), "#")
	dest = NeutralPath(dest)
	dest = strings.TrimSuffix(strings.TrimSuffix(dest, ".md"), ".html")
	if dest == "" {
		return "#" + fragment
	}
	return dest
}

// NeutralPath returns a path without what names a language in it, and without the
// dots that lead to it: ../zh/plot.zh.svg is plot.svg.
func NeutralPath(file string) string {
	var parts []string
	for _, p := range strings.Split(file, "/") {
		if p != "" && p != "." && p != ".." && !NamesLanguage(p) {
			parts = append(parts, p)
		}
	}
	if last := len(parts) - 1; last >= 0 {
		ext := path.Ext(parts[last])
		name := strings.TrimSuffix(parts[last], ext)
		if at := languageEnd(name); at > 0 {
			parts[last] = name[:at] + ext
		}
	}
	return strings.Join(parts, "/")
}

// NamesLanguage reports whether a part of an address names one of the world's
// larger languages, by itself or by a country: "en", "zh-CN", "zh_hans", "cn".
func NamesLanguage(s string) bool {
	lang, region, more := cutRegion(strings.ToLower(s))
	return (larger(lang) || lang == "cn" || lang == "us" || lang == "uk") && (!more || isRegion(region))
}

func larger(lang string) bool {
	switch lang {
	case "zh", "en", "ja", "ko", "de", "fr", "es", "ru", "pt", "it", "ar":
		return true
	}
	return false
}

func cutRegion(s string) (lang, region string, more bool) {
	i := strings.IndexAny(s, "-_")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// isRegion reports whether a string is made of scripts and countries: "hans",
// "cn", "hant-tw".
func isRegion(s string) bool {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' }) {
		if p != "hans" && p != "hant" && (len(p) != 2 || strings.Trim(p, "abcdefghijklmnopqrstuvwxyz") != "") {
			return false
		}
	}
	return s != ""
}

// languageEnd returns where the language at the end of a file's name begins, with
// the sign before it; -1 where there is none. A country alone is none: about-us.
func languageEnd(name string) int {
	low := strings.ToLower(name)
	for _, i := range slices.Backward(signsIn(low)) {
		if lang, region, more := cutRegion(low[i+1:]); larger(lang) && (!more || isRegion(region)) {
			return i
		}
	}
	return -1
}

// signsIn returns the places of the last few signs that a language may stand
// behind.
func signsIn(name string) []int {
	var out []int
	for i := len(name) - 1; i >= 0 && len(out) < 3; i-- {
		if strings.IndexByte("._-", name[i]) >= 0 {
			out = append(out, i)
		}
	}
	return out
}
