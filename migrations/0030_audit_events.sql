-- What was done, by whom, from where: written in the transaction of the change itself, and never changed.
-- Each row holds the hash of the row before it, so that nobody can take one out or alter it unnoticed.
-- A tenant that is deleted leaves its rows behind. The nil tenant's are the platform's own: sign-ins with
-- an address that has no account.
CREATE TABLE audit_events (
  tenant_id uuid NOT NULL,
  seq bigint NOT NULL,                  -- from 1 without gaps
  id uuid NOT NULL,
  at bigint NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'system')),
  actor_user_id uuid,                   -- of an API key: whose it is
  actor_api_key_id uuid,
  remote_address text NOT NULL,
  action text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,              -- as the API writes ids
  state_before text NOT NULL,           -- JSON with sorted keys, without secrets
  state_after text NOT NULL,
  previous_hash bytea NOT NULL,         -- of the first row: 32 zero bytes
  hash bytea NOT NULL,                  -- SHA-256 of previous_hash and the canonical JSON of the row
  CONSTRAINT audit_events_seq UNIQUE (tenant_id, seq),
  CONSTRAINT audit_events_id UNIQUE (tenant_id, id)
);
CREATE INDEX audit_events_by_time ON audit_events (tenant_id, at);
