package verify

import (
	"math"

	"realitycheck/analysis/stats"
)

func runSpecial(f *frame) ([]way, error) {
	results := []any{}
	for _, c := range f.spec.Calls {
		arguments := map[string]int{"qt": 2, "p_t_two_sided": 2, "qbeta": 3, "p_f_upper": 3}
		if want, ok := arguments[c.F]; !ok || len(c.Args) != want {
			return nil, &stats.Error{Code: codeBadSpec, Var: c.F, Detail: "unknown function or wrong number of arguments"}
		}
		results = append(results, record{"f": c.F, "args": c.Args, "value": num(special(c.F, c.Args))})
	}
	return shipped("distributions", results), nil
}

func special(name string, args []float64) float64 {
	switch name {
	case "qt":
		return stats.TQuantile(args[0], args[1])
	case "p_t_two_sided":
		return stats.TTwoSided(args[0], args[1])
	case "qbeta":
		return stats.BetaQuantile(args[0], args[1], args[2])
	case "p_f_upper":
		return stats.FUpper(args[0], args[1], args[2])
	}
	return math.NaN()
}
