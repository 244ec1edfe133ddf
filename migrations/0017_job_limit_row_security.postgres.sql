-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows.
ALTER TABLE job_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_limits FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON job_limits
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);
