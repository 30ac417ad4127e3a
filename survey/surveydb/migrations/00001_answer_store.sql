-- +goose Up
-- No table has a number that counts up or a moment that tells the order of arrival; on SQLite rows lie in the order of
-- their keys, which are random or codes.

CREATE TABLE framework (
    code    TEXT NOT NULL,
    version TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (code, version)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE questionnaire (
    code    TEXT NOT NULL,
    version TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (code, version)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE sample (
    code        TEXT NOT NULL PRIMARY KEY,
    body        TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE medium (
    hash TEXT NOT NULL PRIMARY KEY,
    mime TEXT NOT NULL,
    size BIGINT NOT NULL
) /*sqlite WITHOUT ROWID*/;

-- Moments that page saves compare are milliseconds since 1970, so that both dialects compare them alike.
CREATE TABLE wave (
    code         TEXT NOT NULL PRIMARY KEY,
    year         BIGINT NOT NULL,
    state        TEXT NOT NULL,
    paused       BOOLEAN NOT NULL,
    opens        BIGINT NOT NULL,
    closes       BIGINT NOT NULL,
    closing_at   BIGINT NOT NULL,
    closing_step TEXT NOT NULL,
    revision     BIGINT NOT NULL,
    body         TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

-- Apart from the wave, whose row every page save reads.
CREATE TABLE instrument (
    wave TEXT NOT NULL PRIMARY KEY REFERENCES wave (code),
    body TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE ticket (
    lookup    BYTEA NOT NULL PRIMARY KEY,
    wave      TEXT NOT NULL,
    panel     TEXT NOT NULL,
    pseudonym BYTEA NOT NULL UNIQUE,
    strata    TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE INDEX ticket_wave ON ticket (wave, panel);

CREATE TABLE draw (
    wave  TEXT NOT NULL,
    panel TEXT NOT NULL,
    drawn BIGINT NOT NULL,
    PRIMARY KEY (wave, panel)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE response (
    id           TEXT NOT NULL PRIMARY KEY,
    wave         TEXT NOT NULL,
    panel        TEXT NOT NULL,
    pseudonym    BYTEA NOT NULL UNIQUE,
    strata       TEXT NOT NULL,
    sample_order TEXT NOT NULL,
    finished     BOOLEAN NOT NULL,
    day          TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE INDEX response_wave ON response (wave, panel);

CREATE TABLE page (
    response TEXT NOT NULL,
    step     TEXT NOT NULL,
    revision BIGINT NOT NULL,
    device   BYTEA NOT NULL,
    answers  BYTEA NOT NULL,
    seconds  BIGINT NOT NULL,
    PRIMARY KEY (response, step)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE closed_link (
    hash BYTEA NOT NULL PRIMARY KEY,
    wave TEXT NOT NULL
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE outcome (
    wave      TEXT NOT NULL,
    panel     TEXT NOT NULL,
    invited   BIGINT NOT NULL,
    started   BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    partial   BIGINT NOT NULL,
    break_off BIGINT NOT NULL,
    PRIMARY KEY (wave, panel)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE archive (
    wave       TEXT NOT NULL PRIMARY KEY,
    dir        TEXT NOT NULL,
    hashes     TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
) /*sqlite WITHOUT ROWID*/;

-- +goose Down
DROP TABLE archive;
DROP TABLE outcome;
DROP TABLE closed_link;
DROP TABLE page;
DROP TABLE response;
DROP TABLE draw;
DROP TABLE ticket;
DROP TABLE instrument;
DROP TABLE wave;
DROP TABLE medium;
DROP TABLE sample;
DROP TABLE questionnaire;
DROP TABLE framework;
