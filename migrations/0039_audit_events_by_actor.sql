-- What somebody did, for whoever takes their data along.
-- locks: the log is short before the first release
CREATE INDEX audit_events_by_actor ON audit_events (actor_user_id, at) WHERE actor_user_id IS NOT NULL;
