-- What each run used of each model. Written together with the run's end, and only for runs that asked a model, so
-- that sums over runs by model need not read journals.
CREATE TABLE run_usage (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  model text NOT NULL,                  -- "vendor:model" that answered
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd_nanos bigint NOT NULL,
  calls bigint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, model)
);
