package search

import "unicode/utf8"

// A grade says in three bits how much a section is about a term; the client
// turns it into a weight. 0 to 4 is the saturation of BM25 over the body, in
// fifths; the others say that a heading has the term.
const (
	bodyGrades   = 5
	headingGrade = 5
	titleGrade   = 6
	wholeGrade   = 7 // the term is all of its heading or title
)

// BM25's parameters. The average length is a constant, not the site's own: so
// a page's part depends on the page alone, and an edit elsewhere leaves the
// files of rare terms as they are.
const (
	saturation    = 1.2
	lengthEffect  = 0.6
	averageLength = 200
)

// grade weighs the occurrences of one term in one section of a length in
// positions.
func grade(list []occurrence, length int) int {
	sum, best := 0.0, -1
	for _, o := range list {
		switch {
		case o.pos >= 0:
			sum += float64(o.weight) / 100
		case o.weight == whole:
			best = wholeGrade
		case o.section == 0:
			best = max(best, titleGrade)
		default:
			best = max(best, headingGrade)
		}
	}
	if best >= 0 {
		return best
	}
	norm := saturation * (1 - lengthEffect + lengthEffect*float64(length)/averageLength)
	return min(int(sum/(sum+norm)*bodyGrades), bodyGrades-1)
}

const (
	maxHeading  = 1000    // positions of a heading that are indexed
	headingSpan = 1 << 19 // more than headingStart(maxHeading) + maxHeading
)

// headingStart returns the first position of headings of a length: 0 for 1,
// 1 for 2, 3 for 3, 6 for 4 … so that no two lengths share a position.
func headingStart(length int) int { return length * (length - 1) / 2 }

// pairs reports whether a term is two ideographs or signs, which are two positions.
func pairs(term string) bool {
	r, n := utf8.DecodeRuneInString(term)
	return classOf(r) != letter && n < len(term)
}
