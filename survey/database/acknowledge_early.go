//go:build ackearly

package database

import "time"

const acknowledgeEarly = true

// delayCommit keeps what was acknowledged in memory for a moment, as a program does that answers first and writes later.
func delayCommit() { time.Sleep(30 * time.Millisecond) }
