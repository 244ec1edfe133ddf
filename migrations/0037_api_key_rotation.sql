-- A key whose secret is renewed keeps its id; the secret before may go on for a while, so that whoever uses
-- it can be told the new one without a gap.
ALTER TABLE api_keys ADD COLUMN previous_prefix text;
ALTER TABLE api_keys ADD COLUMN previous_hash bytea;        -- SHA-256 of the whole key before
ALTER TABLE api_keys ADD COLUMN previous_until bigint;      -- it works no longer than that
ALTER TABLE api_keys ADD COLUMN previous_used_at bigint;    -- since the renewal
ALTER TABLE api_keys ADD COLUMN rotated_at bigint;
-- JSON list of CIDR blocks; empty: the key may be used from everywhere.
ALTER TABLE api_keys ADD COLUMN allowed_addresses text NOT NULL DEFAULT '[]';
-- locks: a tenant has at most a thousand keys, and none has a secret before yet
CREATE UNIQUE INDEX api_keys_previous_hash ON api_keys (previous_hash) WHERE previous_hash IS NOT NULL;
