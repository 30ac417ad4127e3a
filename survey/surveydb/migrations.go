package surveydb

import (
	"context"
	"embed"
	"io/fs"

	"realitycheck/survey/database"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations gives the schema of the answer store, for database.Migrate.
func Migrations() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

// Open opens an answer store and brings it to the schema of this program.
func Open(ctx context.Context, address string) (*database.DB, error) {
	db, err := database.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := database.Migrate(ctx, db, Migrations()); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}
