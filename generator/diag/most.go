package diag

import "fmt"

// most is how many notes of one text are reported. Each costs a look at the text
// before it, and nobody reads more.
const most = 1000

// Notes gathers what is wrong with one text. The zero value is ready.
type Notes struct {
	list []Note
	more int  // that were left out
	at   Note // for the first of these, as severe as the worst
}

// Add adds a note, or counts it where there are enough.
func (ns *Notes) Add(n Note) {
	if len(ns.list) < most {
		ns.list = append(ns.list, n)
		return
	}
	if ns.more++; ns.more == 1 {
		ns.at = n
	}
	if n.Severity == Error {
		ns.at.Severity = Error
	}
}

// List returns the notes, the last of which tells how many were left out.
func (ns *Notes) List() []Note {
	if ns.more == 0 {
		return ns.list
	}
	rest := Note{Start: ns.at.Start, End: ns.at.Start, Severity: ns.at.Severity, Code: "too-many",
		Text: fmt.Sprintf("%d more problems of this text are not listed", ns.more), Hint: "mend those before them, and check again"}
	return append(ns.list[:len(ns.list):len(ns.list)], rest)
}
