package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The forms of a bill of materials (CycloneDX 1.6, in JSON).
type (
	bom struct {
		Schema       string       `json:"$schema"`
		Format       string       `json:"bomFormat"`
		Spec         string       `json:"specVersion"`
		Serial       string       `json:"serialNumber"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Timestamp string    `json:"timestamp"`
		Component component `json:"component"`
	}
	component struct {
		Type        string     `json:"type"`
		Ref         string     `json:"bom-ref"`
		Name        string     `json:"name"`
		Version     string     `json:"version,omitempty"`
		Description string     `json:"description,omitempty"`
		Hashes      []checksum `json:"hashes,omitempty"`
		Licenses    []licence  `json:"licenses,omitempty"`
		PURL        string     `json:"purl,omitempty"`
		Properties  []property `json:"properties,omitempty"`
	}
	checksum struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	licence struct {
		License struct {
			ID string `json:"id"`
		} `json:"license"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
)

// bom lists the parts of the program. Its serial number is made of what it lists, so
// that equal lists are one list.
func (r release) bom(parts []part) ([]byte, error) {
	own := component{
		Type: "application", Ref: "duizhao", Name: "duizhao", Version: r.version, Licenses: licences("MIT"),
		Properties: []property{{"commit", r.commit}},
	}
	list := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata:     metadata{r.time.Format(time.RFC3339), own},
		Dependencies: []dependency{{Ref: own.Ref}},
	}
	for _, p := range parts {
		c := component{Type: "library", Ref: p.name + "@" + p.version, Name: p.name, Version: p.version, Description: p.about, PURL: p.purl, Licenses: licences(p.licences...)}
		if p.sum != "" { // the SHA-256 of the module's list of files with theirs
			sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(p.sum, "h1:"))
			if err != nil {
				return nil, fmt.Errorf("read the sum of %s: %w", p.name, err)
			}
			c.Hashes = []checksum{{"SHA-256", hex.EncodeToString(sum)}}
		}
		list.Components = append(list.Components, c)
		list.Dependencies[0].DependsOn = append(list.Dependencies[0].DependsOn, c.Ref)
		list.Dependencies = append(list.Dependencies, dependency{Ref: c.Ref})
	}
	slices.Sort(list.Dependencies[0].DependsOn)
	bare, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	list.Serial = serial(bare)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(list)
	return b.Bytes(), err
}

func licences(ids ...string) []licence {
	var out []licence
	for _, id := range ids {
		var l licence
		l.License.ID = id
		out = append(out, l)
	}
	return out
}

// serial makes a UUID of bytes (version 8, RFC 9562: a form of one's own).
func serial(of []byte) string {
	sum := sha256.Sum256(of)
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	x := hex.EncodeToString(id)
	return "urn:uuid:" + strings.Join([]string{x[:8], x[8:12], x[12:16], x[16:20], x[20:]}, "-")
}
