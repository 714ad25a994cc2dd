package search

import (
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"
)

// TestStem holds the client's stemmer to Snowball's English one over words of
// every rule, but for the irregular words that Snowball lists by hand.
func TestStem(t *testing.T) {
	words := strings.Fields(`
		caresses flies dies tied cries gas this gaps kiwis hopping hoping hoped planned planning plans plan agreed feed exceedingly
		happy happily happiness say by enjoy enjoyed luxuriating conflated sized fitted hissing fizzed failing filing generate
		generator generative general communism commune arsenal relational conditional rational valency digitizer conformable
		radically differently vilely analogously vietnamization predication operator feudalism decisiveness hopefulness
		callousness formality sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness
		revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption
		activate angularity homologous effective bowdlerize probate rate cease controll roll yes youth boyish saying layer
		training trained trains learner learning embeddings optimization optimizers regularized tokenizers evaluations
		biology analogies career careers models modelling data dataset datasets summarizes negotiates publishing bed abed
		skies singly ongoing their using used user users classes class bias biases matrices vertices queries query`)
	var got []string
	runClient(t, `return input.map((word) => stem(word));`, words, &got)
	irregular := map[string]bool{"skies": true, "singly": true, "bias": true}
	for i, word := range words {
		if want := english.Stem(word, true); got[i] != want && !irregular[word] {
			t.Errorf("%s: got %s, want %s", word, got[i], want)
		}
	}
}
