package analysis

import (
	"context"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
)

// BuildWith makes a report behind a weaker control than Build ever does, so that the attacker's tests can be seen to find
// victims there.
func BuildWith(ctx context.Context, source *dataset.Source, opts Options, threshold int, secondary bool) (*report.Report, error) {
	return build(ctx, source, nil, opts, disclosure.Control{Threshold: threshold, Secondary: secondary})
}
