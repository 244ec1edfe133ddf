-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows.
ALTER TABLE message_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON message_feedback
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);
