#include "knowledge/retrieval.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/words.hpp"
#include "knowledge/rank_fusion.hpp"

namespace elevaite::knowledge {
namespace {

using model::Passage;

// How many each way of searching brings to the fusion.
constexpr std::size_t kCandidates = 100;
constexpr std::size_t kMaxWords = 32;
constexpr std::size_t kMaxWordBytes = 100;

// Each once, in their order.
std::vector<std::string> query_words(const std::string& text) {
  std::vector<std::string> words;
  std::unordered_set<std::string> seen;
  for (std::string& word : words_of(text)) {
    if (words.size() == kMaxWords) break;
    if (word.size() <= kMaxWordBytes && seen.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

Error unknown_collection(std::string_view reference) {
  Error error = not_found("collection");
  error.message = "There is no collection \"" + std::string(reference) + "\".";
  return error;
}

}  // namespace

Task<Result<std::vector<model::CollectionId>>> Retrieval::resolve(
    model::TenantId tenant_id, model::Reader reader, std::vector<std::string> references) {
  CO_TRY(auto all, co_await collections_.list(tenant_id, std::move(reader)));
  std::vector<model::CollectionId> ids;
  if (references.empty()) {
    for (const auto& collection : all) ids.push_back(collection.id);
    co_return ids;
  }
  for (const std::string& reference : references) {
    auto found = std::ranges::find_if(all, [&](const model::Collection& collection) {
      return collection.name == reference || collection.id.str() == reference;
    });
    if (found == all.end()) co_return unknown_collection(reference);
    if (std::ranges::find(ids, found->id) == ids.end()) ids.push_back(found->id);
  }
  co_return ids;
}

Task<Result<std::vector<ports::VectorHit>>> Retrieval::by_vector(SearchScope scope,
                                                                 std::string text,
                                                                 std::size_t limit) {
  const auto tenant_id = scope.tenant_id;
  ports::VectorQuery query;
  query.limit = limit;
  CO_TRY(query.among, co_await store_.revisions(std::move(scope), embedder_.name()));
  if (query.among.empty()) co_return std::vector<ports::VectorHit>();
  std::vector<std::string> texts(1, std::move(text));
  CO_TRY(auto vectors, co_await embedder_.embed(std::move(texts)));
  if (vectors.size() != 1) co_return internal_error("The embedder answered no vector.");
  query.vector = std::move(vectors[0]);
  co_return co_await vectors_.search(tenant_id, std::move(query));
}

Task<Result<std::vector<Passage>>> Retrieval::search(model::TenantId tenant_id,
                                                     model::Reader reader,
                                                     ports::KnowledgeQuery query) {
  if (query.text.size() > kMaxQueryBytes) {
    co_return invalid_field("query", "length", "A query has at most 8192 bytes.");
  }
  auto words = query_words(query.text);
  if (words.empty()) co_return invalid_field("query", "empty", "There are no words in the query.");
  SearchScope scope{tenant_id, reader, {}};
  CO_TRY(scope.collections, co_await resolve(tenant_id, reader, std::move(query.collections)));
  const auto limit = std::clamp<std::size_t>(query.limit, 1, kMaxPassages);
  CO_TRY(auto hits, co_await by_vector(scope, std::move(query.text), kCandidates));
  CO_TRY(auto by_text, co_await store_.with_words(scope, std::move(words), kCandidates));

  std::unordered_map<model::ChunkId, double> similarities;
  const std::unordered_set<model::ChunkId> has_words(by_text.begin(), by_text.end());
  std::vector<model::ChunkId> near;
  for (const auto& hit : hits) {
    similarities[hit.chunk_id] = hit.similarity;
    if (hit.similarity >= query.min_similarity || has_words.contains(hit.chunk_id))
      near.push_back(hit.chunk_id);
  }
  auto fused = fuse(near, by_text);
  if (fused.size() > limit) fused.resize(limit);
  std::vector<model::ChunkId> ids;
  for (const FusedChunk& chunk : fused) ids.push_back(chunk.chunk_id);
  CO_TRY(auto found, co_await store_.passages(std::move(scope), std::move(ids)));

  std::unordered_map<model::ChunkId, Passage> by_id;
  for (Passage& passage : found) by_id.emplace(passage.chunk_id, std::move(passage));
  std::vector<Passage> passages;
  for (const FusedChunk& chunk : fused) {
    auto passage = by_id.find(chunk.chunk_id);
    if (passage == by_id.end()) continue;
    passage->second.score = chunk.score;
    passage->second.vector_rank = chunk.vector_rank;
    passage->second.text_rank = chunk.text_rank;
    auto similarity = similarities.find(chunk.chunk_id);
    if (similarity != similarities.end()) passage->second.similarity = similarity->second;
    passages.push_back(std::move(passage->second));
  }
  co_return passages;
}

Task<Result<std::vector<Passage>>> Retrieval::search_for(model::TenantId tenant_id,
                                                         std::optional<model::UserId> user,
                                                         ports::KnowledgeQuery query) {
  model::Reader reader;
  if (user) {
    CO_TRY(auto role, co_await store_.role_of(tenant_id, *user));
    if (role) reader = model::Reader::of(*role, *user);
  }
  co_return co_await search(tenant_id, std::move(reader), std::move(query));
}

}  // namespace elevaite::knowledge
