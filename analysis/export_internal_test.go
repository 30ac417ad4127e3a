package analysis

import (
	"context"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// BuildWith makes a report behind a weaker gate than Build ever does, so that the attacker's tests can be seen to find
// victims there.
func BuildWith(ctx context.Context, source *dataset.Source, opts Options, nMin int, complement bool) (*report.Report, error) {
	return build(ctx, source, nil, opts, gate{nMin: nMin, complement: complement})
}
