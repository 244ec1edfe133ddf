-- Tenants, people and what proves who they are.
-- Instants (…_at) are microseconds since 1970; JSON is text. Users belong to no single tenant; everything
-- else has its tenant_id.

CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL,                  -- lower case
  name text NOT NULL,
  password_hash text NOT NULL,          -- argon2id, PHC string
  password_changed_at bigint NOT NULL,
  failed_sign_ins bigint NOT NULL,      -- since the last good one
  locked_until bigint NOT NULL,         -- 0, or until when further tries are turned away
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  CONSTRAINT users_email UNIQUE (email)
);

CREATE TABLE members (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  user_id uuid NOT NULL REFERENCES users(id),
  role text NOT NULL CHECK (role IN ('viewer', 'builder', 'admin', 'owner')),
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT members_user UNIQUE (tenant_id, user_id)
);
CREATE INDEX members_by_user ON members (user_id);

-- A session is a family of refresh tokens, of which the newest generation is the valid one.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  user_id uuid NOT NULL REFERENCES users(id),
  generation bigint NOT NULL,
  refresh_hash bytea NOT NULL,          -- SHA-256 of the valid token's secret
  family_key bytea NOT NULL,            -- authenticates older tokens: only a real one ends the session
  user_agent text NOT NULL,
  remote_address text NOT NULL,
  created_at bigint NOT NULL,
  refreshed_at bigint NOT NULL,
  expires_at bigint NOT NULL,           -- of the refresh token
  ends_at bigint NOT NULL,              -- of the session, however often it is refreshed
  ended_at bigint,
  ended_because text                    -- signed_out, revoked, password_changed, reuse, evicted
);
CREATE INDEX sessions_by_user ON sessions (user_id, refreshed_at);

CREATE TABLE signing_keys (
  kid text PRIMARY KEY,
  public_jwk text NOT NULL,
  master_key_id text NOT NULL,
  sealed_private_key bytea NOT NULL,
  created_at bigint NOT NULL,
  signs_from bigint NOT NULL,           -- published before
  signs_until bigint NOT NULL,          -- verifies for a while after
  forgotten_at bigint NOT NULL
);

CREATE TABLE api_keys (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  user_id uuid NOT NULL REFERENCES users(id),
  name text NOT NULL,
  prefix text NOT NULL,                 -- the part of the key that may be shown
  secret_hash bytea NOT NULL,           -- SHA-256 of the whole key
  role text NOT NULL CHECK (role IN ('viewer', 'builder', 'admin', 'owner')),
  scopes text NOT NULL,                 -- JSON list; empty: all that the role grants
  created_at bigint NOT NULL,
  expires_at bigint,
  last_used_at bigint,
  revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX api_keys_secret_hash ON api_keys (secret_hash);

-- The data key of a tenant, wrapped by a master key.
CREATE TABLE tenant_keys (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  version bigint NOT NULL,
  master_key_id text NOT NULL,
  wrapped_key bytea NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, version)
);

CREATE TABLE credentials (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  name text NOT NULL,
  kind text NOT NULL,
  public_fields text NOT NULL,          -- JSON, shown
  key_version bigint NOT NULL,
  sealed_fields bytea NOT NULL,         -- JSON, sealed with the tenant's data key of key_version
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT credentials_name UNIQUE (tenant_id, name)
);
