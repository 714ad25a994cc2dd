package search

import "testing"

// BenchmarkIndex makes the index of 200 pages of Chinese.
func BenchmarkIndex(b *testing.B) {
	text := 0
	for _, p := range many(200) {
		for _, t := range p.texts {
			text += len(t.data)
		}
	}
	b.SetBytes(int64(text))
	for b.Loop() {
		if _, err := Pack(zh, many(200)); err != nil {
			b.Fatal(err)
		}
	}
}
