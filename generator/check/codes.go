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
		{"bibliography", "An entry of content/references.bib or content/references.json cannot be read, or not as it was meant. The message says what is missing at its place; the other entries are read."},
		{"broken-anchor", "A link points to a heading that its page does not have. Ids are what stands in {#id}; without it, the English heading's words joined by hyphens."},
		{"broken-image", "A picture is not there. Paths are relative to the text, or to content/ with a slash before them."},
		{"broken-include", "A line <<< path names no file below content/, or no region of it; or partials include each other in a circle or too deep. Paths start at content/, and a region stands between # region NAME and # endregion behind a comment sign."},
		{"broken-link", "A link leads to a page or a file that is not there in any language, that has another number in its name, or that is not below content/; or to Markdown that is no page. Write the path of the Markdown file, relative to the text."},
		{"build-failed", "The preview could not build the site for a reason that is not the content's; the message says which. The last good pages are shown."},
		{"deep-block", "Blocks between lines of colons stand in each other more than 32 deep. Close the outer ones first; most likely a closing line is missing."},
		{"duplicate-footnote", "Two footnotes of one page have the same name. The first counts, the second is shown nowhere."},
		{"duplicate-id", "Two headings of one page carry the same {#id}. Links could reach only one of them."},
		{"duplicate-label", "A label such as {#fig:x} is given twice. Labels are one of their kind in the whole site, in each language, so that [](#fig:x) means one thing on every page."},
		{"duplicate-tag", "Two tags of one language differ only in what an address leaves out, such as capital letters, and so share one page. Write the tag in one way everywhere."},
		{"empty-link", "A link has no destination."},
		{"encoding", "The file is not UTF-8. Save it as UTF-8; with a byte order mark or without, with any line ends."},
		{"file-name", "The name of a file or folder below content/ cannot be an address: it has a backslash or a control character, or is not UTF-8. Rename it."},
		{"glossary", "content/glossary.csv has a mistake: a column that there is not, a row with too many or too few cells, an id that is missing, taken or cannot stand in an address, a quote that is not closed; as a warning, a form that two terms share. Its first row names the columns: id, and for each language LANG, LANG.also, LANG.definition, LANG.sort."},
		{"heading-jump", "A heading is more than one level below the one before it. Readers who move by headings, such as users of screen readers, miss a level."},
		{"merge-conflict", "A line begins with seven <, = or >, as version control marks what it could not merge. Keep one of the two versions and take out the marks."},
		{"misplaced-tab", "A :::tab stands outside of ::::tabs, or text inside of these stands in no tab. Tabs hold tabs and nothing else: ::::tabs, then :::tab Label … ::: for each, then ::::."},
		{"missing-alt", "A picture has no alternative text, so readers who cannot see it are told nothing. Write what it shows between the brackets."},
		{"missing-home", "A language has no first page. Write content/LANG/index.md."},
		{"missing-language", "A language of site.yaml has no page at all."},
		{"missing-title", "The page has neither title: in its front matter nor a level-1 heading that opens it."},
		{"not-highlighted", "A block of code is too large, or its language's rules failed on it, so it is shown without colours. Its text is complete."},
		{"number-mismatch", "A figure, table, equation or listing has another number in the other language, or its label is missing there. Where one number differs, those after it in the chapter differ too and are not reported one by one."},
		{"page-failed", "The preview could not make a page; the last good one is shown. The message says why."},
		{"raw-html", "HTML in the text is shown as text. Write Markdown instead, or, if you trust all who write, set unsafe_html: true in site.yaml."},
		{"remote-image", "A picture would be loaded from another server, which the site's security policy forbids. Copy it into content/."},
		{"reserved-id", "An id in {#id} begins with _, as those of the theme's own elements do. Choose another."},
		{"ruby-readings", "Characters with readings, {汉字|hàn|zì}, have neither one reading for all nor one for each."},
		{"setting", "A setting in site.yaml, or a value in front matter, is missing or makes no sense. The message says what is wanted."},
		{"stray-block-end", "A line of colons closes no block. A block is closed by as many colons as opened it, in the same quote or list item; to write colons as text, put a backslash before them."},
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
		{"unclosed-block", "A line such as :::note opens a block that nothing closes; it ends with the quote, list item, block or page that it stands in. Write a line of as many colons behind it."},
		{"unclosed-math", "Two dollar signs open a formula that nothing closes. Close it with $$ at the end of a line, without a blank line between, or write \\$\\$."},
		{"unknown-attribute", "An attribute in braces, such as {wdith=60%}, is not known where it stands, so it has no effect. Text takes id, class, lang, dir and title; a heading aliases too; a picture what it needs besides; of the blocks between colons, details {open=true} and tabs {group=NAME}."},
		{"unknown-block", "A line :::NAME opens a block that is neither built in nor drawn by a template of your own. Write templates/blocks/NAME.html, or mend the name."},
		{"unknown-callout", "A quote begins with [!NAME], but there is no such callout, so it stays a quote. There are NOTE, TIP, IMPORTANT, WARNING and CAUTION."},
		{"unknown-citation", "A citation names a key that no entry of content/references.bib or content/references.json has. Correct the key or add the entry; where brackets with an @ are no citation, write \\[."},
		{"unknown-footnote", "The text refers to a footnote that is not defined, so the brackets are shown as they are. Define it on a line of its own, [^name]: text, or write \\[^name] for the brackets."},
		{"unknown-key", "A key of site.yaml or of the front matter is not known. In site.yaml that is an error, in front matter a warning."},
		{"unknown-label", "A reference such as [](#fig:x) names a label that nothing in the site has, or #sec:x a heading that several pages have. Labels stand in braces: {#fig:x} behind a picture, {#tbl:x} at the end of a table's caption, {#sec:x} at the end of a heading."},
		{"unknown-language", "A code block names a programming language that is not known, so it is not coloured."},
		{"unknown-term", "[[…]] names no term of content/glossary.csv, neither by a form nor by its id. Write \\[[ for brackets that mean no term."},
		{"unknown-variable", "{{var.NAME}} or {{result.NAME}} has no value, or none in the text's language. Values stand in site.yaml, vars: { NAME: text } or { NAME: { zh: text, en: text } }; \\{{ shows the braces."},
		{"unnamed-tab", "A tab has no label for readers to choose it by. Write the label behind the name: :::tab Linux."},
		{"unsafe-link", "A link would run a script (javascript: and the like). It is dropped and stops publishing."},
		{"untranslated-link", "A link leads to a page that is missing in the link's language. Readers are shown the page in another language."},
		{"unused-footnote", "A footnote is defined, but the text never refers to it, so it is not shown. Remove it, or write [^name] where it belongs."},
		{"unused-theme-file", "A file of your own under templates/ or assets/ replaces no file of the theme and nothing uses it, often a misspelt name."},
		{"url-collision", "Two files would be published at one address, at addresses that some file systems do not tell apart, or one where the other needs a folder. The site's own pages, its search and assets/ count too. The later of the two is left out."},
	}
}
