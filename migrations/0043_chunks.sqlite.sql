-- The pieces of documents that are found, with their words.

CREATE TABLE chunks (
  number integer PRIMARY KEY,           -- of the full-text index
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
  scope text GENERATED ALWAYS AS ('c' || lower(hex(collection_id))) VIRTUAL,
  CONSTRAINT chunks_document FOREIGN KEY (tenant_id, document_id)
    REFERENCES documents (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX chunks_id ON chunks (tenant_id, id);
CREATE UNIQUE INDEX chunks_position ON chunks (tenant_id, document_id, revision, position);

-- `scope` is a word as well, so that the index itself leaves out other collections.
CREATE VIRTUAL TABLE chunk_words USING fts5
  (scope, title_path, text, content = 'chunks', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER chunks_come AFTER INSERT ON chunks
BEGIN
  INSERT INTO chunk_words (rowid, scope, title_path, text) VALUES (new.number, new.scope, new.title_path, new.text);
END;
CREATE TRIGGER chunks_go AFTER DELETE ON chunks
BEGIN
  INSERT INTO chunk_words (chunk_words, rowid, scope, title_path, text)
    VALUES ('delete', old.number, old.scope, old.title_path, old.text);
END;
