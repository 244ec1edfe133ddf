#include "engine/file_store.hpp"

namespace elevaite::engine {
namespace {

using model::FileStatus;
using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

// The counter is always changed first: two transactions of one tenant meet there, and nowhere in
// the opposite order.
constexpr std::string_view kBeginUsage =
    "INSERT INTO file_usage (tenant_id, size_bytes) VALUES ($1, 0) ON CONFLICT (tenant_id) DO "
    "NOTHING";
constexpr std::string_view kReserve =
    "UPDATE file_usage SET size_bytes = size_bytes + $1 WHERE tenant_id = $2 AND size_bytes + $1 "
    "<= $3";
constexpr std::string_view kRelease =
    "UPDATE file_usage SET size_bytes = size_bytes - $1 WHERE tenant_id = $2";
constexpr std::string_view kReleaseFile =
    "UPDATE file_usage SET size_bytes = size_bytes - coalesce((SELECT f.size_bytes FROM files f"
    " WHERE f.tenant_id = $1 AND f.id = $2 AND f.status = $3), 0) WHERE tenant_id = $1";
constexpr std::string_view kInsertFile =
    "INSERT INTO files (id, tenant_id, created_by, name, content_type, size_bytes, status,"
    " created_at, touched_at) VALUES ($1, $2, $3, $4, $5, $6, 'uploading', $7, $7)";
constexpr std::string_view kGrow =
    "UPDATE files SET size_bytes = size_bytes + $1, touched_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND status = 'uploading'";
constexpr std::string_view kTouch =
    "UPDATE files SET touched_at = $1 WHERE tenant_id = $2 AND id = $3 AND status = 'uploading'";
constexpr std::string_view kStore =
    "UPDATE files SET status = 'stored', content_type = $1, size_bytes = $2, sha256 = $3,"
    " touched_at = $4 WHERE tenant_id = $5 AND id = $6 AND status = 'uploading'";
constexpr std::string_view kMarkDeleted =
    "UPDATE files SET status = 'deleted', touched_at = $1"
    " WHERE tenant_id = $2 AND id = $3 AND status = $4";
constexpr std::string_view kForget =
    "DELETE FROM files WHERE tenant_id = $1 AND id = $2 AND status = 'deleted'";

#define FILE_COLUMNS "id, tenant_id, created_by, name, content_type, size_bytes, sha256, created_at"
constexpr std::string_view kGetFile =
    "SELECT " FILE_COLUMNS " FROM files WHERE tenant_id = $1 AND id = $2 AND status = 'stored'";
constexpr std::string_view kFindContent =
    "SELECT " FILE_COLUMNS
    " FROM files WHERE tenant_id = $1 AND sha256 = $2 AND name = $3 AND status = 'stored'"
    " ORDER BY id DESC LIMIT 1";
constexpr std::string_view kListFiles =
    "SELECT " FILE_COLUMNS
    " FROM files WHERE tenant_id = $1 AND status = 'stored' AND id < $2 ORDER BY id DESC LIMIT $3";
constexpr std::string_view kUsed = "SELECT size_bytes FROM file_usage WHERE tenant_id = $1";
constexpr std::string_view kUntouched =
    "SELECT tenant_id, id FROM files WHERE status = $1 AND touched_at < $2"
    " ORDER BY touched_at LIMIT $3";

std::int64_t number(std::uint64_t size) { return static_cast<std::int64_t>(size); }

Error quota_exceeded(std::uint64_t quota) {
  return Error{ErrorCode::limit_exceeded,
               fmt::format("The tenant's files may take {} bytes together (files.tenant_quota), "
                           "and this one would not fit. Delete files that are not needed.",
                           quota),
               "quota_exceeded"};
}

bool found_nothing_to_change(const Error& error) {
  return error.code == ErrorCode::conflict && error.reason == ports::kMustAffect;
}

Error given_up() {
  return conflict("The upload made no progress for too long and was given up. Begin it anew.");
}

model::File file_of(const Rows& rows, std::size_t row) {
  model::File file;
  file.id = {rows.uuid(row, 0)};
  file.tenant_id = {rows.uuid(row, 1)};
  if (!rows.is_null(row, 2)) file.created_by = {rows.uuid(row, 2)};
  file.name = rows.text(row, 3);
  file.content_type = rows.text(row, 4);
  file.size = static_cast<std::uint64_t>(rows.integer(row, 5));
  file.sha256 = rows.text(row, 6);
  file.created_at = from_micros(rows.integer(row, 7));
  return file;
}

Uuid last_uuid() {
  Uuid uuid;
  uuid.bytes.fill(0xff);
  return uuid;
}

Statement must(std::string_view sql, std::vector<SqlValue> params) {
  return Statement{sql, std::move(params), true};
}

}  // namespace

Task<Result<void>> FileStore::insert(model::File file, std::uint64_t quota) {
  std::vector<Statement> batch;
  auto tenant = file.tenant_id.uuid;
  batch.push_back({kBeginUsage, {tenant}});
  batch.push_back(must(kReserve, {number(file.size), tenant, number(quota)}));
  SqlValue creator;
  if (!file.created_by.is_nil()) creator = file.created_by.uuid;
  batch.push_back({kInsertFile,
                   {file.id.uuid, tenant, creator, file.name, file.content_type, number(file.size),
                    to_micros(file.created_at)}});
  auto done = co_await database_.batch(Scope::tenant(file.tenant_id), std::move(batch));
  if (done) co_return Result<void>();
  if (found_nothing_to_change(done.error())) co_return quota_exceeded(quota);
  co_return std::move(done).error();
}

Task<Result<void>> FileStore::reserve(model::TenantId tenant_id, model::FileId id,
                                      std::uint64_t more, std::uint64_t quota) {
  std::vector<Statement> batch;
  batch.push_back(must(kReserve, {number(more), tenant_id.uuid, number(quota)}));
  batch.push_back(must(kGrow, {number(more), to_micros(clock_.now()), tenant_id.uuid, id.uuid}));
  auto done = co_await database_.batch(Scope::tenant(tenant_id), std::move(batch));
  if (done) co_return Result<void>();
  if (!found_nothing_to_change(done.error())) co_return std::move(done).error();
  // Which of the two it was: an upload that can still be touched lacks room.
  CO_CHECK(co_await touch(tenant_id, id));
  co_return quota_exceeded(quota);
}

Task<Result<void>> FileStore::touch(model::TenantId tenant_id, model::FileId id) {
  auto statement = must(kTouch, {to_micros(clock_.now()), tenant_id.uuid, id.uuid});
  auto done = co_await database_.query(Scope::tenant(tenant_id), std::move(statement));
  if (done) co_return Result<void>();
  if (found_nothing_to_change(done.error())) co_return given_up();
  co_return std::move(done).error();
}

Task<Result<void>> FileStore::store(model::File file, std::uint64_t reserved) {
  std::vector<Statement> batch;
  auto tenant = file.tenant_id.uuid;
  batch.push_back(must(kRelease, {number(reserved - file.size), tenant}));
  batch.push_back(must(kStore, {file.content_type, number(file.size), file.sha256,
                                to_micros(clock_.now()), tenant, file.id.uuid}));
  auto done = co_await database_.batch(Scope::tenant(file.tenant_id), std::move(batch));
  if (done) co_return Result<void>();
  if (found_nothing_to_change(done.error())) co_return given_up();
  co_return std::move(done).error();
}

Task<Result<void>> FileStore::mark_deleted(model::TenantId tenant_id, model::FileId id,
                                           model::FileStatus from) {
  std::vector<Statement> batch;
  std::string status(to_string(from));
  batch.push_back(must(kReleaseFile, {tenant_id.uuid, id.uuid, status}));
  batch.push_back(must(kMarkDeleted, {to_micros(clock_.now()), tenant_id.uuid, id.uuid, status}));
  auto done = co_await database_.batch(Scope::tenant(tenant_id), std::move(batch));
  if (done) co_return Result<void>();
  if (found_nothing_to_change(done.error())) co_return not_found("file");
  co_return std::move(done).error();
}

Task<Result<void>> FileStore::forget(model::TenantId tenant_id, model::FileId id) {
  Statement statement{kForget, {tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return Result<void>();
}

Task<Result<model::File>> FileStore::get(model::TenantId tenant_id, model::FileId id) {
  Statement statement{kGetFile, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("file");
  co_return file_of(rows, 0);
}

Task<Result<std::optional<model::File>>> FileStore::find_content(model::TenantId tenant_id,
                                                                 std::string name,
                                                                 std::string sha256) {
  std::optional<model::File> found;
  Statement statement{kFindContent, {tenant_id.uuid, std::move(sha256), std::move(name)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (!rows.empty()) found = file_of(rows, 0);
  co_return found;
}

Task<Result<std::vector<model::File>>> FileStore::list(model::TenantId tenant_id,
                                                       std::optional<model::FileId> before,
                                                       std::int64_t limit) {
  auto start = before ? before->uuid : last_uuid();
  Statement statement{kListFiles, {tenant_id.uuid, start, limit + 1}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::File> files;
  for (std::size_t i = 0; i < rows.size(); ++i) files.push_back(file_of(rows, i));
  co_return files;
}

Task<Result<std::uint64_t>> FileStore::used(model::TenantId tenant_id) {
  Statement statement{kUsed, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return rows.empty() ? std::uint64_t{0} : static_cast<std::uint64_t>(rows.integer(0, 0));
}

Task<Result<std::vector<FileStore::Key>>> FileStore::untouched(model::FileStatus status,
                                                               Instant since, std::int64_t limit) {
  Statement statement{kUntouched, {std::string(to_string(status)), to_micros(since), limit}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::vector<Key> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    keys.push_back({{rows.uuid(i, 0)}, {rows.uuid(i, 1)}});
  }
  co_return keys;
}

}  // namespace elevaite::engine
