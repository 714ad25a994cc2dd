package output

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// errNoSwap is what swap returns where two folders cannot be exchanged in one step.
var errNoSwap = errors.New("no exchange of folders here")

// ForeignError says that the target holds files that no build put there, or that
// were changed since. Nothing was published or removed.
type ForeignError struct {
	Target string
	Paths  []string // relative to the target, slash-separated, sorted
}

// shownPaths is how many files the text of a ForeignError names.
const shownPaths = 10

func (e *ForeignError) Error() string {
	var names []string
	for _, p := range e.Paths[:min(len(e.Paths), shownPaths)] {
		names = append(names, strconv.Quote(p))
	}
	text := strings.Join(names, ", ")
	if n := len(e.Paths) - shownPaths; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("output folder %q has files that are not from a build or were changed since: %s", e.Target, text)
}

// Hint says what to do.
func (e *ForeignError) Hint() string {
	return "put files of your own into content/static/, and move these away or choose another output folder"
}

// TargetError says that a folder must never be published into.
type TargetError struct {
	Target string
	Reason string // "it holds the site's sources"
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("cannot publish into %q: %s", e.Target, e.Reason)
}

// Hint says what to do.
func (e *TargetError) Hint() string { return "choose a folder of its own, such as public" }

// UnsafeError says that the target cannot be replaced as a whole.
type UnsafeError struct {
	Target string
	Reason string // "it is a mount point"
	Err    error  // the cause, may be nil
}

func (e *UnsafeError) Error() string {
	text := fmt.Sprintf("cannot replace %q as a whole: %s", e.Target, e.Reason)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *UnsafeError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *UnsafeError) Hint() string {
	return "use --in-place to replace it file by file, which is not atomic"
}

// LockedError says that another process publishes into the target.
type LockedError struct {
	Target string
	Owner  string // its process id; "" if not known
	Lock   string // the lock file
}

func (e *LockedError) Error() string {
	by := "another process"
	if e.Owner != "" {
		by = "process " + e.Owner
	}
	return fmt.Sprintf("%q is being published by %s (lock %s)", e.Target, by, e.Lock)
}
