-- An address that may become a member. Only the hash of what was mailed is kept.
CREATE TABLE invitations (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  email text NOT NULL,                  -- lower case
  role text NOT NULL CHECK (role IN ('viewer', 'builder', 'admin', 'owner')),
  token_hash bytea NOT NULL,            -- SHA-256
  invited_by uuid NOT NULL REFERENCES users(id),
  created_at bigint NOT NULL,
  sent_at bigint NOT NULL,              -- the newest mail
  sent_count bigint NOT NULL,
  expires_at bigint NOT NULL,
  accepted_at bigint,
  revoked_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX invitations_open ON invitations (tenant_id, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX invitations_token ON invitations (token_hash);

-- When the tenant ends for good; until then its owners may take that back.
ALTER TABLE tenants ADD COLUMN ends_at bigint;
