ALTER TABLE sign_in_challenges ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_challenges FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON sign_in_challenges
  USING (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)
  WITH CHECK (current_setting('elevaite.scope', true) = 'system'
         OR tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid);
