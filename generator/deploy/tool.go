package deploy

import (
	"fmt"
	"regexp"
	"strings"
)

// Tool is a released version of duizhao.
type Tool struct {
	Repository
	Version string // without "v": "1.2.0"
}

var versionForm = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?$`)

// ParseTool reads OWNER/REPO@VERSION, the version with or without "v".
func ParseTool(s string) (Tool, error) {
	of, version, _ := strings.Cut(s, "@")
	version = strings.TrimPrefix(version, "v")
	r, err := ParseRepository(of)
	if err != nil || !versionForm.MatchString(version) {
		return Tool{}, &Error{Text: fmt.Sprintf("%q does not name a release of duizhao", s), Hint: "write OWNER/REPO@VERSION, such as someone/duizhao@1.2.0", Use: true}
	}
	return Tool{r, version}, nil
}

func (t Tool) String() string { return t.Owner + "/" + t.Name + "@" + t.Version }

// Release is the address below which the release's files are.
func (t Tool) Release() string {
	return "https://github.com/" + t.Owner + "/" + t.Name + "/releases/download/v" + t.Version
}

// Archive is the release's file with the program for the machines of the workflow.
func (t Tool) Archive() string { return "duizhao_" + t.Version + "_linux_amd64.tar.gz" }

var sumForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// ParseSHA256 reads a checksum of 64 hexadecimal digits.
func ParseSHA256(s string) (string, error) {
	sum := strings.ToLower(s)
	if !sumForm.MatchString(sum) {
		return "", &Error{Text: fmt.Sprintf("%q is not a SHA-256", s), Hint: "it is the 64 digits before the archive's name in the release's checksums.txt", Use: true}
	}
	return sum, nil
}
