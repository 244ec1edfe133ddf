#include "knowledge/passage_store.hpp"

#include <algorithm>

#include "knowledge/access_sql.hpp"

namespace elevaite::knowledge {
namespace {

using ports::Scope;
using ports::Statement;

constexpr std::string_view kRevisions =
    "WITH v (tenant_id, collection_id, role, member, model)"
    " AS ($rows(uuid, uuid, text, text, text))"
    " SELECT d.id, d.live_revision FROM v JOIN documents d ON d.tenant_id = v.tenant_id"
    " AND d.collection_id = v.collection_id WHERE d.live_revision IS NOT NULL"
    " AND d.embedding_model = v.model AND" READABLE_BY("d", "v.role", "v.member");

// A word in the title path counts twice. SQLite looks into one collection at a time; the index
// leaves out the others by the word that stands for it.
constexpr std::string_view kWordsSqlite =
    "WITH v (tenant_id, role, member, words) AS ($rows(uuid, text, text, text))"
    " SELECT c.id, -bm25(chunk_words, 0.0, 2.0, 1.0) FROM v JOIN chunk_words"
    " JOIN chunks c ON c.number = chunk_words.rowid AND c.tenant_id = v.tenant_id"
    " JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id"
    " AND d.live_revision = c.revision"
    " WHERE chunk_words MATCH v.words AND" READABLE_BY(
        "d", "v.role", "v.member") " ORDER BY bm25(chunk_words, 0.0, 2.0, 1.0) LIMIT 100";
constexpr std::string_view kWordsPostgres =
    "WITH v (tenant_id, collection_id, role, member, words)"
    " AS ($rows(uuid, uuid, text, text, text))"
    " SELECT c.id, CAST(ts_rank('{0.1, 0.2, 0.5, 1.0}', c.words, to_tsquery('simple', v.words), 1)"
    " AS double precision) AS score"
    " FROM v JOIN chunks c ON c.tenant_id = v.tenant_id AND c.collection_id = v.collection_id"
    " AND c.words @@ to_tsquery('simple', v.words)"
    " JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id"
    " AND d.live_revision = c.revision"
    " WHERE" READABLE_BY("d", "v.role", "v.member") " ORDER BY score DESC, c.id LIMIT 100";

constexpr std::string_view kPassages =
    "WITH v (tenant_id, id, role, member) AS ($rows(uuid, uuid, text, text))"
    " SELECT c.id, c.document_id, c.collection_id, d.name, c.page, c.position, c.title_path, c.text"
    " FROM v JOIN chunks c ON c.tenant_id = v.tenant_id AND c.id = v.id"
    " JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id"
    " AND d.live_revision = c.revision WHERE" READABLE_BY("d", "v.role", "v.member");

constexpr std::string_view kRole = "SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2";

// Words have no quotes and no backslashes in them (core/words.hpp).
std::string joined_words(const std::vector<std::string>& words, std::string_view quote,
                         std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text.append(quote).append(word).append(quote);
  }
  return text;
}

std::string hex_of(const Uuid& uuid) {
  std::string text = uuid.str();
  std::erase(text, '-');
  return text;
}

Statement words_statement(const SearchScope& scope, const std::vector<std::string>& words,
                          bool is_sqlite) {
  Statement statement{is_sqlite ? kWordsSqlite : kWordsPostgres};
  for (auto collection : scope.collections) {
    statement.params.emplace_back(scope.tenant_id.uuid);
    if (!is_sqlite) statement.params.emplace_back(collection.uuid);
    statement.params.emplace_back(scope.reader.role);
    statement.params.emplace_back(scope.reader.member);
    if (is_sqlite) {
      statement.params.emplace_back("scope : c" + hex_of(collection.uuid) +
                                    " AND {title_path text} : (" +
                                    joined_words(words, "\"", " OR ") + ")");
    } else {
      statement.params.emplace_back(joined_words(words, "'", " | "));
    }
  }
  return statement;
}

}  // namespace

Task<Result<std::vector<ports::DocumentRevision>>> PassageStore::revisions(
    SearchScope scope, std::string embedding_model) {
  Statement statement{kRevisions};
  for (auto collection : scope.collections) {
    statement.params.emplace_back(scope.tenant_id.uuid);
    statement.params.emplace_back(collection.uuid);
    statement.params.emplace_back(scope.reader.role);
    statement.params.emplace_back(scope.reader.member);
    statement.params.emplace_back(embedding_model);
  }
  std::vector<ports::DocumentRevision> revisions;
  if (scope.collections.empty()) co_return revisions;
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(scope.tenant_id), std::move(statement)));
  revisions.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    revisions.push_back({{rows.uuid(i, 0)}, rows.integer(i, 1)});
  }
  co_return revisions;
}

Task<Result<std::vector<model::ChunkId>>> PassageStore::with_words(SearchScope scope,
                                                                   std::vector<std::string> words,
                                                                   std::size_t limit) {
  std::vector<model::ChunkId> ids;
  if (words.empty() || scope.collections.empty()) co_return ids;
  auto statement = words_statement(scope, words, database_.dialect() == "sqlite");
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(scope.tenant_id), std::move(statement)));
  std::vector<std::pair<double, model::ChunkId>> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.emplace_back(-rows.number(i, 1), model::ChunkId{rows.uuid(i, 0)});
  }
  std::ranges::sort(found);
  if (found.size() > limit) found.resize(limit);
  for (const auto& [score, id] : found) ids.push_back(id);
  co_return ids;
}

Task<Result<std::vector<model::Passage>>> PassageStore::passages(SearchScope scope,
                                                                 std::vector<model::ChunkId> ids) {
  std::vector<model::Passage> passages;
  if (ids.empty()) co_return passages;
  Statement statement{kPassages};
  for (auto id : ids) {
    statement.params.emplace_back(scope.tenant_id.uuid);
    statement.params.emplace_back(id.uuid);
    statement.params.emplace_back(scope.reader.role);
    statement.params.emplace_back(scope.reader.member);
  }
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(scope.tenant_id), std::move(statement)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    model::Passage passage;
    passage.chunk_id = {rows.uuid(i, 0)};
    passage.document_id = {rows.uuid(i, 1)};
    passage.collection_id = {rows.uuid(i, 2)};
    passage.document_name = rows.text(i, 3);
    passage.page = rows.integer(i, 4);
    passage.position = rows.integer(i, 5);
    passage.title_path = rows.text(i, 6);
    passage.text = rows.text(i, 7);
    passages.push_back(std::move(passage));
  }
  co_return passages;
}

Task<Result<std::optional<model::Role>>> PassageStore::role_of(model::TenantId tenant_id,
                                                               model::UserId user) {
  Statement statement{kRole, {tenant_id.uuid, user.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::optional<model::Role> role;
  if (!rows.empty()) role = model::parse_role(rows.text(0, 0));
  co_return role;
}

}  // namespace elevaite::knowledge
