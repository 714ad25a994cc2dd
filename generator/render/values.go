package render

// variable writes a variable's value, as plain text; where no View knows it, as
// it was written.
func (w *writer) variable(n int) {
	v := w.doc.Vars[n]
	if value, ok := w.view.Vars[v.Name]; ok {
		w.escaped(value)
		return
	}
	w.escaped(v.String())
}

// alt is a picture's alternative text.
func (w *writer) alt(n int) string {
	if l := w.doc.Links[n]; l.Runs != nil {
		return w.view.Vars.Text(l.Runs)
	}
	return w.doc.Links[n].Alt
}
