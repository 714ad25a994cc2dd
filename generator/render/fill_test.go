package render

import "testing"

func TestFill(t *testing.T) {
	for _, c := range []struct{ tag, text, value, want string }{
		{"zh-Hans", "与{lang}对照阅读", "English", "与 English 对照阅读"},
		{"zh-Hans", "与{lang}对照阅读", "日本語", "与日本語对照阅读"},
		{"zh-Hant", "{lang}版也有", "English", "English 版也有"},
		{"zh-Hans", "{lang}：更新 {lang} 了", "English", "English：更新 English 了"},
		{"zh-Hans", "{lang}", "", ""},
		{"ja", "{lang}との対訳", "English", "Englishとの対訳"},
		{"en", "Paired with {lang}", "中文", "Paired with 中文"},
	} {
		if got := (shell{tag: c.tag}).fill(c.text, "{lang}", c.value); got != c.want {
			t.Errorf("%s: got %q, want %q", c.tag, got, c.want)
		}
	}
}
