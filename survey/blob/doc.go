// Package blob keeps bytes under the hash of their content: media of samples, and later whatever else must be the same
// bytes for years. Storing the same bytes twice stores them once, and a name can never point at other bytes. It imports
// the standard library and survey/fault.
package blob
