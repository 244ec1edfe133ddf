-- Files: what is known of the objects in the blob store. Nothing lies there that no row speaks of.

CREATE TABLE files (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  created_by uuid,
  name text NOT NULL,
  content_type text NOT NULL,
  size_bytes bigint NOT NULL,           -- while uploading: what is reserved of the quota
  sha256 text,                          -- lower-case hex; null while uploading
  status text NOT NULL CONSTRAINT files_status_check CHECK (status IN ('uploading', 'stored', 'deleted')),
  created_at bigint NOT NULL,
  touched_at bigint NOT NULL,           -- the upload's last sign of life, or when the status changed
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX files_status ON files (status, touched_at);
CREATE INDEX files_stored ON files (tenant_id, status, id);

-- What the files of a tenant take of its quota, uploads under way included: a counter, because two
-- uploads that sum up at the same time would both fit.
CREATE TABLE file_usage (
  tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenants(id),
  size_bytes bigint NOT NULL
);
