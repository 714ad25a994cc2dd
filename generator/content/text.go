package content

import "duizhao/generator/diag"

// Text turns a file that stands beside the sources, such as a bibliography or a program, into
// the form that they are held in. The note, if any, says why there is none; its
// place is in the file as it is.
func Text(raw []byte) ([]byte, *diag.Note) { return normalise(raw) }
