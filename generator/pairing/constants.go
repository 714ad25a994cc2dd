package pairing

// Scores are log odds in hundredths of a nat: 100 is e to 1.
const (
	hanHeft    = 100
	kanaHeft   = 50
	hangulHeft = 80
	latinHeft  = 34

	impossible = -1 << 20 // of a pair
	unreached  = -1 << 29 // of a place that no path leads to; two of them make no overflow

	tokensBound = 1000 // of the evidence of all tokens together
	tokensHalf  = 300  // evidence of this size counts half
	aloneLoss   = 150  // of a token that the other text lacks altogether
	lexLoss     = 25   // of a word of the lexicon
	otherKind   = 500  // two kinds that differ
	underLoss   = 200  // one stands under a heading without a partner, the other does not

	lengthBase  = 300 // added to lengths, whose ratio says little where they are short
	lengthTop   = 90
	lengthSlope = 900
	lengthBound = 500

	colonGain = 100
	colonLoss = 60

	gapCost      = 290           // a block without a partner
	headCost     = 450           // a heading without one
	joinCost     = 200           // two blocks for one
	partCost     = 60            // one of the two has nothing in common with it
	headForbid   = -400          // headings that share no word and score less by their own are no pair
	doubt        = 60            // what a pair must be better by than every other place for the block
	headDoubt    = 150           // the same of a heading
	fewLead      = 2 * headDoubt // and of one out of order
	skeletonCost = 900           // the same where both texts have one skeleton
	onlyFrom     = -700          // what the only blocks of two sections must score
	placeOnly    = 150           // a pair below this may be parted by one out of order
	weakDoubt    = 200           // the same for a pair that has nothing for it but its place
	movedFrom    = 200           // what a pair out of order must score
	movedWords   = 100           // what is taken off where they share common words alone
	movedCode    = 350           // what is taken off for code
	movedLead    = 150           // and be better by than the next
)

var (
	countGain = [kindsOfCounts]int32{30, 150, 60, 60, 60, 60, 60, 80}
	countLoss = [kindsOfCounts]int32{20, 80, 60, 60, 60, 60, 40, 40}
)

// reliability is how often a token of a class is on the other side of a pair.
func reliability(c class) float64 {
	switch c {
	case codeClass, lineClass, texClass, citeClass, labelClass:
		return .95
	case linkClass, nameClass, markClass:
		return .9
	case numClass:
		return .85
	case wordClass:
		return .8
	case termClass:
		return .7
	case lexClass:
		return .5
	}
	return .5
}

const (
	bandWidth  = 40   // half of the band of a long alignment
	fewHolders = 4    // a token that so many blocks have at most may lead to a moved one
	headRounds = 4    // how often headings out of order are looked for
	fewHeads   = 4    // left over, at most so many are compared each with each
	fewBlocks  = 8    // the same of the blocks of a section, for a join out of order
	mostJoined = 4    // blocks that one may be split into
	sameWords  = 500  // two headings of the same words
	sameID     = 5000 // two headings with an id in common
)
