-- Agents, their versions and deployments, and the runs with their journal.
-- Instants (…_at) are microseconds since 1970; JSON is text; every row has its tenant.

CREATE TABLE agents (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  name text NOT NULL,
  slug text NOT NULL,
  description text NOT NULL,
  draft text NOT NULL,
  revision bigint NOT NULL,             -- counts writes of the draft: optimistic concurrency
  deployment_id uuid,                   -- the live deployment, if any
  deployed_version_id uuid,
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX agents_slug ON agents (tenant_id, slug) WHERE deleted_at IS NULL;

CREATE TABLE versions (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  agent_id uuid NOT NULL,
  number integer,                       -- null for the snapshot of a draft under test
  workflow text NOT NULL,
  checksum text NOT NULL,               -- SHA-256 of the workflow: an unchanged draft makes no new version
  note text NOT NULL,
  created_by uuid,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX versions_number ON versions (tenant_id, agent_id, number) WHERE number IS NOT NULL;
CREATE INDEX versions_checksum ON versions (tenant_id, agent_id, checksum);

CREATE TABLE deployments (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  agent_id uuid NOT NULL,
  version_id uuid NOT NULL,
  created_by uuid,
  created_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX deployments_live ON deployments (tenant_id, agent_id) WHERE ended_at IS NULL;

-- The unguessable address of a webhook trigger.
CREATE TABLE hooks (
  token text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  agent_id uuid NOT NULL,
  node_id text NOT NULL,
  created_at bigint NOT NULL,
  UNIQUE (tenant_id, agent_id, node_id)
);

CREATE TABLE conversations (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  agent_id uuid NOT NULL,
  user_id uuid,
  client_key text,                      -- the id that the client chose, if it did
  title text NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  deleted_at bigint,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX conversations_client ON conversations (tenant_id, agent_id, user_id, client_key)
  WHERE client_key IS NOT NULL;
CREATE INDEX conversations_agent ON conversations (tenant_id, agent_id, id);

CREATE TABLE messages (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  run_id uuid,
  role text NOT NULL CHECK (role IN ('user', 'assistant')),
  parts text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id, id)
);

CREATE TABLE runs (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  agent_id uuid NOT NULL,
  version_id uuid NOT NULL,
  trigger_kind text NOT NULL CHECK (trigger_kind IN ('chat', 'webhook', 'schedule', 'manual', 'api')),
  status text NOT NULL CHECK (status IN ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  is_test boolean NOT NULL,
  conversation_id uuid,
  idempotency_key text,
  retry_of uuid,
  error text,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd_nanos bigint NOT NULL,
  created_at bigint NOT NULL,
  started_at bigint,
  finished_at bigint,
  wake_at bigint,
  cancel_requested_at bigint,
  lease_owner uuid,                     -- the process that may append to the journal …
  lease_epoch bigint NOT NULL,          -- … counted up at every change of owner: an old owner's writes change nothing
  PRIMARY KEY (tenant_id, id),
  CHECK ((finished_at IS NOT NULL) = (status IN ('succeeded', 'failed', 'cancelled'))),
  CHECK ((lease_owner IS NOT NULL) = (status = 'running'))
);
-- Only the primary key begins with the tenant: with several such indexes PostgreSQL, which knows nothing of a new
-- table, may look one run up by walking through all of its tenant's.
CREATE INDEX runs_agent ON runs (agent_id, id);
CREATE INDEX runs_active ON runs (status, wake_at) WHERE status IN ('queued', 'running', 'waiting');
CREATE INDEX runs_conversation ON runs (conversation_id, id) WHERE conversation_id IS NOT NULL;
CREATE UNIQUE INDEX runs_one_active ON runs (conversation_id)
  WHERE conversation_id IS NOT NULL AND status IN ('running', 'waiting');
CREATE UNIQUE INDEX runs_idempotency ON runs (agent_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;

-- The journal in segments: one row holds the consecutive events that were committed together.
CREATE TABLE run_events (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  seq bigint NOT NULL,                  -- of the first event in the row
  event_count integer NOT NULL,
  body text NOT NULL,                   -- a JSON array of events
  PRIMARY KEY (tenant_id, run_id, seq)
);

-- Answers to waits (an approval): written by whoever answers, consumed once by the run's owner.
CREATE TABLE run_signals (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  step text NOT NULL,
  signal_key text NOT NULL,
  payload text NOT NULL,
  created_by uuid,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, step, signal_key)
);

-- Live processes. A run whose owner is not here, or has expired, is taken over.
CREATE TABLE processes (
  id uuid PRIMARY KEY,
  host text NOT NULL,                   -- machine, boot and pid namespace: tells when `pid` can be looked up
  pid bigint NOT NULL,
  pid_started bigint NOT NULL,          -- the kernel's start time of the pid, against its reuse
  started_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
