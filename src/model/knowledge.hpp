// What agents can search: collections of documents, in chunks.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/principal.hpp"

namespace elevaite::model {

// The kind of job that makes a revision of a document.
inline constexpr std::string_view kIngestJob = "ingest";

struct Collection {
  CollectionId id;
  TenantId tenant_id;
  std::string name;
  std::string description;
  std::optional<UserId> created_by;
  Instant created_at;
  Instant updated_at;
  std::int64_t document_count = 0;  // that the asker may read
};

// queued → parsing → embedding → ready, and failed from any of the first three. A document that is
// made anew begins again; what was live of it stays so until the new revision is ready.
enum class DocumentStatus { queued, parsing, embedding, ready, failed };
std::string_view to_string(DocumentStatus status);
std::optional<DocumentStatus> document_status_from(std::string_view text);

struct Document {
  DocumentId id;
  TenantId tenant_id;
  CollectionId collection_id;
  std::string name;
  std::string content_type;
  std::int64_t size = 0;
  std::string sha256;
  DocumentStatus status = DocumentStatus::queued;
  std::int64_t revision = 1;
  std::optional<std::int64_t> live_revision;
  std::string embedding_model;
  std::int64_t page_count = 0;
  std::int64_t chunk_count = 0;
  std::int64_t embedded_count = 0;
  std::optional<Error> error;
  std::optional<JobId> job_id;
  std::optional<UserId> created_by;
  Instant created_at;
  Instant updated_at;
};

// Where a document's content lies.
std::string blob_key_of(TenantId tenant_id, DocumentId id);

struct Chunk {
  ChunkId id;
  DocumentId document_id;
  std::int64_t position = 0;
  std::int64_t page = 0;
  std::string title_path;
  std::string text;
  std::string sha256;
  std::int64_t token_count = 0;
};

// The same chunk of the same revision has the same id, however often it is made.
ChunkId chunk_id_of(DocumentId document_id, std::int64_t revision, std::int64_t position);

// Who may read a document: every member of the tenant and every run, or some roles and members.
// Who brought it and the tenant's owners always may.
struct DocumentAccess {
  bool is_for_everyone = true;
  std::vector<Role> roles{};
  std::vector<UserId> members{};
};

// As it is stored, a row each: "everyone", "role:builder", "member:usr_…".
std::vector<std::string> readers_of(const DocumentAccess& access, std::optional<UserId> creator);
DocumentAccess access_from(const std::vector<std::string>& readers);

// Who reads: beside what is for everyone, what is for these two. Empty words are nobody's.
struct Reader {
  std::string role{};
  std::string member{};
  static Reader of(Role role, UserId user_id);
  static Reader of(const Principal& principal) { return of(principal.role, principal.user_id); }
};

// A chunk that was found, and why.
struct Passage {
  ChunkId chunk_id;
  DocumentId document_id;
  CollectionId collection_id;
  std::string document_name;
  std::int64_t page = 0;
  std::int64_t position = 0;
  std::string title_path;
  std::string text;
  double score = 0;                           // of both ranks together
  std::optional<double> similarity{};         // cosine of query and chunk
  std::optional<std::int64_t> vector_rank{};  // from 1
  std::optional<std::int64_t> text_rank{};
};

}  // namespace elevaite::model
