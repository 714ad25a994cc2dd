package site

import (
	"slices"
	"strings"
)

// devices are the names that Windows keeps for its devices, in every folder and with
// any ending.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$"}

// Unportable says why a file or folder cannot have a name on Windows; "" if it can.
func Unportable(name string) string {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToLower(strings.TrimRight(base, " "))
	port, number := "", ""
	if len(base) > 3 {
		port, number = base[:3], base[3:]
	}
	switch {
	case slices.Contains(devices, base), (port == "com" || port == "lpt") && slices.Contains(ports, number):
		return "is that of a device on Windows"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "ends with a dot or a space, which Windows leaves out"
	case strings.ContainsAny(name, `<>:"|?*`):
		return `has one of < > : " | ? *, which no name on Windows has`
	}
	return ""
}

// ports are the numbers of the devices com1, lpt1 and so on.
var ports = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"}
