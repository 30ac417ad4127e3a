// Package databasetest gives tests a fresh store: an SQLite file in the test's folder or, when REALITYCHECK_TEST_POSTGRES
// holds the postgres:// address of a server where databases may be made, a database of its own there, dropped at the end.
package databasetest
