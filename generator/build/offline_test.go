package build

import (
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

// keeping returns the files of a small site with lines added to its settings.
func keeping(t *testing.T, lines string, more fstest.MapFS) map[string]string {
	t.Helper()
	root := unlike(small())
	maps.Copy(root, more)
	root["site.yaml"] = &fstest.MapFile{Data: append(slices.Clone(root["site.yaml"].Data), lines...)}
	sink, found := run(t, root, memo(t), false)
	if diag.HasErrors(found) {
		t.Fatal(found)
	}
	return sink.files
}

// told is what the worker is told by the build.
func told(t *testing.T, files map[string]string) (out struct {
	Version      string
	Files, Langs []string
}) {
	t.Helper()
	line, _, _ := strings.Cut(files["sw.js"], ";\n")
	if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "self.site=")), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOffline(t *testing.T) {
	const on = "outputs: { offline: true }\nbase_url: /g/\n"
	files := keeping(t, on, fstest.MapFS{"content/zh/plain.md": {Data: []byte("# 平\n")}})
	worker := told(t, files)
	for _, f := range worker.Files {
		if f != "" && files[f] == "" {
			t.Errorf("the worker fetches %q, which is not there", f)
		}
	}
	// What it fetches beside the pages, some page without anything special comes to
	// need; the theme's marks say so, its templates and scripts are asked.
	asks := files["zh/plain/index.html"] + files["en/index.html"] + files["index.html"] + files["zh/offline.html"]
	for _, f := range worker.Files {
		if strings.HasSuffix(f, ".js") {
			asks += files[f]
		}
	}
	for _, f := range worker.Files {
		if strings.HasPrefix(f, "assets/") && !strings.Contains(asks, path.Base(f)) {
			t.Errorf("the worker fetches %q, which only some pages have", f)
		}
	}
	for _, m := range regexp.MustCompile(`/g/(assets/[^"]+\.(?:css|js))"`).FindAllStringSubmatch(files["zh/plain/index.html"], -1) {
		if !slices.Contains(worker.Files, m[1]) {
			t.Errorf("the worker does not fetch %q, which every page has", m[1])
		}
	}
	if !slices.Contains(worker.Files, "") || !slices.Contains(worker.Files, "zh/offline.html") {
		t.Errorf("it fetches only %q", worker.Files)
	}
	var manifest struct {
		ID, Lang string
		Icons    []struct{ Src string }
	}
	if err := json.Unmarshal([]byte(files["zh/manifest.webmanifest"]), &manifest); err != nil || manifest.ID != "/g/zh/" || manifest.Lang != "zh-Hans" {
		t.Errorf("%v %+v", err, manifest)
	}
	for _, i := range manifest.Icons {
		if files[strings.TrimPrefix(i.Src, "../")] == "" {
			t.Errorf("there is no icon %q", i.Src)
		}
	}
	var names []string
	if err := json.Unmarshal([]byte(files["zh/search/offline.json"]), &names); err != nil || len(names) == 0 {
		t.Errorf("the list of the index: %v", err)
	}
	for _, n := range names {
		if files["zh/search/"+n] == "" {
			t.Errorf("the index has no %q", n)
		}
	}
	if page := files["zh/index.html"]; !strings.Contains(page, `<link rel="manifest" href="/g/zh/manifest.webmanifest">`) || !strings.Contains(page, "/assets/offline-") {
		t.Error("a page names neither the manifest nor the script")
	}
	if again := keeping(t, on, nil); again["sw.js"] != files["sw.js"] {
		t.Error("the worker is another one each time")
	}
	if text := keeping(t, on, fstest.MapFS{"content/zh/new.md": {Data: []byte("# 新\n")}}); text["sw.js"] != files["sw.js"] {
		t.Error("a text makes another worker")
	}
	style := keeping(t, on, fstest.MapFS{"assets/css/outside.css": {Data: []byte("p { color: red }\n")}})
	if told(t, style).Version == worker.Version {
		t.Error("a style makes no other version")
	}
}

func TestNotOffline(t *testing.T) {
	files := keeping(t, "", nil)
	if !strings.Contains(files["sw.js"], "unregister") {
		t.Errorf("what ends a former worker is %q", files["sw.js"])
	}
	for name := range files {
		for _, part := range []string{"offline", "manifest", "assets/icon-", "assets/away-", "assets/worker-", "assets/off-"} {
			if strings.Contains(name, part) {
				t.Errorf("a site that is not kept has %q", name)
			}
		}
	}
	if page := files["zh/index.html"]; strings.Contains(page, `rel="manifest"`) || strings.Contains(page, "offline-") {
		t.Error("its pages name what browsers keep sites by")
	}
	own := keeping(t, "", fstest.MapFS{"content/static/sw.js": {Data: []byte("// mine\n")}})
	if own["sw.js"] != "// mine\n" {
		t.Errorf("the owner's own worker is %q", own["sw.js"])
	}
}

func TestBadIcon(t *testing.T) {
	root := unlike(small())
	root["content/bad.png"] = &fstest.MapFile{Data: []byte("no picture")}
	root["none.png"] = root["content/bad.png"] // outside of the content
	for name, want := range map[string]string{
		"none.png":    `"outputs.offline.icon": the picture "none.png" is not there`,
		"../none.png": `"outputs.offline.icon": the picture "../none.png" is not there`,
		"bad.png":     `"outputs.offline.icon": the picture "bad.png" cannot be used: `,
	} {
		settings := string(unlike(small())["site.yaml"].Data) + "outputs: { offline: { icon: " + name + " } }\n"
		root["site.yaml"] = &fstest.MapFile{Data: []byte(settings)}
		_, found := run(t, root, memo(t), false)
		if len(found) != 1 || !strings.HasPrefix(found[0].Text, want) || found[0].Line != strings.Count(settings, "\n") {
			t.Errorf("%s: %v", name, found)
		}
	}
}
