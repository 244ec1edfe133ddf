-- A conversation is a tree: asking again, or another way, begins a branch and keeps the old one.
ALTER TABLE messages ADD COLUMN parent_id uuid;             -- the message before it; NULL: the first
ALTER TABLE messages ADD COLUMN client_id text;             -- how the client that sent it calls it
UPDATE messages SET parent_id = (SELECT m.id FROM messages m WHERE m.tenant_id = messages.tenant_id
  AND m.conversation_id = messages.conversation_id AND m.id < messages.id ORDER BY m.id DESC LIMIT 1);
CREATE INDEX messages_of_run ON messages (run_id);

ALTER TABLE conversations ADD COLUMN head_id uuid;          -- the end of the branch that is shown
ALTER TABLE conversations ADD COLUMN is_test boolean NOT NULL DEFAULT false;  -- with a draft; not listed
ALTER TABLE conversations ADD COLUMN share_id uuid;         -- in the link, while there is one …
ALTER TABLE conversations ADD COLUMN shared_head_id uuid;   -- … which shows the branch that ends here
ALTER TABLE conversations ADD COLUMN shared_at bigint;
UPDATE conversations SET head_id = (SELECT m.id FROM messages m WHERE m.tenant_id = conversations.tenant_id
  AND m.conversation_id = conversations.id ORDER BY m.id DESC LIMIT 1);
CREATE UNIQUE INDEX conversations_share ON conversations (share_id) WHERE share_id IS NOT NULL;
