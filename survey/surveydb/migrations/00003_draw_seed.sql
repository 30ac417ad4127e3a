-- +goose Up
-- What the samples of a panel are drawn with. Whoever knew it could work out from the order in which a respondent saw the
-- samples, which the archive keeps, how early that respondent came; so it is random, and goes when the wave closes.
ALTER TABLE draw ADD COLUMN seed BIGINT NOT NULL DEFAULT 0;

UPDATE draw SET seed = /*sqlite random()*/ /*postgres CAST(random() * 9007199254740991 AS BIGINT)*/;

DELETE FROM draw WHERE wave IN (SELECT code FROM wave WHERE state = 'closed');

-- +goose Down
ALTER TABLE draw DROP COLUMN seed;
