-- A turn that a worker answers goes on beside its conversation, which is open for the next message meanwhile.
ALTER TABLE runs ADD COLUMN is_background boolean NOT NULL DEFAULT false;
UPDATE runs SET is_background = true WHERE conversation_id IS NOT NULL AND idempotency_key LIKE 'job/%'
  AND status IN ('queued', 'running', 'waiting');
DROP INDEX runs_one_active;
CREATE UNIQUE INDEX runs_one_active ON runs (conversation_id)
  WHERE conversation_id IS NOT NULL AND status IN ('running', 'waiting') AND NOT is_background;
