package markdown_test

import (
	"testing"

	"duizhao/generator/markdown"
)

// TestSmart holds English text to its typographic signs: what is read of one
// paragraph.
func TestSmart(t *testing.T) {
	english, chinese := markdown.NewParser(markdown.Site("en-GB", false)), markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, c := range []struct{ name, src, want string }{
		{"a quotation", "\"hello\"", "“hello”"},
		{"single quotes", "'hello'", "‘hello’"},
		{"two words", "\"hello there\"", "“hello there”"},
		{"a comma inside", "\"Yes,\" he said.", "“Yes,” he said."},
		{"a full stop inside", "He said \"yes.\"", "He said “yes.”"},
		{"a stop behind", "He said \"yes\".", "He said “yes”."},
		{"in brackets", "(\"yes\")", "(“yes”)"},
		{"brackets in quotes", "\"(yes)\"", "“(yes)”"},
		{"square brackets", "\\[\"yes\"\\]", "[“yes”]"},
		{"nested", "\"'Yes,' she said\"", "“‘Yes,’ she said”"},
		{"nested at the end", "\"She said 'yes'\"", "“She said ‘yes’”"},
		{"nested the other way", "'She said \"yes\"'", "‘She said “yes”’"},
		{"a question mark", "\"Really?\"", "“Really?”"},
		{"a year at the end", "\"It was 1999\"", "“It was 1999”"},
		{"a price", "for \"$5\" only", "for “$5” only"},
		{"a price in brackets", "(\"$5\")", "(“$5”)"},
		{"a percentage", "\"50%\" of it", "“50%” of it"},
		{"an apostrophe", "don't", "don’t"},
		{"a genitive", "Anna's book", "Anna’s book"},
		{"a plural genitive", "the students' books", "the students’ books"},
		{"two apostrophes", "couldn't've", "couldn’t’ve"},
		{"a name", "O'Brien and d'Arc", "O’Brien and d’Arc"},
		{"a decade", "the '90s", "the ’90s"},
		{"a decade written out", "the 1990's", "the 1990’s"},
		{"a year", "class of '99.", "class of ’99."},
		{"a decade in quotes", "the '90s' sound", "the ‘90s’ sound"},
		{"a number in quotes", "it is '42'", "it is ‘42’"},
		{"it is", "'tis the season", "’tis the season"},
		{"it was, in quotes", "\"'Twas night\"", "“’Twas night”"},
		{"them", "get 'em all", "get ’em all"},
		{"and", "rock 'n' roll", "rock ’n’ roll"},
		{"a genitive of a quotation", "\"Hamlet\"'s end", "“Hamlet”’s end"},
		{"a genitive of an abbreviation", "the U.S.'s share", "the U.S.’s share"},
		{"a genitive of brackets", "the board (old)'s view", "the board (old)’s view"},
		{"feet and inches", "he is 5'10\" tall", "he is 5'10\" tall"},
		{"feet and inches in quotes", `"he is 5'10" tall"`, `“he is 5'10" tall”`},
		{"inches", "a 12\" disc", "a 12\" disc"},
		{"feet", "6' deep", "6' deep"},
		{"feet and inches apart", "6' 2\" high", "6' 2\" high"},
		{"a sign by itself", "the sign \" here", "the sign \" here"},
		{"single by itself", "the sign ' here", "the sign ' here"},
		{"nothing but a sign", "\"", "\""},
		{"an unclosed one", "\"So it begins", "“So it begins"},
		{"an escape", `\"a\"`, `"a"`},
		{"an escaped apostrophe", `don\'t`, "don't"},
		{"a reference", "&quot;a&quot;", "\"a\""},
		{"quotes around a reference", "\"&amp;\"", "“&”"},
		{"quotes around code", "\"`x`\"", "“x”"},
		{"code and a genitive", "`x`'s", "x’s"},
		{"code in a longer quotation", "\"see `x`\"", "“see x”"},
		{"quotes in code", "`\"x\" 'y' -- ...`", "\"x\" 'y' -- ..."},
		{"emphasis inside", "\"*x*\"", "“x”"},
		{"emphasis outside", "*\"x\"*", "“x”"},
		{"strong and a genitive", "**Anna**'s", "Anna’s"},
		{"a quotation that begins with strong", "\"**Yes** or no\"", "“Yes or no”"},
		{"strong emphasis in a word", "a \"***b***\" c", "a “b” c"},
		{"a link inside", "\"[x](y.md)\"", "“x”"},
		{"a link outside", "[\"x\"](y.md)", "“x”"},
		{"a formula inside", "\"$x$\"", "“x”"},
		{"quotes in a formula", "$f'' = \\text{\"a\"}$", "f'' = \\text{\"a\"}"},
		{"a prime behind a formula", "$x$'s", "x’s"},
		{"a picture inside", "\"![x](y.png)\"", "“x”"},
		{"a tag inside", "\"<b>x</b>\"", "“x”"},
		{"a comment between", "\"<!-- -->x\"", "“x”"},
		{"quotes behind code in a list", "- `x`\n- 'q' w", "x\n‘q’ w"},
		{"Han inside", "\"汉字\"", "“汉字”"},
		{"across lines", "\"a\nb\"", "“a b”"},
		{"at the start of a line", "a\n\"b\"", "a “b”"},
		{"curly ones stay", "“a” ‘b’ don’t", "“a” ‘b’ don’t"},
		{"a range", "1914--1918", "1914–1918"},
		{"a dash with spaces", "a -- b", "a – b"},
		{"a long dash", "a---b", "a—b"},
		{"a dash and a quotation", "so---\"yes\"---no", "so—“yes”—no"},
		{"a dash that breaks off", "\"but---\"", "“but—”"},
		{"a hyphen", "well-known", "well-known"},
		{"four hyphens", "a ---- b", "a ---- b"},
		{"an option", "use --all here", "use --all here"},
		{"an option in brackets", "(--all)", "(--all)"},
		{"an arrow", "a --> b", "a --> b"},
		{"an arrow back", "a <-- b", "a <-- b"},
		{"escaped hyphens", "a \\-- b", "a -- b"},
		{"three dots", "wait...", "wait…"},
		{"dots and a full stop", "wait.... No", "wait…. No"},
		{"two dots", "a..b", "a..b"},
		{"many dots", "a ...... b", "a ...... b"},
		{"a path", "run ./... now", "run ./... now"},
		{"dots in quotes", "\"... and so on\"", "“… and so on”"},
		{"an address", "https://e.org/a--b", "https://e.org/a--b"},
		{"an address in brackets", "<https://e.org/a--b...'c'>", "https://e.org/a--b...'c'"},
		{"a variable inside", "\"{{var.x}}\"", "“x”"},
		{"deleted text", "\"~~x~~\"", "“x”"},
	} {
		got := ""
		for _, b := range english.Parse([]byte(c.src)).Blocks {
			got += b.Text()
		}
		if got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.src, got, c.want)
		}
		// With what stands before it in the paragraph.
		again := english.Parse([]byte("word " + c.src)).Blocks[0].Text()
		if got := []rune(again)[len("word "):]; c.src[0] != '-' && string(got) != c.want && c.src != `"` {
			t.Errorf("%s, behind a word: %s\n got %s\nwant %s", c.name, c.src, string(got), c.want)
		}
	}
	for _, src := range []string{`他说"好"`, "don't -- 1914--1918..."} {
		if got := chinese.Parse([]byte(src)).Blocks[0].Text(); got != src {
			t.Errorf("Chinese text is changed: %s", got)
		}
	}
}
