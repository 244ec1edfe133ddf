-- The vectors of chunks, where no vector database keeps them: 32-bit floats, little-endian.

CREATE TABLE chunk_vectors (
  tenant_id uuid NOT NULL,
  document_id uuid NOT NULL,
  revision bigint NOT NULL,
  chunk_id uuid NOT NULL,
  vector bytea NOT NULL,
  PRIMARY KEY (tenant_id, document_id, revision, chunk_id),
  CONSTRAINT chunk_vectors_document FOREIGN KEY (tenant_id, document_id)
    REFERENCES documents (tenant_id, id) ON DELETE CASCADE
);
