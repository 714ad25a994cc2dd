package pairing

// State says what became of a row since its translation was accepted.
type State uint8

// The states.
const (
	Fresh              State = iota // accepted as it stands
	SourceChanged                   // the source is another than the one accepted
	TranslationChanged              // the translation is another
	PartnerChanged                  // both are known, but of other partners
	New                             // neither is known: never accepted
	Missing                         // a block of the source without a translation
	Extra                           // a block of the translation without a source
)

// String returns the state as a person reads it.
func (s State) String() string {
	return [...]string{"fresh", "source changed", "translation changed", "partner changed", "new", "missing", "extra"}[s]
}

// Stale reports whether a reader cannot trust the translation to say what the
// source says now. New counts too: nobody has accepted it.
func (s State) Stale() bool { return s >= SourceChanged && s <= New }

// Settled is what was accepted of an alignment.
type Settled struct {
	Alignment         // as Settle makes it
	States    []State // of the rows
	Alike     []Alike // of the rows that are stale
	Kept      bool    // something is accepted, of this text or of others
}

// Alike says how far the two sides of a row say the same.
type Alike uint8

// The degrees of it.
const (
	Unlike       Alike = iota
	NoWords            // the same, and nothing in it to translate
	Copy               // the source's words
	Untranslated       // the source's words, in a script that the translation's language has not
)

// SettleRows settles an alignment of the source a with its translation b and
// judges its rows.
func SettleRows(al Alignment, a, b Text, lock *Lock) Settled {
	al = Settle(al, a, b, lock)
	out := Settled{Alignment: al, States: status(al, a, b, lock), Alike: make([]Alike, len(al.Rows)), Kept: lock.Len() > 0}
	for i, r := range al.Rows {
		if out.States[i].Stale() {
			out.Alike[i] = likeness(a, b, r)
		}
	}
	return out
}

func likeness(a, b Text, r Row) Alike {
	switch {
	case a.Digest(r.A...) != b.Digest(r.B...):
		return Unlike
	case Foreign(a, b, r):
		return Untranslated
	case Copied(a, b, r):
		return Copy
	}
	return NoWords
}

// status returns the state of each row of al, which aligns the source a with its
// translation b.
func status(al Alignment, a, b Text, lock *Lock) []State {
	out := make([]State, len(al.Rows))
	for i, r := range al.Rows {
		switch {
		case len(r.B) == 0:
			out[i] = Missing
		case len(r.A) == 0:
			out[i] = Extra
		default:
			out[i] = lock.state(a, b, r)
		}
	}
	return out
}

// RowPair returns what is accepted with a row that has both sides.
func RowPair(a, b Text, r Row) Pair {
	return Pair{From: a.Lang.ID, To: b.Lang.ID, Source: a.Digest(r.A...), Target: b.Digest(r.B...)}
}

func (l *Lock) state(a, b Text, r Row) State {
	if l.Len() == 0 {
		return New
	}
	p := RowPair(a, b, r)
	if l.Has(p) || l.hasEach(a, b, r) {
		return Fresh
	}
	source := l.known(a, r.A, func(d Digest) bool { return l.knowsSource(Pair{From: p.From, To: p.To, Source: d}) })
	target := l.known(b, r.B, func(d Digest) bool { return l.knowsTarget(Pair{From: p.From, To: p.To, Target: d}) })
	switch {
	case source && target:
		return PartnerChanged
	case source:
		return TranslationChanged
	case target:
		return SourceChanged
	}
	return New
}

// hasEach reports whether the blocks of a row with several on both sides are
// accepted one by one.
func (l *Lock) hasEach(a, b Text, r Row) bool {
	if len(r.A) < 2 || len(r.A) != len(r.B) {
		return false
	}
	for i := range r.A {
		if !l.Has(RowPair(a, b, Row{A: r.A[i : i+1], B: r.B[i : i+1]})) {
			return false
		}
	}
	return true
}

// known reports whether a side of a row is in the lock, as a whole or block by
// block.
func (l *Lock) known(t Text, blocks []int, in func(Digest) bool) bool {
	if in(t.Digest(blocks...)) {
		return true
	}
	for _, i := range blocks {
		if !in(t.Digest(i)) {
			return false
		}
	}
	return true
}
