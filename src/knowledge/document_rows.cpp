#include "knowledge/document_rows.hpp"

namespace elevaite::knowledge {

model::Document document_of(const ports::Rows& rows, std::size_t row) {
  model::Document document;
  document.id = {rows.uuid(row, 0)};
  document.tenant_id = {rows.uuid(row, 1)};
  document.collection_id = {rows.uuid(row, 2)};
  document.name = rows.text(row, 3);
  document.content_type = rows.text(row, 4);
  document.size = rows.integer(row, 5);
  document.sha256 = rows.text(row, 6);
  document.status =
      model::document_status_from(rows.text(row, 7)).value_or(model::DocumentStatus::failed);
  document.revision = rows.integer(row, 8);
  if (!rows.is_null(row, 9)) document.live_revision = rows.integer(row, 9);
  document.embedding_model = rows.text(row, 10);
  document.page_count = rows.integer(row, 11);
  document.chunk_count = rows.integer(row, 12);
  document.embedded_count = rows.integer(row, 13);
  if (!rows.is_null(row, 14)) {
    auto stored = parse_json(rows.text(row, 14));
    Error error;
    if (stored) {
      error.message = find_string(*stored, "message").value_or("");
      error.reason = find_string(*stored, "reason").value_or("");
    }
    document.error = std::move(error);
  }
  document.job_id = rows.optional_id<model::JobId>(row, 15);
  document.created_by = rows.optional_id<model::UserId>(row, 16);
  document.created_at = from_micros(rows.integer(row, 17));
  document.updated_at = from_micros(rows.integer(row, 18));
  return document;
}

std::string error_text(const Error& error) {
  return to_text(JsonObject{{"message", error.message}, {"reason", error.reason}});
}

}  // namespace elevaite::knowledge
