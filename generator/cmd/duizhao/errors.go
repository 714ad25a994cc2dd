package main

import (
	"errors"

	"duizhao/generator/output"
)

// outputError marks refusals that the user can mend as wrong use, exit code 2;
// what the machine refused keeps 3. The hint goes along with either.
func outputError(err error) error {
	var foreign *output.ForeignError
	var target *output.TargetError
	var unsafe *output.UnsafeError
	switch {
	case errors.As(err, &foreign):
		return usageError{foreign.Error() + "\n\thint: " + foreign.Hint()}
	case errors.As(err, &target):
		return usageError{target.Error() + "\n\thint: " + target.Hint()}
	case errors.As(err, &unsafe):
		return hintError{err, unsafe.Hint()}
	}
	return err
}

// hintError adds what to do to an error of the machine.
type hintError struct {
	error
	hint string
}

func (e hintError) Error() string { return e.error.Error() + "\n\thint: " + e.hint }

func (e hintError) Unwrap() error { return e.error }
