ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON invitations
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);
