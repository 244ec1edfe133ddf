ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON audit_events
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
