-- The same content is found again, so that clients that send their whole conversation with every turn
-- store each of its files once.
CREATE INDEX files_content ON files (tenant_id, sha256);
