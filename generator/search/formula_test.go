package search

import (
	"strings"
	"testing"
)

func TestReadable(t *testing.T) {
	for tex, want := range map[string]string{
		`x + y`:     `x + y`,
		`\log D(x)`: `log D(x)`,
		`\mathbb{E}_{x \sim p_{\text{data}}}[\log D(x)]`:  `E_(x ∼ p_data)[log D(x)]`,
		`\frac{p_d(x)}{p_d(x) + p_g(x)}`:                  `p_d(x)/(p_d(x) + p_g(x))`,
		`\theta \leftarrow \theta - \eta \nabla_\theta L`: `θ ← θ - η ∇_θ L`,
		`\sum_{i=1}^{n} x_i^2 \le 1`:                      `∑_(i=1)^n x_i^2 ≤ 1`,
		`\begin{aligned} a &= b \\ c &= d \end{aligned}`:  `a = b c = d`,
		`\left( \sqrt{2} \right)\,`:                       `( √2 )`,
		`\max_G \min D`:                                   `max_G min D`,
		`\{1, 2\}`:                                        `{1, 2}`,
		`{{a}`:                                            `a`,
		`a}} \`:                                           `a`,
		`\frac`:                                           `/`,
	} {
		if got := readable(tex); got != want {
			t.Errorf("%s\n got %s\nwant %s", tex, got, want)
		}
	}
	readable(strings.Repeat(`{\frac{`, 200000))
}
