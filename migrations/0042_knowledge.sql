-- Knowledge: collections of documents. What is searched of a document is one revision of it, made beside the one
-- before and put in its place at once.

CREATE TABLE collections (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  name text NOT NULL,
  description text NOT NULL,
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX collections_name ON collections (tenant_id, name);

CREATE TABLE documents (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES tenants(id),
  collection_id uuid NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 text NOT NULL,                 -- of the content, lower-case hex
  status text NOT NULL CONSTRAINT documents_status_check
    CHECK (status IN ('queued', 'parsing', 'embedding', 'ready', 'failed')),
  revision bigint NOT NULL,             -- that is being made, or was made last
  live_revision bigint,                 -- whose chunks are searched; null: none yet
  embedding_model text NOT NULL,        -- of the live revision; empty without one
  next_embedding_model text NOT NULL,   -- of the revision that is being made
  page_count bigint NOT NULL,           -- 0: its kind has no pages
  chunk_count bigint NOT NULL,
  embedded_count bigint NOT NULL,       -- the first so many chunks have their vectors
  error text,                           -- why it failed; names the page where there is one
  job_id uuid,                          -- that makes the revision
  created_by uuid,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT documents_collection FOREIGN KEY (tenant_id, collection_id) REFERENCES collections (tenant_id, id)
);
CREATE INDEX documents_by_collection ON documents (tenant_id, collection_id, id);

-- Who may read a document: 'everyone', 'role:builder', 'member:<user>'. Every query that reads of documents for
-- somebody asks here, so that a change holds at once.
CREATE TABLE document_readers (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  reader text NOT NULL,
  PRIMARY KEY (tenant_id, document_id, reader),
  CONSTRAINT document_readers_document FOREIGN KEY (tenant_id, document_id)
    REFERENCES documents (tenant_id, id) ON DELETE CASCADE
);
