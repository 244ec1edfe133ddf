-- How many jobs of a tenant, of an agent or with a credential run at a time, and how many begin in a period.

CREATE TABLE job_limits (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  subject text NOT NULL,                -- 'tenant', 'agent/<uuid>' or 'credential/<uuid>'
  max_running bigint,
  max_starts bigint,                    -- in every period: as many at once, and then evenly
  period_us bigint,
  next_at bigint NOT NULL,              -- when as many as that may begin at once again
  claims bigint NOT NULL,               -- counted up by every claim, which so waits for the one before it
  PRIMARY KEY (tenant_id, subject),
  CHECK ((max_starts IS NULL) = (period_us IS NULL))
);

-- What limits it besides its tenant, with blanks between.
ALTER TABLE jobs ADD COLUMN subjects text NOT NULL DEFAULT '';
CREATE INDEX jobs_running ON jobs (tenant_id) WHERE lease_owner IS NOT NULL;
