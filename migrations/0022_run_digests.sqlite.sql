-- Runs that will not change any more, added up by whole days, so that statistics over long ranges need not read
-- them all. The figures are the same either way (tests/engine/stats_test.cpp).

-- Of which days: all between these two instants, both the beginning of a day (UTC).
CREATE TABLE run_digests (
  tenant_id uuid NOT NULL PRIMARY KEY,
  sealed_from bigint NOT NULL,
  sealed_to bigint NOT NULL
);

-- By half an hour, which every zone's hours and days are made of, but for a few; those read the runs.
CREATE TABLE run_slots (
  tenant_id uuid NOT NULL,
  slot_at bigint NOT NULL,
  agent_id uuid NOT NULL,
  is_test boolean NOT NULL,
  status text NOT NULL,
  runs bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd_nanos bigint NOT NULL,
  PRIMARY KEY (tenant_id, slot_at, agent_id, is_test, status)
) WITHOUT ROWID;

CREATE TABLE run_day_durations (
  tenant_id uuid NOT NULL,
  slot_at bigint NOT NULL,              -- the beginning of the day
  agent_id uuid NOT NULL,
  is_test boolean NOT NULL,
  duration bigint NOT NULL,             -- to two significant digits
  runs bigint NOT NULL,
  PRIMARY KEY (tenant_id, slot_at, agent_id, is_test, duration)
) WITHOUT ROWID;

CREATE TABLE run_day_models (
  tenant_id uuid NOT NULL,
  slot_at bigint NOT NULL,              -- the beginning of the day
  agent_id uuid NOT NULL,
  is_test boolean NOT NULL,
  model text NOT NULL,
  calls bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd_nanos bigint NOT NULL,
  PRIMARY KEY (tenant_id, slot_at, agent_id, is_test, model)
) WITHOUT ROWID;

-- Runs of those days that had not ended when they were added up, and are counted as they are now.
CREATE TABLE run_late (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, run_id)
) WITHOUT ROWID;

-- The newest failures of a range, however few there are in it.
CREATE INDEX runs_failed ON runs (status, tenant_id, id) WHERE status = 'failed';
