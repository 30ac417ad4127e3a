// Package quality judges how people took part: flags of answers that deserve a second look (METHODS 9), and the rates of
// those who came, stopped and returned (METHODS 6). A flag deletes nothing: a report is made with all responses, and may
// show beside it the figures without those that have one.
//
// It imports survey and its archives. Reports and package verify compute through it alike; who was too fast is judged before the
// archive is written, in package survey/speeder.
package quality
