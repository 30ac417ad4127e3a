package stats

import "math"

// The library subtracts logarithms of gamma that grow with the sample, and so loses digits with the degrees of freedom:
// at a million its t quantile is off by 1e-10 and its tail by 2e-10 of itself. The functions here keep 1e-12 there.

// TQuantile returns the p-quantile of Student's t with df degrees of freedom (df > 0, may be +Inf).
func TQuantile(p, df float64) float64 {
	switch {
	case math.IsNaN(p) || !(df > 0) || p < 0 || p > 1:
		return math.NaN()
	case p == 0.5:
		return 0
	case p == 0 || p == 1:
		return math.Inf(int(2*p - 1))
	case math.IsInf(df, 1):
		return normalQuantile(p)
	}
	two := 2 * math.Min(p, 1-p)
	z := normalQuantile(two / 2)
	near := -z * (1 + (z*z+1)/(4*df)) // first terms of Cornish and Fisher (1938)
	u := improveLogit(math.Log(df/(near*near)), two, df/2, 0.5)
	return math.Copysign(math.Sqrt(df*math.Exp(-u)), p-0.5)
}

// TTwoSided returns P(|T| > |t|) for Student's t with df degrees of freedom (df > 0, may be +Inf).
func TTwoSided(t, df float64) float64 {
	if math.IsNaN(t) || !(df > 0) {
		return math.NaN()
	}
	if math.IsInf(df, 1) {
		return math.Erfc(math.Abs(t) / math.Sqrt2)
	}
	if math.IsInf(t, 0) {
		return 0
	}
	s := t * t
	lower, _ := regularBeta(df/(df+s), s/(df+s), df/2, 0.5)
	return lower
}

// BetaQuantile returns the p-quantile of the beta distribution with shapes a, b > 0.
func BetaQuantile(p, a, b float64) float64 {
	switch {
	case math.IsNaN(p) || p < 0 || p > 1 || !(a > 0) || !(b > 0):
		return math.NaN()
	case p == 0 || p == 1:
		return p
	}
	u := logitBetaQuantile(p, 1-p, a, b)
	return 1 / (1 + math.Exp(-u))
}

// FUpper returns P(F > x) for the F distribution with d1 and d2 degrees of freedom.
func FUpper(x, d1, d2 float64) float64 {
	if math.IsNaN(x) || !(d1 > 0) || !(d2 > 0) {
		return math.NaN()
	}
	if x <= 0 {
		return 1
	}
	s := d1 * x
	lower, _ := regularBeta(d2/(d2+s), s/(d2+s), d2/2, d1/2)
	return lower
}

// normalQuantile returns the p-quantile of the standard normal distribution.
func normalQuantile(p float64) float64 {
	return -math.Sqrt2 * math.Erfcinv(2*p)
}

// logitBetaQuantile returns log(x/(1-x)) of the quantile x with P(X <= x) = p and P(X > x) = q.
func logitBetaQuantile(p, q, a, b float64) float64 {
	if p > q {
		return -logitBetaQuantile(q, p, b, a)
	}
	u := math.Log(a / b)
	if a > 1 && b > 1 {
		u += normalQuantile(p) * math.Sqrt(1/a+1/b)
	}
	return improveLogit(u, p, a, b)
}

// improveLogit leads u to the logit of the p-quantile of the beta distribution.
//
// On the logit scale the density is log-concave, so that Newton's method on the logarithm of the tail converges
// fast; a bracket catches the steps that leave the range of floating point. The quantile keeps its relative
// precision near 0 and near 1.
func improveLogit(u, p, a, b float64) float64 {
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		x, y := 1/(1+math.Exp(-u)), 1/(1+math.Exp(u))
		lower, _ := regularBeta(x, y, a, b)
		if lower < p {
			low = u
		} else {
			high = u
		}
		step := math.Log(lower/p) * lower / betaPower(x, y, a, b)
		next := u - step
		if !(next > low && next < high) {
			next = inside(low, high, u)
		}
		done := math.Abs(next-u) <= 1e-15*(1+math.Abs(u))
		u = next
		if done {
			break
		}
	}
	return u
}

// inside returns a point between low and high, either of which may still be infinite.
func inside(low, high, u float64) float64 {
	switch {
	case math.IsInf(low, -1):
		return u - 2*(1+math.Abs(u))
	case math.IsInf(high, 1):
		return u + 2*(1+math.Abs(u))
	}
	return low + (high-low)/2
}

// regularBeta returns I_x(a, b) and its complement; y = 1-x is passed to keep its digits.
func regularBeta(x, y, a, b float64) (lower, upper float64) {
	switch {
	case x <= 0:
		return 0, 1
	case y <= 0:
		return 1, 0
	case x > (a+1)/(a+b+2):
		upper = betaPower(x, y, a, b) * betaFraction(y, x, b, a)
		return 1 - upper, upper
	}
	lower = betaPower(x, y, a, b) * betaFraction(x, y, a, b)
	return lower, 1 - lower
}

// betaFraction evaluates the continued fraction of Didonato and Morris (1992) for I_x(a, b) over x^a y^b / B(a, b) by
// the modified method of Lentz (1976). Its terms hold y apart, so that nothing cancels for x close to 1 and large a. It
// converges fast for x below the mean.
func betaFraction(x, y, a, b float64) float64 {
	base := a*y - b*x + 1
	f := a * base / (a + 1)
	c, d := f, 0.0
	for n := 1.0; n < 100_000; n++ {
		middle := a + 2*n - 1
		numerator := (a + n - 1) / middle * ((a + b + n - 1) / middle) * n * (b - n) * x * x
		denominator := n + n*(b-n)*x/middle + (a+n)*(base+n*(1+y))/(a+2*n+1)
		d = 1 / (denominator + numerator*d)
		c = denominator + numerator/c
		f *= c * d
		if math.Abs(c*d-1) < 4e-16 {
			break
		}
	}
	return 1 / f
}

// betaPower returns x^a y^b / B(a, b) by saddle point terms (Loader 2000), which stay exact where the
// logarithms of gamma would cancel.
func betaPower(x, y, a, b float64) float64 {
	n := a + b
	log := stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n*x) - deviance(b, n*y)
	return math.Exp(log) * math.Sqrt(a*b/(2*math.Pi*n))
}

// stirlingError returns log(Γ(z+1)) minus Stirling's approximation of it.
func stirlingError(z float64) float64 {
	if z < 10 {
		g, _ := math.Lgamma(z + 1)
		return g - (z+0.5)*math.Log(z) + z - 0.5*math.Log(2*math.Pi)
	}
	s := 1 / (z * z)
	series := 1.0/12 + s*(-1.0/360+s*(1.0/1260+s*(-1.0/1680+s*(1.0/1188+s*(-691.0/360360+s/156)))))
	return series / z
}

// deviance returns x log(x/m) + m - x without cancellation when x is close to m.
func deviance(x, m float64) float64 {
	if math.Abs(x-m) > 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	sum, term := (x-m)*v, 2*x*v
	for j := 3.0; j < 2000; j += 2 {
		term *= v * v
		next := sum + term/j
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}
