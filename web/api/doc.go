// Package api holds the description of the interface for programs, in OpenAPI. It imports the standard library only.
package api
