// Package search makes the index that the browser searches: one for each
// language, of what each page's text says. It knows nothing of HTML, and asks
// no dictionary: index and query cut text by the same rules, so they can never
// disagree. The reader's side is assets/ts/search.
//
// Maker.Part indexes a page, Pack makes files of the parts. A part depends on
// its page alone and may be kept between builds.
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
//     own token.
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
// into another section. A heading has positions of its own: one of n positions
// stands at n(n-1)/2 and after. Lengths share no position, so a phrase of n
// positions that begins there is all of the heading.
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
// with ".bin". In a file such a name takes its six bytes (all zero: no file).
// Every file is a raw DEFLATE stream (RFC 1951), but for the six bytes before
// that of a shard. Numbers are unsigned varints, low seven bits first, unless
// a size is given; "signed" is a zigzag varint.
//
// The directory, "dir":
//
//	1 byte   version, 2
//	number   pages
//	1 byte   flags: 1 if some text is in traditional characters, 2 if there
//	         are keys of pinyin
//	name     the table of characters
//	number   pages in a file of the page table
//	tree     the page table; keys are empty
//	tree     the dictionary
//
// A tree lists files that together hold a sorted sequence:
//
//	number   files per leaf; 0: the files themselves follow
//	children of the files, or of leaves, each a file that holds children
//
// Children are a number, and as many times a key, written as a term after the
// one before, and a name. A key is not greater than the first term in its file
// and greater than all terms before.
//
// A term after another (at first: after the empty one) counts UTF-16 units:
//
//	1 byte   units shared with the one before (at most 14) × 16 + units that follow, at most 15
//	number   if that was 15: how many more
//	numbers  the units that follow; the first less the unit in its place in the
//	         one before, if that is so long
//
// Terms are sorted by UTF-16 units. Those that begin with a control character
// are keys of the vocabularies below.
//
// A shard of the dictionary:
//
//	6 bytes  name of the file with its positions
//	number   bytes of the dictionary
//	number   bytes of the page numbers
//	number   terms, with which the dictionary begins; for each of them:
//	term     after the one before
//	number   pages × 2, + 1 if the lists stand in blocks
//	blocks   if so: their number, and for each its first page, less that of
//	         the block before; the name of its lists; the name of its positions
//	numbers  the page numbers of all terms without blocks
//	numbers  the lists of sections of all these
//
// A page number is how many pages are left out since the one before (at first:
// the first pages). A list of sections is for one page a number for each
// section with the term: sections left out × 16 + grade × 2 + 1 if another
// section follows.
//
// The lists of a block are a file: the number of bytes of its page numbers,
// those, the first counted from the block's first page, and the lists of
// sections.
//
// A file of positions has a list for each section of the shard's terms without
// blocks or of the block, in their order. It begins with the number of bytes of
// its counts; then for each list the positions in the body × 2, + 1 if there
// are some in the heading, and in that case the number of those; then a byte
// for each position, its low seven bits; then for each a number, the rest. First
// come the positions in the heading, then those of the body: each less the one
// before, the first of either as it is.
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
//	"\x04" + word       the same, written backwards
//
// Keys of pinyin have lists of sections as terms have, and no positions; grade 7
// says that the key is all of its heading. A character that ordinary words read
// in two ways has both, in at most four keys for a place (pinyin.go). Words have
// no lists, and in place of the pages the number of binary digits of their
// number, × 2. Shards of vocabularies have no positions.
//
// A mistyped word of n letters is sought among those with its first two letters
// and those with its last two (one each of four letters), at a Damerau distance
// of 1 or, from eight letters on, 2.
//
// # Summaries, pages, texts
//
// The term "X\x00", for an ideograph X with many pairs, has the sections with
// X at all, in blocks without positions.
//
// A file of the page table is for each page the number of its files of texts,
// and for each of these the section and the position at which it begins, and
// its name. A file of texts is JSON:
//
//	[title, path from the site's root, [[section, heading's id, heading, text], …]]
//
// A section that takes several files is in each of them.
//
// The table of characters is pairs, of a traditional character, less that of
// the pair before, and (signed) its simplified form, less itself: those whose
// simplified form is in the dictionary.
//
// # What was not built
//
// One list of global positions instead of sections and positions apart would be
// a little smaller, but then every word costs its positions. Index-wide BM25
// statistics would let one edited page change every file.
package search
