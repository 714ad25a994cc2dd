package search

import (
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"
)

// TestStem holds the client's stemmer to Snowball's English one over words of
// every rule that it has, but for the irregular words that Snowball lists by hand.
func TestStem(t *testing.T) {
	words := strings.Fields(`
		caresses flies dies tied cries gas this gaps kiwis hopping hoping hoped planned planning plans plan agreed feed exceedingly
		happy happily happiness say by enjoy enjoyed sized fitted hissing failing filing general generally
		communism commune arsenal relational conditional predication feudalism hopefulness
		formality musical hopeful goodness replacement adjustment adoption rate cease controll roll yes youth boyish
		saying layer training trained trains learner learning embeddings biology analogies career careers models modelling
		data dataset datasets publishing bed abed skies singly ongoing their using used user users classes class bias biases
		matrices vertices queries query selection expressions`)
	var got []string
	runClient(t, `return input.map((word) => stem(word));`, words, &got)
	irregular := map[string]bool{"skies": true, "singly": true, "bias": true}
	for i, word := range words {
		if want := english.Stem(word, true); got[i] != want && !irregular[word] {
			t.Errorf("%s: got %s, want %s", word, got[i], want)
		}
	}
}

// TestOneWord states which forms are one word to a reader who searches: where
// an ending makes another word, Porter's step 4 is left out.
func TestOneWord(t *testing.T) {
	same := strings.Fields(`deploy/deployment generate/generator validate/validation optimize/optimizer select/selections
		accessible/accessibility happy/happiness replace/replacement customize/customization dependency/dependencies`)
	apart := strings.Fields(`access/accessibility import/important important/importance position/positive response/responsible
		object/objective custom/customer contain/container util/utilities experience/experiment several/severe animate/animal`)
	var got []string
	runClient(t, `return input.map((two) => two.split('/').map(stem).join('/'));`, append(same, apart...), &got)
	for i, two := range append(same, apart...) {
		a, b, _ := strings.Cut(got[i], "/")
		if (a == b) != (i < len(same)) {
			t.Errorf("%s: the stems are %s", two, got[i])
		}
	}
}
