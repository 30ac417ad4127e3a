// Package fault names what can go wrong in the user's world: a few kinds, a message key with arguments, the faulty
// fields and the cause. It knows no HTTP and no language; web and cmd turn a fault into a status, an exit code and a
// sentence in the reader's language. It imports the standard library only.
package fault
