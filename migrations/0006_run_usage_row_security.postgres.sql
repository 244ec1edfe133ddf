-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows.
ALTER TABLE run_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON run_usage
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);
