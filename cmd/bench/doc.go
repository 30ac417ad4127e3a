// Command bench measures the program as a respondent meets it and prints one table: the program on SQLite, on PostgreSQL,
// and beside them the bare program, which does the least that any program must do for the same pages. Each server runs as
// a process of its own, so that its processor time and memory are its own; the respondents come from another process,
// `realitycheck simulate`. It imports nothing of the program but the visitor, reads /proc and so runs on Linux.
package main
