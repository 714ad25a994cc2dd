package render

// variable writes a variable's value, as plain text; where no View knows it, as
// it was written.
func (w *writer) variable(n int) {
	name := w.doc.Vars[n].Name
	if value, ok := w.view.Vars[name]; ok {
		w.escaped(value)
		return
	}
	if _, result := w.doc.Vars[n].Result(); !result {
		name = "var." + name
	}
	w.escaped("{{" + name + "}}")
}

// alt is a picture's alternative text.
func (w *writer) alt(n int) string {
	if l := w.doc.Links[n]; l.Runs != nil {
		return w.view.Vars.Text(l.Runs)
	}
	return w.doc.Links[n].Alt
}
