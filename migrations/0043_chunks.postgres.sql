-- The pieces of documents that are found, with their words.

CREATE TABLE chunks (
  id uuid NOT NULL,                     -- made of document, revision and position: the same when made again
  tenant_id uuid NOT NULL,
  collection_id uuid NOT NULL,
  document_id uuid NOT NULL,
  revision bigint NOT NULL,
  position bigint NOT NULL,             -- from 0
  page bigint NOT NULL,                 -- from 1; 0: none
  title_path text NOT NULL,             -- the headings above it
  text text NOT NULL,
  sha256 text NOT NULL,                 -- of title path and text
  token_count bigint NOT NULL,
  words tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('simple', title_path), 'A') || setweight(to_tsvector('simple', text), 'B')) STORED,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT chunks_document FOREIGN KEY (tenant_id, document_id)
    REFERENCES documents (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX chunks_position ON chunks (tenant_id, document_id, revision, position);
CREATE INDEX chunks_words ON chunks USING gin (words);
