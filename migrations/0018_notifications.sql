-- What people are told of, by which channel, and how that went.

-- The end that was told of. A job that is sent back ends again, so it is the instant of its end.
ALTER TABLE jobs ADD COLUMN notified_at bigint;
ALTER TABLE runs ADD COLUMN notified_at bigint;
-- What ended before there were notifications is old news.
UPDATE jobs SET notified_at = finished_at WHERE finished_at IS NOT NULL;
UPDATE runs SET notified_at = finished_at WHERE status = 'failed' OR (status = 'succeeded'
  AND finished_at - started_at > 30000000);
-- The words of these conditions are those of the queries, or SQLite does not use the indexes. They hold only what
-- is still to be told of: a run that succeeds at once never enters.
CREATE INDEX jobs_untold ON jobs (finished_at) WHERE status IN ('succeeded', 'failed')
  AND (created_by IS NOT NULL OR agent_id IS NOT NULL) AND (notified_at IS NULL OR notified_at < finished_at);
CREATE INDEX runs_untold ON runs (finished_at) WHERE notified_at IS NULL AND NOT is_test
  AND (status = 'failed' OR (status = 'succeeded' AND finished_at - started_at > 30000000));

-- The approvals that runs wait for, written together with the run's parking; told of once.
CREATE TABLE approval_notices (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  step text NOT NULL,
  signal_key text NOT NULL,
  title text NOT NULL,
  assignees text NOT NULL,              -- JSON list of addresses; empty: whoever may decide
  created_at bigint NOT NULL,
  told_at bigint,
  PRIMARY KEY (tenant_id, run_id, step, signal_key)
);
CREATE INDEX approval_notices_untold ON approval_notices (created_at) WHERE told_at IS NULL;

-- Whose notifications they are. Its row is locked by whoever adds one, so that `seq` is the order of the commits.
CREATE TABLE notification_inboxes (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  user_id uuid NOT NULL,
  last_seq bigint NOT NULL,
  revision bigint NOT NULL,             -- counted up with every change: who follows sees that there is one
  changed_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX notification_inboxes_changed ON notification_inboxes (changed_at);

CREATE TABLE notifications (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  seq bigint NOT NULL,
  notice_id uuid NOT NULL,              -- what happened; the same for all who are told of it
  kind text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  link text NOT NULL,                   -- a path of the ElevAIte App
  data text NOT NULL,
  created_at bigint NOT NULL,
  read_at bigint,
  PRIMARY KEY (tenant_id, user_id, seq)
);
CREATE UNIQUE INDEX notifications_id ON notifications (id);
CREATE INDEX notifications_unread ON notifications (user_id, seq) WHERE read_at IS NULL;
CREATE INDEX notifications_age ON notifications (created_at);

CREATE TABLE notification_preferences (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  user_id uuid NOT NULL,
  choices text NOT NULL,                -- JSON
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

CREATE TABLE webhook_endpoints (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  url text NOT NULL,
  description text NOT NULL,
  events text NOT NULL,                 -- JSON list of types; empty: all
  is_enabled boolean NOT NULL,
  disabled_because text,                -- person, gone, failing
  key_version bigint NOT NULL,
  sealed_secret bytea NOT NULL,         -- sealed with the tenant's data key of key_version
  old_key_version bigint,
  old_sealed_secret bytea,              -- signs as well, until old_until
  old_until bigint,
  failing_since bigint,                 -- since when no delivery has succeeded
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- What is on its way to a mailbox, a Slack channel or a webhook endpoint. A job of the kind `notify` brings it there.
CREATE TABLE notification_deliveries (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'slack', 'webhook')),
  endpoint_id uuid,
  user_id uuid,
  type text NOT NULL,
  payload text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  attempts text NOT NULL,               -- JSON list, the newest last
  attempt_count bigint NOT NULL,
  sends bigint NOT NULL,                -- how often a person sent it again
  created_at bigint NOT NULL,
  next_at bigint,
  finished_at bigint,
  job_id uuid,                          -- null: it has no job yet
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX notification_deliveries_endpoint ON notification_deliveries (endpoint_id, id)
  WHERE endpoint_id IS NOT NULL;
CREATE INDEX notification_deliveries_user ON notification_deliveries (user_id, created_at) WHERE user_id IS NOT NULL;
CREATE INDEX notification_deliveries_jobless ON notification_deliveries (created_at)
  WHERE job_id IS NULL AND status = 'pending';
CREATE INDEX notification_deliveries_age ON notification_deliveries (created_at);
