-- Sign-ups whose address has yet to be proved by a mailed code; there is no user before that, so nobody can
-- take somebody else's address. A row is written for every address, also one that has an account.
CREATE TABLE pending_sign_ups (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL,            -- SHA-256 of what the browser was given
  email text NOT NULL,
  name text NOT NULL,
  tenant_name text NOT NULL,
  password_hash text NOT NULL,
  code_key_id text NOT NULL,            -- the master key that has sealed …
  sealed_code bytea NOT NULL,           -- … the mailed code: its hash could be guessed
  tries_left bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE UNIQUE INDEX pending_sign_ups_token ON pending_sign_ups (token_hash);
CREATE INDEX pending_sign_ups_by_email ON pending_sign_ups (email, created_at);
CREATE INDEX pending_sign_ups_by_end ON pending_sign_ups (expires_at);
