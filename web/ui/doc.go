// Package ui holds what pages look like: layouts, shared parts, one folder a page, and the static files, all embedded.
// Templates are parsed once; a page is a file that names its layout and fills the blocks of it. It imports the standard
// library only.
package ui
