CREATE TRIGGER audit_events_never_updated BEFORE UPDATE ON audit_events
BEGIN
  SELECT RAISE(ABORT, 'audit events are never changed');
END;
CREATE TRIGGER audit_events_never_deleted BEFORE DELETE ON audit_events
BEGIN
  SELECT RAISE(ABORT, 'audit events are never changed');
END;
