package draw

import (
	"math"
	"strconv"
)

// scale maps values to places.
type scale struct {
	lo, hi float64 // of the values
	a, b   float64 // of the places
	log    bool
	ticks  []tick
}

// tick is a value that an axis names.
type tick struct {
	v    float64
	text string
}

// at returns the place of a value.
func (s scale) at(v float64) float64 {
	lo, hi := s.lo, s.hi
	if s.log {
		v, lo, hi = math.Log(v), math.Log(lo), math.Log(hi)
	}
	return s.a + (v-lo)/(hi-lo)*(s.b-s.a)
}

// inside reports whether a value lies within the scale.
func (s scale) inside(v float64) bool { return v >= s.lo && v <= s.hi }

// clamp returns the nearest value within the scale.
func (s scale) clamp(v float64) float64 { return min(max(v, s.lo), s.hi) }

// extent is the least and the greatest of values; what is missing does not count.
type extent struct{ lo, hi float64 }

func noExtent() extent { return extent{math.Inf(1), math.Inf(-1)} }

func (e *extent) add(vs ...float64) {
	for _, v := range vs {
		if !math.IsNaN(v) {
			e.lo, e.hi = min(e.lo, v), max(e.hi, v)
		}
	}
}

// axisOf makes a scale for values with about n ticks. An author's range stands
// as it is; else the ends are ticks themselves.
func axisOf(e extent, own *[2]float64, log bool, n int) scale {
	n = max(n, 2)
	if own != nil {
		e = extent{own[0], own[1]}
	}
	if e.lo > e.hi {
		e = extent{0, 1}
		if log {
			e = extent{1, 10}
		}
	}
	if log {
		return logAxis(e, own != nil, n)
	}
	if e.hi-e.lo <= 1e-9*max(math.Abs(e.lo), math.Abs(e.hi)) { // equal, as far as ticks could tell
		d := max(math.Abs(e.lo)*.1, .5)
		e = extent{e.lo - d, e.hi + d}
	}
	step := nice((e.hi - e.lo) / float64(n))
	s := scale{lo: e.lo, hi: e.hi}
	if own == nil {
		s.lo, s.hi = math.Floor(e.lo/step+1e-9)*step, math.Ceil(e.hi/step-1e-9)*step
	}
	s.ticks = steps(s.lo, s.hi, step)
	return s
}

// nice returns the least of 1, 2, 5 × a power of ten that is not below v.
func nice(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= v*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// steps lists the multiples of a step, a nice number, from lo to hi.
func steps(lo, hi, step float64) []tick {
	digits := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	var out []tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+step*1e-9; i++ {
		out = append(out, tick{i * step, written(strconv.FormatFloat(i*step+0, 'f', digits, 64))})
		if out[len(out)-1].v == 0 {
			out[len(out)-1] = tick{0, "0"}
		}
	}
	return out
}

// logAxis names powers of ten, and numbers between where these are few.
func logAxis(e extent, own bool, n int) scale {
	if e.hi <= e.lo*1.001 {
		e = extent{e.lo / 2, e.hi * 2}
	}
	s := scale{lo: e.lo, hi: e.hi, log: true}
	between := [][]float64{{1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}, {1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9}}
	for i, ms := range between {
		finer := scale{lo: e.lo, hi: e.hi, log: true}
		if !own {
			finer.lo, finer.hi = below(e.lo, ms), above(e.hi, ms)
		}
		finer.ticks = logTicks(finer.lo, finer.hi, ms)
		if i > 0 && len(finer.ticks) > n+1 {
			break
		}
		s = finer
	}
	for every := 2; len(s.ticks) > 2*n; every++ {
		all := logTicks(s.lo, s.hi, []float64{1})
		s.ticks = nil
		for i := 0; i < len(all); i += every {
			s.ticks = append(s.ticks, all[i])
		}
	}
	return s
}

func logTicks(lo, hi float64, ms []float64) []tick {
	var out []tick
	for k := math.Floor(math.Log10(lo)); k <= math.Ceil(math.Log10(hi)); k++ {
		for _, m := range ms {
			v := m * math.Pow(10, k)
			if v >= lo*(1-1e-9) && v <= hi*(1+1e-9) {
				out = append(out, tick{v, written(strconv.FormatFloat(v, 'f', digits(m, k), 64))})
			}
		}
	}
	return out
}

// digits is how many stand behind the point in m × 10^k.
func digits(m, k float64) int {
	d := -int(k)
	if m != math.Trunc(m) {
		d++
	}
	return max(d, 0)
}

func below(v float64, ms []float64) float64 {
	out := math.Pow(10, math.Floor(math.Log10(v)))
	for _, t := range logTicks(out, v, ms) {
		out = t.v
	}
	return min(out, v)
}

func above(v float64, ms []float64) float64 {
	top := math.Pow(10, math.Ceil(math.Log10(v)))
	if t := logTicks(v, top, ms); len(t) > 0 {
		return max(t[0].v, v)
	}
	return max(top, v)
}

// timeAxis is axisOf for dates: whole years, or months where these are few.
func timeAxis(e extent, own *[2]float64, n int) scale {
	if own != nil {
		e = extent{own[0], own[1]}
	}
	if e.hi-e.lo < 1.0/365 {
		e = extent{e.lo - .5, e.hi + .5}
	}
	s := scale{lo: e.lo, hi: e.hi}
	for _, months := range []int{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000} {
		s.ticks = nil
		first := int(math.Ceil(e.lo*12-1e-6)+float64(months)-1) / months * months
		for m := first; float64(m)/12 <= e.hi+1e-9 && len(s.ticks) <= n+1; m += months {
			text := strconv.Itoa(m / 12)
			if months < 12 {
				text += "-" + strconv.Itoa(100 + m%12 + 1)[1:]
			}
			s.ticks = append(s.ticks, tick{float64(m) / 12, text})
		}
		if len(s.ticks) <= n {
			break
		}
	}
	return s
}

// behind puts a sign behind the ticks.
func (s *scale) behind(sign string) {
	for i := range s.ticks {
		s.ticks[i].text += sign
	}
}

func (s scale) texts() []string {
	var out []string
	for _, t := range s.ticks {
		out = append(out, t.text)
	}
	return out
}
