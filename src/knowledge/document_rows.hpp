// How a document lies in its table.
#pragma once
#include "model/knowledge.hpp"
#include "ports/database.hpp"

namespace elevaite::knowledge {

#define DOCUMENT_COLUMNS                                                                    \
  "d.id, d.tenant_id, d.collection_id, d.name, d.content_type, d.size_bytes, d.sha256,"     \
  " d.status, d.revision, d.live_revision, d.embedding_model, d.page_count, d.chunk_count," \
  " d.embedded_count, d.error, d.job_id, d.created_by, d.created_at, d.updated_at"

model::Document document_of(const ports::Rows& rows, std::size_t row);

// As it is stored with a document that failed.
std::string error_text(const Error& error);

}  // namespace elevaite::knowledge
