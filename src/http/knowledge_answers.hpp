// What the routes of knowledge read and write in common.
#pragma once
#include "http/engine_answers.hpp"
#include "http/knowledge_services.hpp"

namespace elevaite::http {

Json collection_json(const model::Collection& collection);
Json document_json(const model::Document& document);
Json document_json(const model::Document& document, const model::DocumentAccess& access);
Json chunk_json(const model::Chunk& chunk);
Json passage_json(const model::Passage& passage);

Json collection_schema();
Json document_schema();
Json chunk_schema();
Json passage_schema();

// `access` in a body: null or absent is everyone.
Json access_schema();
Result<model::DocumentAccess> read_access(const Json& body);

// Puts the content where a document's lies.
Task<Result<void>> write_content(ports::BlobStore& blobs, std::string key, std::string content_type,
                                 std::string bytes);

// Makes the job of a document's revision. The document's row may be written after it.
Task<Result<model::JobId>> create_ingest_job(EngineServices& services, model::Principal principal,
                                             model::DocumentId id, std::int64_t revision);

}  // namespace elevaite::http
