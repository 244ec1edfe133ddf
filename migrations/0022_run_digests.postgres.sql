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
);

CREATE TABLE run_day_durations (
  tenant_id uuid NOT NULL,
  slot_at bigint NOT NULL,              -- the beginning of the day
  agent_id uuid NOT NULL,
  is_test boolean NOT NULL,
  duration bigint NOT NULL,             -- to two significant digits
  runs bigint NOT NULL,
  PRIMARY KEY (tenant_id, slot_at, agent_id, is_test, duration)
);

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
);

-- Runs of those days that had not ended when they were added up, and are counted as they are now.
CREATE TABLE run_late (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, run_id)
);

-- The newest failures of a range, however few there are in it.
CREATE INDEX runs_failed ON runs (status, tenant_id, id) WHERE status = 'failed';

-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['run_digests', 'run_slots', 'run_day_durations', 'run_day_models', 'run_late'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I
         USING (current_setting(''elevaite.scope'', true) = ''system''
                OR tenant_id = nullif(current_setting(''elevaite.tenant_id'', true), '''')::uuid)
         WITH CHECK (current_setting(''elevaite.scope'', true) = ''system''
                OR tenant_id = nullif(current_setting(''elevaite.tenant_id'', true), '''')::uuid)',
      name);
  END LOOP;
END
$$;
