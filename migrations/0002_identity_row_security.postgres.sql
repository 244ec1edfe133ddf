-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows. Who names no
-- tenant sees none, and FORCE applies that to the owner of the tables, too.
DO $$
DECLARE
  name text;
  tenant_column text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenants', 'members', 'sessions', 'api_keys', 'tenant_keys',
                              'credentials'] LOOP
    tenant_column := CASE name WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %1$I
         USING (current_setting(''elevaite.scope'', true) = ''system''
                OR %2$I = nullif(current_setting(''elevaite.tenant_id'', true), '''')::uuid)
         WITH CHECK (current_setting(''elevaite.scope'', true) = ''system''
                OR %2$I = nullif(current_setting(''elevaite.tenant_id'', true), '''')::uuid)',
      name, tenant_column);
  END LOOP;
END
$$;
