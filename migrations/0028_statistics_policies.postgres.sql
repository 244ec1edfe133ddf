-- Statistics read tens of thousands of these rows at a time. As subqueries the settings are looked up once for a
-- statement; as they stood before, once for each row, which took longer than adding the rows up.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['run_slots', 'run_day_durations', 'run_day_models'] LOOP
    EXECUTE format(
      'ALTER POLICY tenant_isolation ON %I
         USING ((SELECT current_setting(''elevaite.scope'', true)) = ''system''
                OR tenant_id = (SELECT nullif(current_setting(''elevaite.tenant_id'', true), '''')::uuid))',
      name);
  END LOOP;
END
$$;
