package web

// weighPath is the page on which the weights of a wave are made.
func weighPath(wave string) string { return resultsPath + "/weging/" + wave }
