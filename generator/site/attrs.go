package site

// Attrs are what an author writes in braces behind a construct:
// {#fig:ring .wide width=60%}.
type Attrs struct {
	ID      string
	IDStart int // byte offset of the id in the source; 0 if not given
	Classes []string
	Pairs   []Attr // in the order written
	Start   int    // byte offsets in the source, of the braces
	End     int
}

// Attr is one key="value".
type Attr struct {
	Key, Value string
	Start      int // byte offset of the key in the source
	At         int // of the value
}

// Get returns the value of a key, "" where there is none.
func (a Attrs) Get(key string) string {
	for _, p := range a.Pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}
