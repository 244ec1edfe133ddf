-- The run of which a fork took over the steps before the one it began from.
ALTER TABLE runs ADD COLUMN forked_from uuid;
CREATE INDEX runs_forks ON runs (forked_from, id) WHERE forked_from IS NOT NULL;
