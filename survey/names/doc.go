// Package names recognises the names of a panel without holding any. The side that knows people hashes the parts of
// their names with a key; the side that has their answers gets the hashes, and the key as long as it takes to redact.
// Once the key is destroyed the hashes say nothing. It imports no other part of the program.
package names
