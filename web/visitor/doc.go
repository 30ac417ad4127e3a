// Package visitor is a browser without scripts that goes through a survey over HTTP: it follows the personal link, presses
// Start, fills in each form that it is shown and sends it, as a hurried panel member would. It knows nothing of the
// program but its pages. The simulation, the measurements and the fault tests use it. It imports x/net/html only.
package visitor
