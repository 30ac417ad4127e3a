-- +goose Up
-- The coding of open answers. An answer is named by the random id that the archive gave its text; its words are in the
-- archive alone. A coder is a short code that the people store's account leads to, not the other way.

CREATE TABLE codebook (
    question TEXT NOT NULL,
    version  BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (question, version)
) /*sqlite WITHOUT ROWID*/;

-- One question of one closed wave that is being coded. Milliseconds since 1970; 0 for not yet.
CREATE TABLE desk (
    wave        TEXT NOT NULL,
    question    TEXT NOT NULL,
    seed        BYTEA NOT NULL,
    share       DOUBLE PRECISION NOT NULL,
    finished_at BIGINT NOT NULL,
    redacted_at BIGINT NOT NULL,
    PRIMARY KEY (wave, question)
) /*sqlite WITHOUT ROWID*/;

-- Every step of a coder, numbered from 1, so that the last can be undone. The newest of an answer counts.
CREATE TABLE judgement (
    wave     TEXT NOT NULL,
    question TEXT NOT NULL,
    coder    TEXT NOT NULL,
    step     BIGINT NOT NULL,
    text     TEXT NOT NULL,
    final    BOOLEAN NOT NULL,
    codable  BOOLEAN NOT NULL,
    themes   TEXT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (wave, question, coder, step)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE redaction (
    text        TEXT NOT NULL PRIMARY KEY,
    wave        TEXT NOT NULL,
    question    TEXT NOT NULL,
    release     TEXT NOT NULL,
    quote       TEXT NOT NULL,
    coder       TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE INDEX redaction_wave ON redaction (wave, question);

-- Keyed hashes of the parts of the names of a panel, until redaction ends. The key is a file and in no store.
CREATE TABLE name_hash (
    wave TEXT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (wave, hash)
) /*sqlite WITHOUT ROWID*/;

-- +goose Down
DROP TABLE name_hash;
DROP TABLE redaction;
DROP TABLE judgement;
DROP TABLE desk;
DROP TABLE codebook;
