package image

// strokes are those of the site's icon, whose side is 32: from, to.
var strokes = [][4]int{{8, 9, 14, 9}, {8, 16, 14, 16}, {8, 23, 14, 23}, {11, 9, 11, 23}, {19, 9, 26, 9}, {25, 9, 25, 23}, {19, 9, 19, 25}}

// points is at how many points of each pixel the seal is looked at.
const points = 16

// seal draws the site's icon into a square of side pixels: it tells of each pixel
// how many of its points are red and how many are of the strokes; none is either
// outside of the corners. A full one has no corners, and its strokes are smaller.
// All is counted in whole numbers, so it is the same on every machine.
func seal(side int, full bool, pixel func(x, y, red, strokes int)) {
	for y := range side {
		for x := range side {
			point := func(i int) byte { return at(8*x+2*(i%4)+1, 8*y+2*(i/4)+1, 8*side, full) }
			red, white := 0, 0
			count := func(what byte, n int) {
				switch what {
				case 'r':
					red += n
				case 'w':
					white += n
				}
			}
			// Nothing is smaller than a pixel: with equal corners it is one colour.
			if what := point(0); what == point(3) && what == point(12) && what == point(15) {
				count(what, points)
			} else {
				for i := range points {
					count(point(i), 1)
				}
			}
			pixel(x, y, red, white)
		}
	}
}

// seal draws it on a card, in so many shades that lead from the ground, which its
// strokes show, to red.
func (c card) seal(left, top, side int, s shade) {
	seal(side, false, func(x, y, red, _ int) {
		if step := (red*s.steps + points/2) / points; step > 0 {
			c.SetColorIndex(left+x, top+y, uint8(s.first+step-1))
		}
	})
}

// at says what is at a point of a square with the side s: red, white or nothing.
func at(x, y, s int, full bool) byte {
	const scale, radius = 64 << 8, 10 << 8 // the drawing's square, and the radius of its corners
	u, v := x*scale/s, y*scale/s
	if full { // as large as fits into a circle of 4/5, with its corners
		u, v = (u-scale/2)*4/3+scale/2, (v-scale/2)*4/3+scale/2
	} else {
		off := func(a int) int { return max(radius-a, a-(scale-radius), 0) }
		if du, dv := off(u), off(v); du*du+dv*dv > radius*radius {
			return ' '
		}
	}
	const side, half = scale / 32, scale * 5 / 128 // of the strokes' square, and of their width
	for _, s := range strokes {
		dx, dy := 0, half
		if s[0] == s[2] {
			dx, dy = half, 0
		}
		if u >= s[0]*side-dx && u < s[2]*side+dx && v >= s[1]*side-dy && v < s[3]*side+dy {
			return 'w'
		}
	}
	return 'r'
}
