// Package duizhao holds the default theme: templates/ and assets/ of this
// repository, which are at once the guide's own, embedded into the program.
package duizhao

import (
	"embed"
	"io/fs"
)

//go:embed templates/*.html templates/generated templates/partials templates/texts
//go:embed assets/css assets/ts assets/katex
var theme embed.FS

// Theme returns the default theme's files: templates/ and assets/.
func Theme() fs.FS { return theme }
