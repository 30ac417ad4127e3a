-- +goose Up
-- Whether the members of a panel are colleagues or the public. Until now there were two panels, of which one was outside;
-- a panel that nobody declared counts as one of colleagues, which protects more.
ALTER TABLE panel ADD COLUMN kind TEXT NOT NULL DEFAULT 'staff';

UPDATE panel SET kind = 'public' WHERE code = 'external';

-- +goose Down
ALTER TABLE panel DROP COLUMN kind;
