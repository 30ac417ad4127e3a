package stats

// Level is the level of confidence of every published interval.
const Level = 0.95
