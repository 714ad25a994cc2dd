package search

import (
	"strings"
	"unicode/utf8"
)

// readable writes TeX as it is read in an excerpt: signs for their commands,
// no braces or sizes, \frac{a}{b} as a/b. What it does not know stays.
func readable(tex string) string {
	if !strings.ContainsAny(tex, `\{&~`) {
		return tex
	}
	p := plainer{rest: tex}
	p.group(0)
	return strings.Join(strings.Fields(p.out.String()), " ")
}

// maxNested is how deep groups are followed; deeper ones lose their braces alone.
const maxNested = 20

type plainer struct {
	rest string
	out  strings.Builder
}

// group writes to the end of a group.
func (p *plainer) group(depth int) {
	for p.rest != "" {
		c := p.rest[0]
		switch {
		case c == '\\':
			p.command(depth)
		case c == '{' && depth < maxNested:
			p.rest = p.rest[1:]
			p.group(depth + 1)
		case c == '}':
			p.rest = p.rest[1:]
			if depth > 0 {
				return
			}
		case c == '{':
			p.rest = p.rest[1:]
		case c == '&' || c == '~':
			p.rest = p.rest[1:]
			p.out.WriteByte(' ')
		case (c == '_' || c == '^') && len(p.rest) > 1 && p.rest[1] == '{' && depth < maxNested:
			p.rest = p.rest[1:]
			p.out.WriteByte(c)
			p.argument(depth)
		default:
			_, n := utf8.DecodeRuneInString(p.rest)
			p.out.WriteString(p.rest[:n])
			p.rest = p.rest[n:]
		}
	}
}

// argument writes a group in parentheses, or without where it is one letter,
// number or word.
func (p *plainer) argument(depth int) {
	p.rest = strings.TrimLeft(p.rest, " \n")
	if !strings.HasPrefix(p.rest, "{") || depth >= maxNested {
		_, n := utf8.DecodeRuneInString(p.rest)
		if !strings.HasPrefix(p.rest, `\`) {
			p.out.WriteString(p.rest[:n])
			p.rest = p.rest[n:]
		}
		return
	}
	p.rest = p.rest[1:]
	inner := plainer{rest: p.rest}
	inner.group(depth + 1)
	p.rest = inner.rest
	text := strings.TrimSpace(inner.out.String())
	if strings.ContainsAny(text, " +-*/=<>,|·−") {
		text = "(" + text + ")"
	}
	p.out.WriteString(text)
}

// command writes what a command stands for.
func (p *plainer) command(depth int) {
	n := 1
	for n < len(p.rest) && asciiLetter(p.rest[n]) {
		n++
	}
	if n == 1 {
		_, size := utf8.DecodeRuneInString(p.rest[1:])
		sign := p.rest[1 : 1+size]
		p.rest = p.rest[1+size:]
		switch sign {
		case ",", ";", ":", " ", `\`:
			p.out.WriteByte(' ')
		case "!", "":
		default:
			p.out.WriteString(sign)
		}
		return
	}
	name := p.rest[1:n]
	p.rest = p.rest[n:]
	switch sign, known := signs[name]; {
	case known:
		p.out.WriteString(sign)
	case name == "frac" || name == "dfrac" || name == "tfrac":
		p.argument(depth)
		p.out.WriteByte('/')
		p.argument(depth)
	case name == "sqrt":
		p.out.WriteRune('√')
		p.argument(depth)
	case name == "begin" || name == "end":
		if _, after, ok := strings.Cut(p.rest, "}"); ok && strings.HasPrefix(p.rest, "{") {
			p.rest = after
		}
		p.out.WriteByte(' ')
	case strings.Contains(dropped, " "+name+" "):
		p.rest = strings.TrimPrefix(p.rest, " ")
	default:
		p.out.WriteString(name)
		p.rest = strings.TrimLeft(p.rest, " ")
		if p.rest != "" && (asciiLetter(p.rest[0]) || p.rest[0] == '\\') {
			p.out.WriteByte(' ')
		}
	}
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// dropped are commands of looks, sizes and faces.
const dropped = " left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle mathbb mathbf mathrm mathcal mathit mathsf mathfrak " +
	"boldsymbol bm text textbf textit textrm operatorname mathop limits nolimits displaystyle textstyle scriptstyle " +
	"hat bar tilde vec dot ddot widehat widetilde overline underline underbrace overbrace boxed label tag nonumber notag rm bf mathopen mathclose "

// signs are the commands that stand for one sign.
var signs = signTable(`alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ
Phi Φ Psi Ψ Omega Ω sum ∑ prod ∏ int ∫ iint ∬ oint ∮ partial ∂ nabla ∇ infty ∞ pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet •
oplus ⊕ otimes ⊗ odot ⊙ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫
in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬
land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
mapsto ↦ longrightarrow ⟶ uparrow ↑ downarrow ↓ ldots … cdots ⋯ dots … vdots ⋮ ddots ⋱ prime ′ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ angle ∠
perp ⊥ parallel ∥ mid | vert | Vert ‖ lVert ‖ rVert ‖ lvert | rvert | langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace }
top ⊤ bot ⊥ triangleq ≜ coloneqq ≔ degree °`)

func signTable(text string) map[string]string {
	out := map[string]string{"quad": " ", "qquad": " "}
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i += 2 {
		out[words[i]] = words[i+1]
	}
	return out
}
