package check

// Code explains one code of a diagnostic.
type Code struct {
	Name string
	Text string // what it means and what to do, a paragraph
}

// Names returns the names of all codes.
func Names() []string {
	var out []string
	for _, c := range Codes() {
		out = append(out, c.Name)
	}
	return out
}

// Codes returns every code that a build or check may report, in alphabetical
// order. They are stable: settings and scripts name them.
func Codes() []Code {
	return []Code{
		{"asset", "A style or script of the theme has an error. The message is the bundler's; the place is in the file under assets/."},
		{"bad-image", "A picture's file is damaged, is no picture, or has more than 64 million pixels. Export it again, or smaller."},
		{"baseline", "The file of known findings, check --baseline FILE, has some that are not found any more: they were mended, or their text changed. check --baseline FILE --update-baseline takes them out, so that they cannot come back unseen."},
		{"bibliography", "An entry of content/references.bib or content/references.json cannot be read, or not as it was meant. The message says what is missing at its place; the other entries are read."},
		{"broken-anchor", "A link points to a heading that its page does not have. Ids are what stands in {#id}; without it, the English heading's words joined by hyphens."},
		{"broken-image", "A picture is not there. Paths are relative to the text, or to content/ with a slash before them."},
		{"broken-include", "A line <<< path names no file below content/, or no region of it; or partials include each other in a circle or too deep. Paths start at content/, and a region stands between # region NAME and # endregion behind a comment sign."},
		{"broken-link", "A link leads to a page or a file that is not there in any language, that has another number in its name, or that is not below content/; or to Markdown that is no page. Write the path of the Markdown file, relative to the text."},
		{"build-failed", "The preview could not build the site for a reason that is not the content's; the message says which. The last good pages are shown."},
		{"calc", "A calculator has no example: its type or a setting is not known, a column that it needs is not in the rows, a cell that should be a number or one of the labels E0, E1, E2 is none or lies outside its bounds, the label of the strict reading counts for more than that of the generous one, hours add up to 0 or weights not to 1, the file with its data is not there, or it has no row or more than 1,000. The place is in the Markdown or, where a row is wrong, in the file of data. As a warning: it has no title."},
		{"card-glyph", "A title, of a page or of the site, has a character that the picture for other sites cannot be drawn with (og.font in site.yaml): the font lacks it, or it belongs to a script whose letters join, change their order or run from right to left. Pages with this title show the site's picture instead. A font of which a part is kept has to be cut anew, with the characters of all titles; a second font in the list is asked for what the first lacks; a language that og.font does not name keeps the site's picture."},
		{"chart", "A chart cannot be drawn: its type or a setting is not known, a column that it names is not in the rows, a cell that should be a number is none, the file with its data is not there or has more than 2,000 rows, or it has no data. The place is in the Markdown or, where a row is wrong, in the file of data. As a warning: it has no title, which readers who cannot see it need."},
		{"code-line", "A block of code, or a mark in it, names lines, words or notes that the code has not: {9-3}, a line behind the last one, a pattern that is wrong or found nowhere, [!code NAME] with a name that there is not, (4)! where the list behind the code has three items. Lines count from 1, as shown."},
		{"deep-block", "Blocks between lines of colons stand in each other more than 32 deep. Close the outer ones first; most likely a closing line is missing."},
		{"diagram", "A diagram cannot be drawn: the text in ```d2 has a mistake, asks for what is not drawn (other files, patterns, variables, texts in Markdown, icons, tables), or has more than 50 shapes, 60 connections or 16 KB. As a warning: it has no title, which readers who cannot see it need; a style or a class has no effect, since colours are the theme's; or a block is in another language for diagrams, which is shown as code. Mermaid is an error: no script draws it in the reader's browser; write it in d2."},
		{"duplicate-footnote", "Two footnotes of one page have the same name. The first counts, the second is shown nowhere."},
		{"duplicate-id", "Two headings of one page carry the same {#id}. Links could reach only one of them."},
		{"duplicate-label", "A label such as {#fig:x} is given twice. Labels are one of their kind in the whole site, in each language, so that [](#fig:x) means one thing on every page."},
		{"duplicate-tag", "Two tags of one language differ only in what an address leaves out, such as capital letters, and so share one page. Write the tag in one way everywhere."},
		{"empty-link", "A link has no destination."},
		{"encoding", "The file is not UTF-8. Save it as UTF-8; with a byte order mark or without, with any line ends."},
		{"equation-label", "A \\label in a formula cannot count: labels of equations begin with eq:, as in \\label{eq:loss}, stand in display formulas, and a formula with {#eq:…} behind it has no other."},
		{"exception", "A comment <!-- duizhao-ignore CODE: reason --> names a code that there is not or that cannot be excepted, has no reason, or excepts nothing: its block does not have what it names any more. Correct it, or take it out."},
		{"file-name", "The name of a file or folder below content/ cannot be an address: it has a backslash or a control character, or is not UTF-8. Rename it."},
		{"glossary", "content/glossary.csv has a mistake: a column that there is not, a row with too many or too few cells, an id that is missing, taken or cannot stand in an address, a quote that is not closed; as a warning, a form that two terms share. Its first row names the columns: id, and for each language LANG, LANG.also, LANG.not, LANG.definition, LANG.sort."},
		{"heading-jump", "A heading is more than one level below the one before it. Readers who move by headings, such as users of screen readers, miss a level."},
		{"layout", "layout: in the front matter names no layout, or sample: no section that can be shown in two languages: a path as in a link, with the anchor of a heading that a paragraph without formulas follows. A sample needs layout: home."},
		{"merge-conflict", "A line begins with seven <, = or >, as version control marks what it could not merge. Keep one of the two versions and take out the marks."},
		{"misplaced-tab", "A :::tab stands outside of ::::tabs, or text inside of these stands in no tab; or a :::code-group holds something else than code. Tabs hold tabs and nothing else: ::::tabs, then :::tab Label … ::: for each, then ::::."},
		{"missing-alt", "A picture has no alternative text, so readers who cannot see it are told nothing. Write what it shows between the brackets."},
		{"missing-home", "A language has no first page. Write content/LANG/index.md."},
		{"missing-language", "A language of site.yaml has no page at all."},
		{"missing-title", "The page has neither title: in its front matter nor a level-1 heading that opens it."},
		{"no-dates", "A build could not learn from git when pages last changed, so they show no dates but those of their front matter: there is no program git, it refused, or the clone is shallow, as those of continuous integration often are, and would give wrong ones. Fetch the whole history, or write dates: frontmatter in site.yaml. It is of the machine, not of the content: --strict does not make it an error, and check does not report it."},
		{"not-highlighted", "A block of code is too large, or its language's rules failed on it, so it is shown without colours. Its text is complete."},
		{"number-mismatch", "A figure, table, equation or listing has another number in the other language, or its label is missing there. Where one number differs, those after it in the chapter differ too and are not reported one by one."},
		{"page-failed", "The preview could not make a page; the last good one is shown. The message says why."},
		{"pair-citation", "A block and its translation cite different works; the message names the place in the original. Where it must be so, write <!-- duizhao-ignore pair-citation: reason --> at the end of the block, in either language."},
		{"pair-code", "Code in a block and in its translation differs. Left out are comments, parts of a path that name a language, and code with characters that are not ASCII, which counts as translated. Where it must differ, write <!-- duizhao-ignore pair-code: reason --> at the end of the block, in either language."},
		{"pair-formula", "A formula of a block is not in its translation, or the other way round. White space, the words in \\text{…} and the full stop at the end of a formula do not count. Where it must be so, write <!-- duizhao-ignore pair-formula: reason --> at the end of the block, in either language."},
		{"pair-link", "A link, picture or footnote of a block is not in its translation, or the other way round. A link to a page of the site is the same in each language, as are addresses that differ in a language's name alone, such as /zh/ and /en/. Where it must be so, write <!-- duizhao-ignore pair-link: reason --> at the end of the block, in either language."},
		{"pair-number", "A number that a block has in digits is not in its translation, neither in digits nor in words. 1,500, 1.5 thousand and 1.5千 are one number, as are 8 月 and August, 30% and 三成. Where it must differ, write <!-- duizhao-ignore pair-number: reason --> at the end of the block, in either language."},
		{"pair-off", "A comment <!-- duizhao-ignore CODE: reason -->, or <!-- off: … --> as it was written before, names, in a translation, a comparison that finds nothing in its block any more; or <!-- off: … --> names a code that no comparison has. Correct the code, or take it out."},
		{"pair-term", "A block uses a term of content/glossary.csv whose counterpart the other language's block has not, in none of its forms. Use it, add the form to LANG.also, or, if the word is part of a longer one that means something else, add that to LANG.not. Where it must be so, write <!-- duizhao-ignore pair-term: reason --> at the end of the block, in either language."},
		{"pair-untranslated", "A block of a translation has the original's text, word for word, in letters that its language is not written in, such as Han on an English page, or a whole sentence of Latin words on a Chinese one. Translate it. Where it must be so, as with a poem that is quoted, write <!-- duizhao-ignore pair-untranslated: reason --> at the end of the block, in either language."},
		{"partial", "A partial, _name.md, has what is counted, listed or linked to beyond it: a citation, [[term]], a label such as {#fig:x}, or an id that is no heading's. Write it into the pages that include the partial."},
		{"plain-title", "The level-1 heading that is the page's title has a picture, a citation or a footnote, which titles do not show. Put it into the text."},
		{"po", "A PO file cannot be read, or an entry of it cannot be taken in: its source has changed since the export, so that the translation may be of something else; the translation was edited since, which --force overrides; it would change other blocks of the page, as what opens a fence, a comment or an element and does not close it; it has control characters or plural forms; or its page is gone. The other entries are taken in. Where something has changed, export again; what is translated already is in the new file."},
		{"raw-html", "A tag or an attribute of raw HTML is left out: pages take no scripts, styles, forms, frames or event handlers from a text. Write Markdown or a class instead, or, if you trust all who write, set unsafe_html: true in site.yaml."},
		{"remote-image", "A picture would be loaded from another server, which the site's security policy forbids. Copy it into content/."},
		{"reserved-id", "An id in {#id} begins with _, as those of the theme's own elements do, or ends with --LANG, as those of the second language do on pages in two. Choose another."},
		{"ruby-readings", "Characters with readings, {汉字|hàn|zì}, have neither one reading for all nor one for each."},
		{"sample", "What stands behind a program that is run, or behind its output, is not understood: a value of timeout=, exit=, tolerance=, name= or for= that makes no sense; an output of a program that no page runs, or a block of output that is not closed; two different programs with one name; a content/code/ that cannot be read. A program is named by name= or, if it is an included file, by that file's name without its ending."},
		{"sample-failed", "A program that a page asks to have run cannot be run, failed, did not end in time or printed too much; only duizhao check --run reports it. The message says what is missing by its name, and shows the end of what the program said of its errors. timeout=20 gives it more seconds, exit=1 says which exit code is right, data= names the files it reads."},
		{"sample-output", "A block of output shows something else than its program printed, or than content/code/results.json records of it: duizhao check --run compares with what is printed, a build with what is recorded. A page that has errors, or was saved in between, is not rewritten. In the difference, lines with - are the page's, those with + the program's. Mend the program or, if it is right, let duizhao check --run --update rewrite the block. Numbers may differ where tolerance=0.01 says by how much."},
		{"setting", "A setting in site.yaml, or a value in front matter, is missing or makes no sense. The message says what is wanted."},
		{"stale-result", "What content/code/results.json records of a program is not of the program as it is now: it or its data changed, it prints other values, or it was never run; or the file is not as it was written: it holds a conflict, or a value was edited by hand. A build runs nothing, so it cannot know what would be printed. Run duizhao check --run --update and look at what changed."},
		{"stale-translation", "A translation has blocks that do not follow their original: it changed since the translation was accepted, nobody has accepted the two yet, or the block is not translated. duizhao sync next shows them one by one, duizhao sync accept says that they are right. A site without content/translations.lock is not asked."},
		{"stray-block-end", "A line of colons closes no block. A block is closed by as many colons as opened it, in the same quote or list item; to write colons as text, put a backslash before them."},
		{"symlink", "A symbolic link below content/ leads to a folder, to nothing, or out of the site's folder, which is never read."},
		{"syntax", "Settings or front matter are not well-formed YAML or TOML."},
		{"template", "A template of the theme has an error. The place is in the file under templates/."},
		{"tex", "A formula cannot be set. The place is the character inside the formula that the engine stopped at."},
		{"tex-doubtful", "A formula can be set, but perhaps not as it was meant: Han characters or Chinese punctuation outside \\text{…}, \\text without braces, a % that hides the rest, \\\\ outside an alignment, a < right before a letter in a line, which other tools take for a tag."},
		{"tex-limit", "A formula is too large, nested too deeply or expands too far. Cut it in parts."},
		{"tex-unsafe", "A formula asks for something that could harm readers, such as \\href or \\includegraphics."},
		{"text", "A table of the theme's texts is not well-formed or lacks a text, or the site has a language without a table: its interface is then in English. Write templates/texts/TAG.yaml."},
		{"theme", "A file of the theme cannot be read."},
		{"too-complex", "The text would take too long to parse: thousands of brackets or marks of emphasis in one paragraph, of lists in each other, or a table of a million cells; or it is larger than 16 MB. It is left out, whatever the machine. Split it, or fence what is no Markdown."},
		{"too-many", "A text has more than a thousand problems; the rest are counted and not listed. Mend the first ones: most have one cause."},
		{"translates", "translates: in the front matter names no original: a page that is not there in another language, a text that is a translation itself, or one that is translated already. Write the original's path from content/, such as zh/02-tasks.md."},
		{"translations-lock", "content/translations.lock has a line that cannot be read, a conflict that version control left, or a language that the site has not. The file is a set of lines, so of a conflict the lines of both sides are kept; where it is lost, duizhao sync accept --all accepts the translations as they stand."},
		{"unbalanced-html", "Raw HTML closes what was not opened in the same paragraph or block, or leaves an element open at its end. The tag is left out, or the element ends there."},
		{"unclosed-block", "A line such as :::note opens a block that nothing closes; it ends with the quote, list item, block or page that it stands in. Write a line of as many colons behind it."},
		{"unclosed-math", "Two dollar signs open a formula that nothing closes, or, with math.brackets, \\( or \\[ does. Close it with $$ at the end of a line, without a blank line between, or write \\$\\$."},
		{"unknown-attribute", "An attribute in braces, such as {wdith=60%}, is not known where it stands, so it has no effect. Text takes id, class, lang, dir and title; a heading aliases too; a picture width, height and dark, a film width and poster; of the blocks between colons, details {open=true} and tabs and code-group {group=NAME}; a block of code title, showLineNumbers, startLineNumber, wrap, collapse, collapsed, and with lines in braces mark, ins, del and focus."},
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
		{"untranslated-link", "A link leads to a page that is missing in the link's language, or to a heading that its translation has not. Readers are shown the page in another language, or led to the nearest heading before it that both have."},
		{"unused-footnote", "A footnote is defined, but the text never refers to it, so it is not shown. Remove it, or write [^name] where it belongs."},
		{"unused-theme-file", "A file of your own under templates/ or assets/ replaces no file of the theme and nothing uses it, often a misspelt name."},
		{"url-collision", "Two files would be published at one address, at addresses that some file systems do not tell apart, or one where the other needs a folder. The site's own pages, its search and assets/ count too. The later of the two is left out."},
	}
}
