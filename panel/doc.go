// Package panel knows people: panels, their members, who was invited, the staff and what each role may do. It is the only
// side of the program that does, and nothing of it ever stands beside an answer. The rules are pure; the tables are in
// panel/paneldb. It imports the standard library, x/text and the packages under survey.
package panel
