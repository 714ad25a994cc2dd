package serve

import (
	"path"
	"strings"
)

// contentType returns the media type of a file by its extension. The table
// stands here because the machine's own differs from one to the next.
func contentType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	case ".txt", ".py", ".sh", ".go", ".c", ".rs", ".toml", ".yaml", ".yml", ".bib", ".tex":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".ttf":
		return "font/ttf"
	case ".otf":
		return "font/otf"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".mp3":
		return "audio/mpeg"
	case ".m4a":
		return "audio/mp4"
	case ".ogg":
		return "audio/ogg"
	case ".wav":
		return "audio/wav"
	case ".pdf":
		return "application/pdf"
	case ".epub":
		return "application/epub+zip"
	case ".zip":
		return "application/zip"
	case ".wasm":
		return "application/wasm"
	}
	return "application/octet-stream"
}

// isPage reports whether a reader sees the file as a page.
func isPage(name string) bool { return strings.HasSuffix(name, ".html") }

// isShownByPages reports whether pages show or run the file under its own
// name: a picture, a sound, a film, a font, a style or a script.
func isShownByPages(name string) bool {
	kind, rest, _ := strings.Cut(contentType(name), "/")
	switch kind {
	case "image", "audio", "video", "font":
		return true
	}
	return strings.HasPrefix(rest, "css") || strings.HasPrefix(rest, "javascript")
}
