// A document of pasted text, or of a file that was uploaded before.
#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "engine/files.hpp"
#include "http/knowledge_answers.hpp"
#include "knowledge/ingest_job.hpp"

namespace elevaite::http::engine {

void register_create_document(Router& router, EngineServices& services);

namespace {

struct DocumentContent {
  std::string name;
  std::string content_type;
  std::string bytes;
  std::optional<model::FileId> file_id;
};

Error document_too_large() {
  return Error{ErrorCode::limit_exceeded, "A document has at most 32 MiB.", "document_too_large"};
}

Task<Result<DocumentContent>> content_of_file(EngineServices& services, model::TenantId tenant_id,
                                              std::string_view text) {
  auto id = model::FileId::parse(text);
  if (!id) co_return invalid_field("/file_id", "format", "file_id is a file's id.");
  CO_TRY(auto file, co_await services.files.get(tenant_id, *id));
  if (file.size > knowledge::kMaxDocumentBytes) co_return document_too_large();
  DocumentContent content{file.name, file.content_type, "", *id};
  if (file.size == 0) co_return content;
  ports::BlobRange range;
  CO_TRY(auto reader, co_await services.files.open(std::move(file), range));
  while (true) {
    CO_TRY(std::string piece, co_await reader->read());
    if (piece.empty()) break;
    content.bytes += piece;
  }
  co_return content;
}

Task<Result<DocumentContent>> read_content(EngineServices& services, RequestContext& context) {
  const Json& body = context.body;
  auto file_id = find_string(body, "file_id");
  auto text = find_string(body, "text");
  if (file_id.has_value() == text.has_value()) {
    co_return invalid_field("/text", "required", "Give either text or file_id.");
  }
  DocumentContent content;
  if (file_id) {
    CO_TRY(content, co_await content_of_file(services, context.principal.tenant_id, *file_id));
  } else {
    content.bytes = *text;
    content.content_type = find_string(body, "content_type").value_or("text/markdown");
  }
  if (auto name = find_string(body, "name")) content.name = *name;
  if (content.name.empty())
    co_return invalid_field("/name", "required", "Pasted text needs a name.");
  if (content.bytes.empty()) co_return invalid_field("/text", "empty", "The document is empty.");
  co_return content;
}

std::string sha256_of(std::string_view bytes) {
  crypto::Sha256 hash;
  hash.update(bytes);
  auto digest = hash.finish();
  return crypto::hex_encode(digest);
}

Task<Result<net::HttpResponse>> create_document(EngineServices& services, RequestContext& context) {
  const auto& principal = context.principal;
  auto& known = *services.knowledge;
  model::Document document;
  CO_TRY(document.collection_id, context.path_id<model::CollectionId>("id"));
  CO_CHECK(co_await known.collections.get(principal.tenant_id, document.collection_id,
                                          model::Reader::of(principal)));
  CO_TRY(auto access, read_access(context.body));
  CO_TRY(auto content, co_await read_content(services, context));
  document.id = model::DocumentId::generate();
  document.name = content.name;
  document.content_type = content.content_type;
  document.size = static_cast<std::int64_t>(content.bytes.size());
  document.sha256 = sha256_of(content.bytes);
  CO_CHECK(co_await write_content(known.blobs, model::blob_key_of(principal.tenant_id, document.id),
                                  content.content_type, std::move(content.bytes)));
  // The job before the row: whatever a crash leaves, the job ends it.
  CO_TRY(document.job_id, co_await create_ingest_job(services, principal, document.id, 1));
  CO_TRY(auto made, co_await known.documents.insert(principal, std::move(document), access));
  // What has readers of its own must not lie where everyone may read it.
  if (content.file_id) {
    auto removed = co_await services.files.remove(principal.tenant_id, *content.file_id);
    if (!removed && removed.error().code != ErrorCode::not_found)
      co_return std::move(removed).error();
  }
  auto response = json_response(202, document_json(made, access));
  response.headers.add("Location", "/v1/documents/" + made.id.str());
  co_return response;
}

}  // namespace

void register_create_document(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/collections/{id}/documents";
  spec.operation_id = "create_document";
  spec.summary = "Bring a document: pasted text, or a file that was uploaded";
  spec.description =
      "A job makes it searchable; GET /v1/documents/{id} shows how far it is. The file becomes the "
      "document's and is no longer among the files. Formats: plain text, Markdown, HTML, CSV, "
      "JSON, e-mail (.eml), PDF, DOCX, PPTX and XLSX, of at most 32 MiB.";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "file_id":{"type":"string"},
    "text":{"type":"string"},
    "name":{"type":"string","minLength":1,"maxLength":255,
      "description":"Of pasted text; of a file, in place of its own."},
    "content_type":{"type":"string","maxLength":200,
      "description":"Of pasted text: text/markdown without one."}}})");
  spec.request_schema.as_object()["properties"].as_object()["access"] = access_schema();
  spec.responses = {{202, "The document, queued", document_schema()}};
  add_route(router, std::move(spec), services, &create_document);
}

}  // namespace elevaite::http::engine
