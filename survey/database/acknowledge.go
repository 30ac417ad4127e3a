//go:build !ackearly

package database

// acknowledgeEarly is the fault that the kill test must find: a build with the tag ackearly answers before the commit.
const acknowledgeEarly = false

// delayCommit does nothing; see the build with the tag ackearly.
func delayCommit() {}
