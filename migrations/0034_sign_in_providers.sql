-- Signing in through a provider (OpenID Connect, GitHub). People who have no password of ours have an empty
-- password_hash, which no password matches.

-- Somebody's account at a provider, which signs in as the user. Like users, of no single tenant.
CREATE TABLE identities (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users(id),
  provider text NOT NULL,               -- google, microsoft, github, oidc, or the id of a tenant's own
  issuer text NOT NULL,
  subject text NOT NULL,                -- the provider's own id of the person
  email text NOT NULL,                  -- as the provider said it last; may be empty
  created_at bigint NOT NULL,
  last_used_at bigint NOT NULL,
  CONSTRAINT identities_subject UNIQUE (provider, issuer, subject)
);
CREATE INDEX identities_by_user ON identities (user_id);

-- A sign-in on its way through a provider, until it comes back or is forgotten. Nonce and code verifier
-- follow from a secret that only the browser has.
CREATE TABLE sign_in_flows (
  state_hash bytea PRIMARY KEY,         -- SHA-256 of the state
  browser_hash bytea NOT NULL,          -- SHA-256 of the browser's secret
  provider text NOT NULL,
  links_to uuid REFERENCES users(id),   -- null: signs in; otherwise connects the identity to this user
  return_to text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX sign_in_flows_by_end ON sign_in_flows (expires_at);

ALTER TABLE sessions ADD COLUMN provider text NOT NULL DEFAULT '';  -- empty: by password
ALTER TABLE sessions ADD COLUMN second_factor boolean NOT NULL DEFAULT false;
