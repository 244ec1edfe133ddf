-- What is mailed to somebody to prove that they read an address. Only hashes are kept.
CREATE TABLE user_tokens (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users(id),
  purpose text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
  request_id uuid NOT NULL,             -- one for both addresses of a change
  email text NOT NULL,                  -- that the token proves; of a change, the one that is to be
  token_hash bytea NOT NULL,            -- SHA-256
  code_key_id text,                     -- the master key that has sealed …
  sealed_code bytea,                    -- … the short code: its hash could be guessed
  tries_left bigint NOT NULL,           -- of the code
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE UNIQUE INDEX user_tokens_hash ON user_tokens (token_hash);
CREATE INDEX user_tokens_by_user ON user_tokens (user_id, purpose, created_at);

ALTER TABLE users ADD COLUMN email_verified_at bigint;
