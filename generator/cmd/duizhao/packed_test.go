package main

import (
	"testing"

	"duizhao/generator/compress"
	"duizhao/generator/config"
)

// What settings may ask for can be made: the packages do not know each other.
func TestPacked(t *testing.T) {
	for _, form := range config.Packed {
		if _, err := compress.Bytes(form, []byte("text")); err != nil {
			t.Error(err)
		}
	}
}
