package audit

import (
	"fmt"

	"duizhao/generator/diag"
)

// largestSite is how many bytes a site may have before it is said: GitHub Pages publishes
// a gigabyte, and who hears of it at 900 MB has time to think.
const largestSite = 900_000_000

// Size reports a site that is near what hosts publish, by the bytes of all its files.
func Size(bytes int64) []diag.Diagnostic {
	if bytes <= largestSite {
		return nil
	}
	return []diag.Diagnostic{{Severity: diag.Warning, Code: "large-site",
		Text: fmt.Sprintf("the site has %d MB, and GitHub Pages publishes no more than 1,000", bytes/1_000_000),
		Hint: "save pictures smaller, and put films and archives elsewhere"}}
}
