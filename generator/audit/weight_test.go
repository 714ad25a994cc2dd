package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestWeight holds pages to budgets: what they load is counted once, by kind.
func TestWeight(t *testing.T) {
	page := strings.Replace(whole, "BODY", `<p>`+noise(3000, 1)+`</p><img src="big.bin" srcset="small.bin 800w, middle.bin 1600w, big.bin 3200w" alt=""><img src="small.bin" alt=""><img src="data:x" alt=""><img src="https://other.example/x.png" alt="">`, 1)
	page = strings.Replace(page, "<title>", `<link rel="stylesheet" href="a.css"><link rel="preload" as="font" href="f.bin"><link rel="modulepreload" href="b.js"><script src="b.js"></script><title>`, 1)
	root := fstest.MapFS{"index.html": {Data: []byte(page)}, "zh/index.html": {Data: []byte(strings.Replace(whole, "BODY", "", 1))}}
	for name, size := range map[string]int{"big.bin": 400_000, "middle.bin": 90_000, "small.bin": 30_000, "f.bin": 20_000, "a.css": 5000, "b.js": 7000, "assets/a.js": 1000, "c.js": 50_000} {
		root[name] = &fstest.MapFile{Data: []byte(noise(size, len(name)))}
	}
	for _, c := range []struct {
		budgets Budgets
		want    string
	}{
		{Budgets{}, ""},
		{Budgets{"page": 200_000, "html": 5000, "css": 9000, "js": 9000, "fonts": 20_000, "images": 120_000}, ""},
		{Budgets{"page": 100_000}, `"/" has a reader load `},
		{Budgets{"images": 119_000}, `of pictures, and 119 KB are allowed; the largest: 90 KB middle.bin, 30 KB small.bin`},
		{Budgets{"fonts": 19_000}, `"/" has a reader load 20 KB of fonts, and 19 KB are allowed; the largest: 20 KB f.bin`},
		{Budgets{"html": 2000}, `the page itself`},
		{Budgets{"js": 4000}, `b.js`},
	} {
		found, err := Folder(root, "", c.budgets)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range found {
			if d.Code == "output-budget" {
				got += fmt.Sprintf("%s: %s\n", d.Pos, d.Text)
			}
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) || strings.Count(got, "\n") > 1 {
			t.Errorf("%v: got %s, want %s", c.budgets, got, c.want)
		}
	}
}

// noise is a text that does not get smaller.
func noise(n, seed int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	var b strings.Builder
	for x := uint32(seed); b.Len() < n; {
		x = x*1664525 + 1013904223
		b.WriteByte(letters[x>>26])
	}
	return b.String()
}
