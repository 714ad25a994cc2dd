package serve

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// journal is what the event stream reads: the last changes, numbered, and the
// diagnostics as they stand. It keeps no list of its readers. Each reader knows
// the number it has seen and waits for wake, so a slow one holds up nobody and
// is told of several changes in one. Preview.mu guards it.
type journal struct {
	run     string // names this process to a client that outlives it
	seq     int    // number of the last change
	changes []Change
	listed  []byte        // the diagnostics as diag.JSON writes them
	listSeq int           // grows when listed changes
	wake    chan struct{} // closed when there is something new
}

// remembered is how many changes a client may miss and still be told which
// pages they touched.
const remembered = 64

// add enters a change, if it is one, and the diagnostics that hold now.
func (j *journal) add(c Change, listed []byte) {
	fresh := !bytes.Equal(listed, j.listed)
	if fresh {
		j.listed = listed
		j.listSeq++
	}
	if !c.empty() {
		j.seq++
		j.changes = append(j.changes, c)
		if n := len(j.changes) - remembered; n > 0 {
			j.changes = slices.Delete(j.changes, 0, n)
		}
	}
	if fresh || !c.empty() {
		close(j.wake)
		j.wake = make(chan struct{})
	}
}

// id names the state after the last change: "RUN.NUMBER".
func (j *journal) id() string { return j.run + "." + strconv.Itoa(j.seq) }

// since returns what changed after the state with the id, all in one. Of a
// state it does not know (another process, too long ago) it says Everywhere; an
// empty id is a client that asks for nothing older than now.
func (j *journal) since(id string) Change {
	if id == "" {
		return Change{}
	}
	run, number, _ := strings.Cut(id, ".")
	seen, err := strconv.Atoi(number)
	missed := j.seq - seen
	if err != nil || run != j.run || missed < 0 || missed > len(j.changes) {
		return Change{Everywhere: true, Kind: Reload}
	}
	var sum Change
	for _, c := range j.changes[len(j.changes)-missed:] {
		sum = sum.and(c)
	}
	sum.Pages = slices.Clone(sum.Pages) // of one change they are its own
	slices.Sort(sum.Pages)
	sum.Pages = slices.Compact(sum.Pages)
	return sum
}
