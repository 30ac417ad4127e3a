package report_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"realitycheck/analysis/report"
)

// A document of before has merged categories as texts; programs read them so.
func TestMergedCategoriesAreOneTextInTheDocument(t *testing.T) {
	w := report.Weighting{Merged: []report.MergedCategories{{By: "age", Values: []string{"18-34", "35-49"}}, {By: "place", Values: []string{"a"}}}}
	text, err := json.Marshal(w.Merged)
	if err != nil || string(text) != `["age: 18-34 + 35-49","place: a"]` {
		t.Errorf("got %s, %v", text, err)
	}
	var back []report.MergedCategories
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, w.Merged) {
		t.Errorf("got %+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["18-34 + 35-49"]`), &back); err == nil {
		t.Error("categories of no attribute are read")
	}
}
