-- Jobs, and the queues that live in this database. The row of a job is the truth; a message is only the wake-up.

CREATE TABLE jobs (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  kind text NOT NULL,
  queue text NOT NULL CHECK (queue IN ('quick', 'long')),
  status text NOT NULL CHECK (status IN ('queued', 'running', 'retrying', 'succeeded', 'failed', 'cancelled')),
  priority integer NOT NULL,
  attempt bigint NOT NULL,              -- how often it was begun
  max_attempts bigint NOT NULL,
  redrives bigint NOT NULL,             -- how often a person sent it back after it had failed
  agent_id uuid,
  dedup_key text,                       -- the same key is the same job, whatever became of it
  payload text NOT NULL,
  progress text,
  result text,
  error text,
  cause text,                           -- of a failure: what failed jobs are grouped by
  created_by uuid,
  created_at bigint NOT NULL,
  run_at bigint NOT NULL,               -- not before
  deadline_at bigint,
  started_at bigint,
  finished_at bigint,
  cancel_requested_at bigint,
  enqueued_at bigint NOT NULL,          -- when its last message was sent: a lost one is sent again
  lease_owner uuid,                     -- the process that has it, as long as that has a row in processes …
  lease_epoch bigint NOT NULL,          -- … counted up with every owner: an old one's writes change nothing
  PRIMARY KEY (tenant_id, id),
  CHECK ((finished_at IS NOT NULL) = (status IN ('succeeded', 'failed', 'cancelled'))),
  CHECK ((lease_owner IS NOT NULL) = (status = 'running'))
);
-- SQLite uses a partial index only where its own words are in the query.
CREATE INDEX jobs_active ON jobs (status, enqueued_at) WHERE finished_at IS NULL;
CREATE INDEX jobs_owner ON jobs (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX jobs_failed ON jobs (cause, id) WHERE status = 'failed';
CREATE UNIQUE INDEX jobs_dedup ON jobs (dedup_key, kind, tenant_id) WHERE dedup_key IS NOT NULL;

-- What must still be sent to a queue outside of this database; written together with the job's row.
CREATE TABLE job_outbox (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  queue text NOT NULL,
  priority integer NOT NULL,
  body text NOT NULL,
  run_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX job_outbox_order ON job_outbox (queue, id);

-- The messages of the queues in this database. Dead letters stay here, with the reason, until somebody redrives them.
CREATE TABLE queue_messages (
  queue text NOT NULL,
  id uuid NOT NULL,                     -- what it is about; one message an id
  tenant_id uuid NOT NULL,
  lane text NOT NULL,                   -- tenant and priority: a lane is served in order, lanes take turns
  body text NOT NULL,
  sent_at bigint NOT NULL,
  visible_at bigint NOT NULL,
  receipt uuid,                         -- of the last receive, until it is handed back
  receive_count bigint NOT NULL,
  dead_at bigint,
  reason text,
  PRIMARY KEY (queue, id)
);
CREATE INDEX queue_messages_lanes ON queue_messages (queue, lane, visible_at, id) WHERE dead_at IS NULL;
CREATE INDEX queue_messages_dead ON queue_messages (queue, dead_at) WHERE dead_at IS NOT NULL;

-- Live workers, for whoever asks how many there are. No job depends on these rows.
CREATE TABLE job_workers (
  id uuid PRIMARY KEY,
  slots bigint NOT NULL,
  running bigint NOT NULL,
  started_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
