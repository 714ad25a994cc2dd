package search

import (
	"slices"
	"strings"
	"testing"
)

func TestPinyin(t *testing.T) {
	tests := []struct{ heading, want string }{
		{"规划", "guihua hua gh"},
		{"银行", "hang xing yinhang yinxing yh yx"},
		{"绿色", "lvse se ls"},
		{"用 Go 写", "goxie xie yonggoxie gx ygx"},
		{"第 7 章", "7zhang di7zhang zhang 7z d7z"},
		{"μ代数", "daishu shu μdaishu ds μds"},          // an initial is a character, not a byte
		{"参差", "cancha canci cencha cenci cha ci cc"}, // as a word, and as its characters are read alone
		{"题目的", "de di mude mudi timude timudi md tmd"},
		{"Python", ""},
		{"", ""},
	}
	for _, tt := range tests {
		c := collector{readings: &readings{}}
		folded, _ := fold(tt.heading)
		c.pinyin(0, folded)
		slices.Sort(c.terms)
		got := strings.Join(c.terms, " ")
		got = strings.NewReplacer(spelledKey, "", initialsKey, "").Replace(got)
		if got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.heading, got, tt.want)
		}
	}
}
