package output

import (
	"fmt"
	"reflect"
	"testing"
)

func TestManifestText(t *testing.T) {
	m := manifest{"public", ".public.duizhao-stage-1-2", map[string]entry{
		"zh/index.html": {key: [16]byte{1}, hash: [16]byte{2}, size: 3, time: 4},
		"a b.txt":       {size: 1 << 40, time: -5},
	}}
	want := `duizhao manifest 1
target public
stage .public.duizhao-stage-1-2
00000000000000000000000000000000 00000000000000000000000000000000 1099511627776 -5 a b.txt
01000000000000000000000000000000 02000000000000000000000000000000 3 4 zh/index.html
`
	want += fmt.Sprintf("end %x\n", hashOf([]byte(want)))
	if got := string(m.encode()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, err := decodeManifest(m.encode()); err != nil || !reflect.DeepEqual(got, m) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func FuzzDecodeManifest(f *testing.F) {
	m := manifest{"public", "s", map[string]entry{"a": {size: 1}, "b/c": {time: 2}}}
	text := m.encode()
	f.Add(text[:len(text)-len("end \n")-32])
	f.Add([]byte(manifestHead + "target x\nstage\n"))
	f.Add([]byte(manifestHead))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, text := range [][]byte{body, fmt.Appendf(body[:len(body):len(body)], "end %x\n", hashOf(body))} {
			m, err := decodeManifest(text)
			if err != nil {
				continue
			}
			for path := range m.files {
				if err := checkPath(path); err != nil {
					t.Errorf("%q: %v", path, err)
				}
			}
			if again, err := decodeManifest(m.encode()); err != nil || !reflect.DeepEqual(m, again) {
				t.Errorf("got %+v, %v, want %+v", again, err, m)
			}
		}
		for i := range text {
			if _, err := decodeManifest(text[:i]); err == nil {
				t.Fatalf("a manifest cut at %d was read", i)
			}
		}
	})
}
