-- +goose Up
CREATE TABLE panel (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL -- JSON, a text for each language
);

CREATE TABLE member (
    uid     BYTEA PRIMARY KEY, -- 16 random bytes
    panel   TEXT NOT NULL REFERENCES panel (code),
    email   TEXT NOT NULL,
    name    TEXT NOT NULL,
    lang    TEXT NOT NULL,
    profile TEXT NOT NULL, -- JSON, attribute to category
    created TIMESTAMP NOT NULL,
    UNIQUE (panel, email)
);

CREATE TABLE invite (
    wave         TEXT NOT NULL,
    uid          BYTEA NOT NULL REFERENCES member (uid),
    sent_at      TIMESTAMP,
    reminded     INTEGER NOT NULL,
    reminded_at  TIMESTAMP,
    participated BOOLEAN,
    PRIMARY KEY (wave, uid)
);

CREATE INDEX invite_uid ON invite (uid);

-- Neither text nor link: a letter is made when it is sent.
CREATE TABLE outbox (
    id           TEXT PRIMARY KEY,
    wave         TEXT NOT NULL,
    uid          BYTEA NOT NULL REFERENCES member (uid),
    letter       TEXT NOT NULL,
    round        INTEGER NOT NULL,
    state        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    run_at       TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    leased_by    TEXT NOT NULL,
    message_id   TEXT NOT NULL,
    reason       TEXT NOT NULL,
    UNIQUE (wave, uid, letter, round)
);

CREATE INDEX outbox_due ON outbox (state, run_at);
CREATE INDEX outbox_uid ON outbox (uid);

CREATE TABLE staff (
    email    TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    roles    TEXT NOT NULL, -- JSON list
    disabled BOOLEAN NOT NULL,
    created  TIMESTAMP NOT NULL,
    revision INTEGER NOT NULL
);

CREATE TABLE session (
    token  TEXT PRIMARY KEY, -- hash of what the cookie holds
    data   BYTEA NOT NULL,
    expiry TIMESTAMP NOT NULL
);

CREATE INDEX session_expiry ON session (expiry);

CREATE TABLE audit (
    id     TEXT PRIMARY KEY,
    at     TIMESTAMP NOT NULL,
    staff  TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE INDEX audit_at ON audit (at);

INSERT INTO panel (code, name) VALUES
    ('internal', '{"nl": "Intern panel", "en": "Internal panel"}'),
    ('external', '{"nl": "Extern panel", "en": "External panel"}');

-- +goose Down
DROP TABLE audit;
DROP TABLE session;
DROP TABLE staff;
DROP TABLE outbox;
DROP TABLE invite;
DROP TABLE member;
DROP TABLE panel;
