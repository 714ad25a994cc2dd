// Package search makes the index that the browser searches: one for each
// language, of what each page's text says. It knows nothing of HTML, and asks
// no dictionary: index and query cut text by the same rules, so they can never
// disagree. The reader's side is assets/ts/search.
//
// Maker.Part indexes a page, Pack makes files of the parts. A part depends on its
// page and the files that this shows rows of, and may be kept between builds.
//
// # Text
//
// Text is folded: Unicode NFKC (full-width letters become plain ones), curly
// quotes straight, traditional characters simplified one by one (fold_table.go,
// both in index and query, so text in either spelling is found by either),
// invisible characters dropped. Arabic loses its vowel signs and the lengthening
// stroke, and what writers leave out or mix up is one: alef with and without
// hamza, alef maqsura and yeh, teh marbuta and heh; its digits and punctuation
// become the European ones. Terms are in lower case.
//
// # Tokens
//
// A token has a term and a position. Positions count what is read:
//
//   - An ideograph (Han, kana) takes one position. Its token is the pair it
//     makes with the next ideograph or, where another token or the end comes
//     next, itself alone. A single ideograph is found as the beginning of pairs.
//   - A word takes one position: letters, digits and their marks of all other
//     scripts, underscores between them included; cut after 64 characters. At
//     the same position stand its parts: of build_gan and buildGan build and
//     gan, of HTMLParser html and parser. So does, of an Arabic word with the
//     article, what follows it (three letters or more): of والتدرج تدرج.
//   - Every other symbol and punctuation mark takes one position and is its
//     own token; but a sign of ASCII is, where another stands right behind it,
//     the pair it makes with that one, and a sign alone is found as the beginning
//     of pairs too. The comma, the semicolon and quotes make none. So "->" is one
//     term, not two that are everywhere.
//   - Spaces, controls, brackets and marks without a letter take none: "GPU上"
//     equals "GPU 上", and a pair reaches over them.
//
// In a formula the sign that readers see stands beside the name of its command:
// of \theta, at one position, theta and θ (formula.go). Excerpts show formulas
// so, without braces and sizes.
//
// testdata/tokens.txt holds these rules by example, for token.go and tokens.ts
// alike. There are no stems in the index: the forms of a word stand side by
// side in the sorted dictionary, and the client gathers those of one stem.
//
// # Sections
//
// The unit of search is a section: the text under a heading; section 0 is what
// stands before the first, under the page's title. Positions in the body of a
// section count from 0, one is left out between blocks, and no phrase reaches
// into another section. What stands above code, a file's name most often, is a
// block of its own before it, and the rows that a chart or a calculator takes from
// a file, as the page shows them, are one behind it. A heading has positions of
// its own: one of n positions stands at n(n-1)/2 and after. Lengths share no
// position, so a phrase of n positions that begins there is all of the heading.
//
// On the page of the glossary each term is a section, whose body is its name,
// its other forms, its names in other languages and its definition. On that of
// all references each work is a section; the lists at the foot of other pages,
// of works that these only name, are in no section.
//
// What a section is worth for a term is a grade of three bits: see grade.go.
//
// # Files
//
// All are under /<lang>/search/. Only "dir" has a fixed name; each other is
// named by the first six bytes of the SHA-256 of its content, in hexadecimal,
// with ".bin". In a file such a name takes 48 digits (all zero: no file). Files
// of texts are raw DEFLATE streams (RFC 1951); each other is one arithmetic code.
//
// # Code
//
// A code is a sequence of binary digits. Each stands in a context that writer
// and reader know; what it costs depends on how often 0 and 1 stood there, z and
// o, both 0 at first. size begins as 2³²-1. Before a digit
//
//	part = size × (2o+1) / (2z+2o+2), rounded down
//
// A 1 makes size part. A 0 adds part to the code and takes it from size. Then z
// or o grows by one and, if that makes them more than 127 together, both are
// halved, rounded down. While size is below 2²⁴, it and the code take another
// eight digits. A file is the code from its highest byte on and ends with the
// last four; a reader keeps four bytes, less what it has taken off: the digit is
// 1 if they are less than part. All that a file has too little is an error.
//
// Contexts are a kind, 0–207, and a slot in it, 0–63 (up to 127 for the kinds 84
// to 141, of which each second is used). Numbers are written in two ways:
//
//	number k    v: of v+1, which has n+1 binary digits, n times 1 and a 0, in
//	            the slots 0 to n of kind k; then its digits below the first, from
//	            the highest on, that of weight 2^i in slot 32+i
//	k of d      the d digits from the highest on, each in the slot that is 1
//	            followed by the digits before it, read as a number
//
// and "digit k.s" is a single digit in slot s; slot 0 where none is named.
//
//	name        48 digits of kind 0, byte by byte, the highest digit first
//
// A term after another (at first, and in each list of children: after the empty
// one) counts UTF-16 units:
//
//	number 2    units shared with the one before
//	number 3    if that is longer: the next unit, less the unit in its place in
//	            the one before; kind 4 if that unit is above 127
//	symbols     84+2c of 7: a unit below 126; or 126 and the unit as number 5;
//	            or 127, the end. c tells what is before: 0 nothing, 1 another
//	            unit below 128, 2 one above, 3–28 a letter from a to z
//
// Terms are sorted by UTF-16 units. Those that begin with a control character
// are keys of the vocabularies below.
//
// # Directory
//
// The directory, "dir":
//
//	number 1    version, 4
//	number 1    pages
//	number 1    flags: 1 if some text is in traditional characters, 2 if there
//	            are keys of pinyin
//	name        the table of characters
//	number 1    pages in a file of the page table
//	number 1    files of the page table, and the name of each
//	number 1    0: the children are shards of the dictionary; 1: they are leaves,
//	            each a file that holds children, which are shards
//	children
//
// Children are a number 1, and as many times a key, written as a term after the
// one before, and a name. A key is not greater than the first term in its file
// and greater than all terms before.
//
// # Dictionary
//
// A shard of the dictionary:
//
//	name        the file with its positions
//	number 1    terms; for each of them:
//	term        after the one before
//	number 6    pages
//	digit 7     1 if the lists stand in blocks
//	blocks      if so: number 1, and for each as number 8 its first page, less
//	            that of the block before; the name of its lists; the name of its
//	            positions
//	lists       if not
//
// Lists are for each page, s being the number of binary digits of how many pages
// there are:
//
//	number 32+s pages left out since the one before (at first: the first pages)
//	            and for each of its sections with the term:
//	number 142+r sections left out since the one before; r is how many binary
//	            digits the number of sections has from here to the highest that
//	            this file told of on the page so far, or 32 beyond it; 175+r but
//	            for the first
//	10 of 3     the grade; 11 of section 0; two more but for the first section
//	digit 14.s  1 if another section follows
//
// The lists of a block are a file: number 1, the pages, and the lists, of which
// the first page is counted from the block's first page.
//
// A file of positions has, for each section of the shard's terms without blocks
// or of the block, in their order, g being its grade there:
//
//	number 62   from grade 5 on: the positions in the heading, less 1; then as
//	            number 63 the first of them and as number 64 each less the one before
//	number 54+g the positions in the body, less 1 up to grade 4
//	gaps        the first of them, and each less the one before: a single one as
//	            number 65+3g; else the first as 66+3g, all others as 67+3g, where
//	            g is at most 5
//
// # Vocabularies
//
// They stand in shards of their own, which the client reads only where a word
// of the query is nowhere:
//
//	"\x01" + pinyin     without tones (ü is v), of up to four characters of a
//	                    title or heading in Chinese: one key from each character
//	                    on, so that a query is the beginning of one. A word of
//	                    Latin letters counts as a syllable
//	"\x02" + initials   the same, of up to six
//	"\x03" + word       each word of 3 to 24 letters, underscores included, that
//	                    is in the dictionary
//
// Keys of pinyin have lists of sections as terms have, and no positions; grade 7
// says that the key is all of its heading. A character that ordinary words read
// in two ways has both, in at most four keys for a place (pinyin.go). Words have
// no lists, nor the digit before them, and in place of the pages the number of
// binary digits of their number. Shards of vocabularies have no positions.
//
// A mistyped word is sought among those with its first letter or, where none of
// them is near, among all: at a Damerau distance of 1 or, from eight letters on, 2.
//
// # Summaries, pages, texts
//
// The term "X\x00", for an ideograph or a sign X with many pairs, has the sections with
// X at all, in blocks without positions.
//
// A file of the page table is the number of its pages (kind 1) and for each page
// the number of its files of texts (6), and for each of these the section (10)
// and the position (65) at which it begins, and its name. A file of texts is JSON:
//
//	[title, path from the site's root, [[section, heading's id, heading, text], …]]
//
// A section that takes several files is in each of them.
//
// The table of characters is the number of its pairs (1), and for each a
// traditional character, less that of the pair before (32), and its simplified
// form, less itself, modulo 65536 (65): those whose simplified form is in the
// dictionary.
//
// # What was not built
//
// Pairs of a sign and the word beside it would find "this.name" at less cost, but
// make a term of each of the words behind a dot. Pairs with commas and quotes
// took a hundredth of an English index, and hardly anybody asks for them.
//
// Huffman codes cost at least a digit for what is nearly certain, and each small
// file its tables: the index took a fifth more. A second vocabulary, of words
// written backwards, finds a word with its first letter wrong at less cost, but
// took a twenty-fifth of an English index. One list of global positions instead
// of sections and positions apart would be a little smaller, but then every word
// costs its positions. Index-wide BM25 statistics would let one edited page
// change every file.
package search
