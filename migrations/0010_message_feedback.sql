-- What people think of answers: one opinion a person and message.
CREATE TABLE message_feedback (
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  message_id uuid NOT NULL,
  user_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  run_id uuid NOT NULL,
  rating text NOT NULL CHECK (rating IN ('up', 'down')),
  comment text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, message_id, user_id)
);
CREATE INDEX message_feedback_run ON message_feedback (run_id);
