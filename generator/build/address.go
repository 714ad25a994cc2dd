package build

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Address is where a site will be served, and who said so.
type Address struct {
	URL  string // "" if nobody did
	From string
}

// Who says where a site will be served. The first who does is believed.
const (
	ByCaller   = "base URL" // Input.BaseURL
	ByDomain   = "CNAME"    // the file CNAME, or Input.Domain
	BySettings = "base_url" // of the settings
	ByGuess    = "guess"    // Input.GuessedURL
)

// domainFile is published at the root of a site, where GitHub Pages and others read
// the site's domain.
var domainFile = content.Static + "/" + site.CNAME().Path

// readAddress finds out where the site will be served; false means that what says so
// cannot be right.
func (b *builder) readAddress() (ok bool, err error) {
	domain, ok, err := b.domain()
	if err != nil || !ok {
		return false, err
	}
	if domain != "" {
		domain = "https://" + domain + "/"
	}
	var at Address
	for _, a := range []Address{{b.BaseURL, ByCaller}, {domain, ByDomain}, {b.settings.BaseURL, BySettings}, {b.GuessedURL, ByGuess}} {
		if a.URL != "" {
			at = a
			break
		}
	}
	if b.base, err = site.ParseBase(at.URL); err != nil {
		return false, err
	}
	if b.Served != nil {
		b.Served(at)
	}
	return true, nil
}

var domainForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$`)

// domain returns the site's domain; "" for none.
func (b *builder) domain() (domain string, ok bool, err error) {
	src, err := fs.ReadFile(b.Root, domainFile)
	if errors.Is(err, fs.ErrNotExist) {
		if b.Domain == "" || domainForm.MatchString(b.Domain) {
			return strings.ToLower(b.Domain), true, nil
		}
		b.add(diag.Diagnostic{
			Severity: diag.Error, Code: "setting", Text: fmt.Sprintf("%q, which the site is published for, is not a domain", b.Domain),
			Hint: "write the right one into " + domainFile,
		})
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("read the site's domain: %w", err)
	}
	text := strings.TrimSpace(string(src))
	if domainForm.MatchString(text) {
		return strings.ToLower(text), true, nil
	}
	d := diag.Diagnostic{
		Pos: diag.Pos{File: domainFile}, Severity: diag.Error, Code: "setting",
		Text: fmt.Sprintf("%q is not a domain", text), Hint: "write the domain alone, as in docs.example.org; one with other letters in its form that begins with xn--",
	}
	if text == "" {
		d.Text = "there is no domain in the file"
	} else {
		start := strings.Index(string(src), text)
		d.Pos = diag.Between(domainFile, src, start, start+len(text))
	}
	b.add(d)
	return "", false, nil
}
