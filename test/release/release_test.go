package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var sample = []file{{"duizhao", 0o755, []byte("program")}, {"LICENSE", 0o644, []byte("MIT\n")}}

var day = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// An archive depends on its files and the commit's time alone, and can be unpacked.
func TestTarball(t *testing.T) {
	one, err := tarball(sample, day)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := tarball(sample, day.In(time.FixedZone("east", 8*3600)))
	if !bytes.Equal(one, two) {
		t.Error("the zone of the machine is in the archive")
	}
	gz, err := gzip.NewReader(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(gz)
	for _, want := range sample {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil || h.Name != want.name || !bytes.Equal(data, want.data) || h.Mode != int64(want.mode) || !h.ModTime.Equal(day) {
			t.Errorf("%s: %v %+v", want.name, err, h)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s belongs to somebody", want.name)
		}
	}
}

func TestZip(t *testing.T) {
	one, err := zipped(sample, day)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := zipped(sample, day)
	if !bytes.Equal(one, two) {
		t.Error("two archives of the same files differ")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range r.File {
		if f.Name != sample[i].name || !f.Modified.Equal(day) || f.Mode() != sample[i].mode {
			t.Errorf("%s: %v %v", f.Name, f.Modified, f.Mode())
		}
	}
}

// What sha256sum -c reads: the sum, two blanks, the name.
func TestChecksums(t *testing.T) {
	got := string(checksums([]file{{name: "a", data: []byte("abc")}}))
	if got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n" {
		t.Errorf("got %q", got)
	}
}

// The list of parts has what CycloneDX 1.6 requires, and is the same each time.
func TestBOM(t *testing.T) {
	r := release{"1.2.3", strings.Repeat("a", 40), day}
	parts := []part{
		{name: "github.com/BurntSushi/toml", version: "v1.4.1", purl: goPURL("github.com/BurntSushi/toml", "v1.4.1+incompatible"), sum: "h1:vbKhvkPeQ8wDjfQCxqTKR2V4gYQrIuJ7MWnGyWVSLcU=", licences: []string{"MIT"}},
		{name: "mhchem", licences: []string{"Apache-2.0"}},
	}
	one, err := r.bom(parts)
	if err != nil {
		t.Fatal(err)
	}
	if two, _ := r.bom(parts); !bytes.Equal(one, two) {
		t.Error("two lists of the same parts differ")
	}
	var list bom
	if err := json.Unmarshal(one, &list); err != nil {
		t.Fatal(err)
	}
	if list.Format != "CycloneDX" || list.Spec != "1.6" || list.Version != 1 || list.Metadata.Timestamp != "2026-03-01T12:00:00Z" {
		t.Errorf("the head is %+v", list)
	}
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(list.Serial) {
		t.Errorf("the serial number is %q", list.Serial)
	}
	refs := []string{list.Metadata.Component.Ref}
	for _, c := range list.Components {
		if c.Type == "" || c.Name == "" || len(c.Licenses) == 0 {
			t.Errorf("a part lacks something: %+v", c)
		}
		refs = append(refs, c.Ref)
	}
	for _, d := range list.Dependencies {
		if !slices.Contains(refs, d.Ref) {
			t.Errorf("a dependency of %q, which is no part", d.Ref)
		}
	}
	if n := len(refs); len(slices.Compact(slices.Sorted(slices.Values(refs)))) != n {
		t.Errorf("a reference stands for two parts: %q", refs)
	}
	if got := list.Components[0]; got.PURL != "pkg:golang/github.com/burntsushi/toml@v1.4.1%2Bincompatible" || len(got.Hashes[0].Content) != 64 {
		t.Errorf("the module is %+v", got)
	}
}

func TestLicences(t *testing.T) {
	for words, want := range map[string]string{
		"Permission is hereby granted, free of\ncharge, to any person":                   "MIT",
		"Redistribution and use in source and binary forms … Neither the name of Google": "BSD-3-Clause",
		"Redistribution and use in source and binary forms, with or without":             "BSD-2-Clause",
		"Apache License\n   Version 2.0, January 2004":                                   "Apache-2.0",
		"Mozilla Public License Version 2.0":                                             "MPL-2.0",
		"All rights reserved.":                                                           "",
	} {
		if got := strings.Join(spdx(words), " "); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
	dir := t.TempDir()
	for name, body := range map[string]string{"LICENSE": "All rights reserved.", "LICENSE.MIT": "Permission is hereby granted, free of charge"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bad := part{name: "a", dir: dir, texts: []text{{name: "LICENSE"}}}
	if err := bad.find(nil); err == nil {
		t.Error("a part under nobody knows which terms is let in")
	}
	good := part{name: "b", version: "v1", dir: dir, texts: []text{{name: "LICENSE.MIT"}}}
	if err := good.find(nil); err != nil {
		t.Fatal(err)
	}
	again := good
	again.name = "c"
	if got := string(notices([]part{good, again})); strings.Count(got, "Permission is") != 1 || !strings.Contains(got, "b v1  (LICENSE.MIT)\nc v1") {
		t.Errorf("the notices are %s", got)
	}
}

// What is vendored is what the repository has.
func TestVendored(t *testing.T) {
	t.Chdir("../..")
	for _, p := range vendored {
		p.texts = slices.Clone(p.texts)
		if err := p.find(nil); err != nil {
			t.Error(err)
		}
	}
	for file, want := range map[string]string{"assets/katex/VERSION": "katex " + vendored[0].version + "\n", "ARCHITECTURE.md": vendored[2].name + " " + vendored[2].version} {
		if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s does not say %q (%v)", file, want, err)
		}
	}
}

// Variables of whoever makes the release decide nothing.
func TestSettled(t *testing.T) {
	got := kept([]string{"GOFLAGS=-race", "GOAMD64=v3", "GOOS=plan9", "HOME=/h"})
	for _, e := range got {
		if e == "GOFLAGS=-race" || e == "GOAMD64=v3" || e == "GOOS=plan9" {
			t.Errorf("%s is kept", e)
		}
	}
	if got[0] != "HOME=/h" || !slices.Contains(got, "CGO_ENABLED=0") {
		t.Errorf("got %q", got)
	}
}

func TestFacts(t *testing.T) {
	env := []string{"VERSION=v1.2.3", "COMMIT=abc", "SOURCE_DATE_EPOCH=1772366400"}
	r, err := facts(env)
	if err != nil || r.version != "1.2.3" || r.commit != "abc" || !r.time.Equal(day) {
		t.Errorf("got %+v, %v", r, err)
	}
	for _, bad := range []string{"VERSION=1/2", "SOURCE_DATE_EPOCH=yesterday"} {
		if _, err := facts(append(slices.Clone(env), bad)); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
	if _, err := choose("plan9/amd64"); err == nil {
		t.Error("a system without a release is accepted")
	}
}
