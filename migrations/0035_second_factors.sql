-- The second factor of people: one authenticator app (RFC 6238), and codes for when it is lost.

CREATE TABLE second_factors (
  user_id uuid PRIMARY KEY REFERENCES users(id),
  master_key_id text NOT NULL,
  sealed_secret bytea NOT NULL,
  confirmed_at bigint,                  -- null: being set up, asks nobody for anything yet
  last_step bigint NOT NULL,            -- the newest time step whose code was used: never again
  failures bigint NOT NULL,             -- wrong codes since the last right one
  locked_until bigint NOT NULL,         -- 0, or until when further tries are turned away
  created_at bigint NOT NULL
);

CREATE TABLE recovery_codes (
  code_hash bytea NOT NULL,             -- SHA-256; a code is 80 random bits
  user_id uuid NOT NULL REFERENCES users(id),
  created_at bigint NOT NULL,
  used_at bigint,
  PRIMARY KEY (user_id, code_hash)
);

-- Between the first proof of a sign-in and the second.
CREATE TABLE sign_in_challenges (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users(id),
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  provider text NOT NULL,               -- of the first proof; empty: by password
  enrols boolean NOT NULL,              -- the tenant asks for a factor that the person has yet to set up
  tries bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX sign_in_challenges_by_end ON sign_in_challenges (expires_at);

ALTER TABLE tenants ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
