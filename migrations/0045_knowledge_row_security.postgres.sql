-- The second wall: whatever a statement forgets, a tenant sees and writes only its own rows.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['collections', 'documents', 'document_readers', 'chunks', 'chunk_vectors'] LOOP
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
