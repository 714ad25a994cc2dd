package check

// Code explains one code of a diagnostic.
type Code struct {
	Name string
	Text string // what it means and what to do, a paragraph
}

// Codes returns every code that a build or check may report, in alphabetical
// order. They are stable: settings and scripts name them.
func Codes() []Code {
	return []Code{
		{"asset", "A style or script of the theme has an error. The message is the bundler's; the place is in the file under assets/."},
		{"bad-image", "A picture's file is damaged, is no picture, or has more than 64 million pixels. Export it again, or smaller."},
		{"broken-anchor", "A link points to a heading that its page does not have. Ids are what stands in {#id}; without it, the English heading's words joined by hyphens."},
		{"broken-image", "A picture is not there. Paths are relative to the text, or to content/ with a slash before them."},
		{"broken-link", "A link leads to a page or a file that is not there in any language, that has another number in its name, or that is not below content/; or to Markdown that is no page. Write the path of the Markdown file, relative to the text."},
		{"build-failed", "The preview could not build the site for a reason that is not the content's; the message says which. The last good pages are shown."},
		{"duplicate-id", "Two headings of one page carry the same {#id}. Links could reach only one of them."},
		{"empty-link", "A link has no destination."},
		{"encoding", "The file is not UTF-8. Save it as UTF-8; with a byte order mark or without, with any line ends."},
		{"file-name", "The name of a file or folder below content/ cannot be an address: it has a backslash or a control character, or is not UTF-8. Rename it."},
		{"heading-jump", "A heading is more than one level below the one before it. Readers who move by headings, such as users of screen readers, miss a level."},
		{"missing-alt", "A picture has no alternative text, so readers who cannot see it are told nothing. Write what it shows between the brackets."},
		{"missing-home", "A language has no first page. Write content/LANG/index.md."},
		{"missing-language", "A language of site.yaml has no page at all."},
		{"missing-title", "The page has neither title: in its front matter nor a level-1 heading that opens it."},
		{"not-highlighted", "A block of code is too large, or its language's rules failed on it, so it is shown without colours. Its text is complete."},
		{"page-failed", "The preview could not make a page; the last good one is shown. The message says why."},
		{"raw-html", "A tag or an attribute of raw HTML is left out: pages take no scripts, styles, forms, frames or event handlers from a text. Write Markdown or a class instead, or, if you trust all who write, set unsafe_html: true in site.yaml."},
		{"remote-image", "A picture would be loaded from another server, which the site's security policy forbids. Copy it into content/."},
		{"reserved-id", "An id in {#id} begins with _, as those of the theme's own elements do. Choose another."},
		{"setting", "A setting in site.yaml, or a value in front matter, is missing or makes no sense. The message says what is wanted."},
		{"symlink", "A symbolic link below content/ leads to a folder, to nothing, or out of the site's folder, which is never read."},
		{"syntax", "Settings or front matter are not well-formed YAML or TOML."},
		{"template", "A template of the theme has an error. The place is in the file under templates/."},
		{"tex", "A formula cannot be set. The place is the character inside the formula that the engine stopped at."},
		{"tex-doubtful", "A formula can be set, but perhaps not as it was meant: Han characters outside \\text{…}, a % that hides the rest, \\\\ outside an alignment."},
		{"tex-limit", "A formula is too large, nested too deeply or expands too far. Cut it in parts."},
		{"tex-unsafe", "A formula asks for something that could harm readers, such as \\href or \\includegraphics."},
		{"text", "A table of the theme's texts is not well-formed or lacks a text."},
		{"theme", "A file of the theme cannot be read."},
		{"translates", "translates: in the front matter names no original: a page that is not there in another language, a text that is a translation itself, or one that is translated already. Write the original's path from content/, such as zh/02-tasks.md."},
		{"unbalanced-html", "Raw HTML closes what was not opened in the same paragraph or block, or leaves an element open at its end. The tag is left out, or the element ends there."},
		{"unclosed-math", "Two dollar signs open a formula that nothing closes. Close it with $$ at the end of a line, without a blank line between, or write \\$\\$."},
		{"unknown-attribute", "Braces behind a picture hold an attribute that it cannot have, or a value that makes no sense. A picture takes width, height and dark, a film width and poster; all take #id and .class."},
		{"unknown-key", "A key of site.yaml or of the front matter is not known. In site.yaml that is an error, in front matter a warning."},
		{"unknown-language", "A code block names a programming language that is not known, so it is not coloured."},
		{"unsafe-link", "A link would run a script (javascript: and the like). It is dropped and stops publishing."},
		{"untranslated-link", "A link leads to a page that is missing in the link's language. Readers are shown the page in another language."},
		{"unused-theme-file", "A file of your own under templates/ or assets/ replaces no file of the theme and nothing uses it, often a misspelt name."},
		{"url-collision", "Two files would be published at one address, at addresses that some file systems do not tell apart, or one where the other needs a folder. The site's own pages, its search and assets/ count too. The later of the two is left out."},
	}
}
