package render

// Broken returns the HTML that the preview shows in place of a formula or a
// piece of code that could not be set: its source, and the message.
func Broken(source, message string) string {
	w := &writer{}
	w.WriteString(`<code class="broken-leaf">`)
	w.escaped(source)
	w.WriteString(`</code> <span class="broken-leaf">`)
	w.escaped(message)
	w.WriteString(`</span>`)
	return w.String()
}
