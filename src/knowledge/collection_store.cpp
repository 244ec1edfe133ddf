#include "knowledge/collection_store.hpp"

#include "knowledge/access_sql.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::knowledge {
namespace {

using model::Collection;
using ports::Rows;
using ports::Scope;
using ports::Statement;

constexpr std::string_view kInsertCollection =
    "INSERT INTO collections (id, tenant_id, name, description, created_by, created_at, updated_at)"
    " SELECT $1, $2, CAST($3 AS text), CAST($4 AS text), $5,"
    " CAST($6 AS bigint), CAST($6 AS bigint)"
    " WHERE (SELECT count(*) FROM collections n WHERE n.tenant_id = $2) < $7";

#define COLLECTION_COLUMNS                                                              \
  "c.id, c.tenant_id, c.name, c.description, c.created_by, c.created_at, c.updated_at," \
  " (SELECT count(*) FROM documents d WHERE d.tenant_id = c.tenant_id"                  \
  " AND d.collection_id = c.id AND" READABLE_BY("d", "$1", "$2") ")"
constexpr std::string_view kGetCollection =
    "SELECT " COLLECTION_COLUMNS " FROM collections c WHERE c.tenant_id = $3 AND c.id = $4";
constexpr std::string_view kListCollections = "SELECT " COLLECTION_COLUMNS
                                              " FROM collections c WHERE c.tenant_id = $3"
                                              " ORDER BY c.name LIMIT 1000";
constexpr std::string_view kUpdateCollection =
    "UPDATE collections SET name = coalesce($1, name), description = coalesce($2, description),"
    " updated_at = $3 WHERE tenant_id = $4 AND id = $5";
constexpr std::string_view kRemoveCollection =
    "DELETE FROM collections WHERE tenant_id = $1 AND id = $2";

Collection collection_of(const Rows& rows, std::size_t row) {
  Collection collection;
  collection.id = {rows.uuid(row, 0)};
  collection.tenant_id = {rows.uuid(row, 1)};
  collection.name = rows.text(row, 2);
  collection.description = rows.text(row, 3);
  collection.created_by = rows.optional_id<model::UserId>(row, 4);
  collection.created_at = from_micros(rows.integer(row, 5));
  collection.updated_at = from_micros(rows.integer(row, 6));
  collection.document_count = rows.integer(row, 7);
  return collection;
}

// What the database said no to, in our words.
Error refused(Error error) {
  if (error.code != ErrorCode::conflict) return error;
  if (error.reason == "collections_name") {
    Error taken = conflict("There is a collection of this name already.");
    taken.reason = "name_taken";
    return taken;
  }
  if (error.reason == "documents_collection" || error.reason == "foreign_key") {
    Error full = conflict("The collection has documents. Delete or move them first.");
    full.reason = "not_empty";
    return full;
  }
  if (error.reason == ports::kMustAffect) return not_found("collection");
  return error;
}

}  // namespace

Task<Result<Collection>> CollectionStore::create(model::Principal principal, NewCollection fresh) {
  const auto now = clock_.now();
  auto id = model::CollectionId::generate();
  std::vector<Statement> change;
  change.push_back({kInsertCollection,
                    {id.uuid, principal.tenant_id.uuid, fresh.name, fresh.description,
                     principal.user_id.uuid, to_micros(now), kMaxCollections},
                    true});
  auto event = model::audit_event(principal, now, "collection.created", "collection", id.str());
  event.after = JsonObject{{"name", fresh.name}};
  auto done = co_await ports::audited_batch(database_, Scope::tenant(principal.tenant_id),
                                            std::move(change), std::move(event));
  if (!done && done.error().reason == ports::kMustAffect) {
    co_return Error{ErrorCode::limit_exceeded, "A tenant has at most 1000 collections.",
                    "too_many_collections"};
  }
  if (!done) co_return refused(std::move(done).error());
  co_return co_await get(principal.tenant_id, id, model::Reader::of(principal));
}

Task<Result<Collection>> CollectionStore::get(model::TenantId tenant_id, model::CollectionId id,
                                              model::Reader reader) {
  Statement statement{kGetCollection, {reader.role, reader.member, tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("collection");
  co_return collection_of(rows, 0);
}

Task<Result<std::vector<Collection>>> CollectionStore::list(model::TenantId tenant_id,
                                                            model::Reader reader) {
  Statement statement{kListCollections, {reader.role, reader.member, tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Collection> collections;
  for (std::size_t i = 0; i < rows.size(); ++i) collections.push_back(collection_of(rows, i));
  co_return collections;
}

Task<Result<Collection>> CollectionStore::update(model::Principal principal, model::CollectionId id,
                                                 CollectionPatch patch) {
  const auto now = clock_.now();
  std::vector<Statement> change;
  change.push_back({kUpdateCollection,
                    {ports::or_null(patch.name), ports::or_null(patch.description), to_micros(now),
                     principal.tenant_id.uuid, id.uuid},
                    true});
  auto event = model::audit_event(principal, now, "collection.updated", "collection", id.str());
  if (patch.name) event.after = JsonObject{{"name", *patch.name}};
  auto done = co_await ports::audited_batch(database_, Scope::tenant(principal.tenant_id),
                                            std::move(change), std::move(event));
  if (!done) co_return refused(std::move(done).error());
  co_return co_await get(principal.tenant_id, id, model::Reader::of(principal));
}

Task<Result<void>> CollectionStore::remove(model::Principal principal, model::CollectionId id) {
  std::vector<Statement> change;
  change.push_back({kRemoveCollection, {principal.tenant_id.uuid, id.uuid}, true});
  auto event =
      model::audit_event(principal, clock_.now(), "collection.deleted", "collection", id.str());
  auto done = co_await ports::audited_batch(database_, Scope::tenant(principal.tenant_id),
                                            std::move(change), std::move(event));
  if (!done) co_return refused(std::move(done).error());
  co_return Result<void>();
}

}  // namespace elevaite::knowledge
