-- When agents begin by the clock: a row for each schedule_trigger node that was ever deployed. A firing is a job.

CREATE TABLE schedules (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  id uuid NOT NULL,
  agent_id uuid NOT NULL,
  node_id text NOT NULL,
  deployment_id uuid NOT NULL,          -- the last one that had it
  cron text NOT NULL,
  time_zone text NOT NULL,
  overlap text NOT NULL CHECK (overlap IN ('skip', 'allow')),
  queue text NOT NULL CHECK (queue IN ('quick', 'long')),
  payload text NOT NULL,                -- of the job, but for the input
  created_by uuid,
  is_live boolean NOT NULL,             -- whether the deployed version has it
  is_paused boolean NOT NULL,
  next_at bigint,                       -- null: not live, paused, or it never comes
  last_at bigint,                       -- the time for which it fired last
  last_job_id uuid,
  last_skipped_at bigint,               -- the time that was passed over last, for the job before was still under way
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, agent_id, node_id)
);
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;
