package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"duizhao/generator/content"
)

// commitMark begins what the log prints of a commit; no state of a file does.
const commitMark = "\x01"

// lastChanges reads git's log of names and states, newest commit first, and
// returns the day on which each file last changed, by path from the site's root;
// prefix is where content/ lies in the repository.
//
// Of each commit there come its mark and time in seconds, then the states of
// files, each with its name or, of a rename, the former one and the new. All of
// it ends in NUL; line ends and empty texts stand between. A state of a merge has
// a letter for each parent.
func lastChanges(r *bufio.Reader, prefix string) (map[string]string, error) {
	l := &changes{prefix: prefix, days: map[string]string{}, stands: map[string]string{}}
	var of []change // of one commit
	when := ""
	for {
		token, err := r.ReadString(0)
		if err == io.EOF {
			l.commit(when, of)
			return l.days, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read git's log: %w", err)
		}
		state := strings.TrimLeft(strings.TrimSuffix(token, "\x00"), "\n")
		if seconds, ok := strings.CutPrefix(state, commitMark); ok {
			l.commit(when, of)
			when, of = day(seconds), of[:0]
			continue
		}
		if state == "" {
			continue
		}
		var c change
		if state[0] == 'R' && len(state) > 1 && state[1] <= '9' {
			c.from, err = r.ReadString(0)
		}
		if err == nil {
			c.name, err = r.ReadString(0)
		}
		if err != nil {
			return nil, fmt.Errorf("read git's log: %w", err)
		}
		c.name, c.from = strings.TrimSuffix(c.name, "\x00"), strings.TrimSuffix(c.from, "\x00")
		// A name that went away is another file's, or nobody's.
		if state != "D" {
			of = append(of, c)
		}
	}
}

// change is a file that a commit changed, or moved as it was.
type change struct{ name, from string }

// changes follows names back through the commits.
type changes struct {
	prefix string
	days   map[string]string
	// stands is the present path for which a name in the commits to come stands;
	// "" for none: what became of it is known. A name that is not there stands for
	// itself.
	stands map[string]string
}

// commit takes in the changes of a commit.
func (l *changes) commit(day string, of []change) {
	paths := make([]string, len(of))
	for i, c := range of {
		paths[i] = l.path(c.name)
	}
	for _, c := range of { // before the former names: two files may have exchanged theirs
		l.stands[c.name] = ""
	}
	for i, c := range of {
		switch path := paths[i]; {
		case path == "":
		case c.from != "":
			l.date(l.stands[c.from], day) // where branches moved one file to two places
			l.stands[c.from] = path
		default:
			l.date(path, day)
		}
	}
}

// path is the present path that a name stands for.
func (l *changes) path(name string) string {
	if path, ok := l.stands[name]; ok {
		return path
	}
	below, ok := strings.CutPrefix(name, l.prefix)
	if !ok {
		return ""
	}
	return content.Root + "/" + below
}

func (l *changes) date(path, day string) {
	if _, ok := l.days[path]; !ok && path != "" && day != "" {
		l.days[path] = day
	}
}

// day is the day of a time in seconds, in UTC; "" for one that is none.
func day(seconds string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	t := time.Unix(n, 0).UTC()
	if err != nil || n <= 0 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.DateOnly)
}
