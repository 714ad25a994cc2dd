package search

import "testing"

// BenchmarkIndex makes the index of 200 pages of Chinese.
func BenchmarkIndex(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Pack(zh, many(200), 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPack makes it of parts that are at hand, as the preview does after
// each save.
func BenchmarkPack(b *testing.B) {
	parts := many(200)
	for b.Loop() {
		if _, err := Pack(zh, parts, 0); err != nil {
			b.Fatal(err)
		}
	}
}
