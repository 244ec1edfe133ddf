-- A person's conversations are listed by what was said last, and updated_at moves with every message.
CREATE INDEX conversations_activity ON conversations (user_id, updated_at, id) WHERE deleted_at IS NULL;
