#include "adapters/vector/qdrant_client.hpp"

#include <fmt/format.h>

namespace elevaite::adapters::vector {
namespace {

constexpr std::size_t kMaxQdrantAnswer = 16 << 20;

Json matches(std::string_view key, Json value) {
  return JsonObject{{"key", key}, {"match", JsonObject{{"value", std::move(value)}}}};
}

std::string revision_key(const ports::DocumentRevision& revision) {
  return revision.document_id.str() + "/" + std::to_string(revision.revision);
}

JsonArray numbers_of(const ports::Vector& vector) {
  JsonArray numbers;
  numbers.reserve(vector.size());
  for (float value : vector) numbers.push_back(Json(static_cast<double>(value)));
  return numbers;
}

Error broken_qdrant_answer() { return internal_error("Qdrant's answer cannot be read."); }

// What it says of itself may hold what we sent; only the status goes into the sentence.
Error error_of(int status) {
  auto message = fmt::format("Qdrant answered with status {}.", status);
  if (status == 401 || status == 403) return {ErrorCode::unauthenticated, message, "qdrant_key"};
  if (status == 404) return {ErrorCode::not_found, message, "qdrant_collection"};
  if (status == 429) return {ErrorCode::rate_limited, message, "qdrant_busy"};
  if (status >= 500) return {ErrorCode::unavailable, message, "qdrant_unavailable"};
  return {ErrorCode::invalid_argument, message, "qdrant_refused"};
}

bool may_repeat(const Error& error) {
  return error.code == ErrorCode::rate_limited || error.code == ErrorCode::unavailable ||
         error.code == ErrorCode::timeout;
}

}  // namespace

QdrantClient::QdrantClient(net::HttpClient& http, QdrantSettings settings)
    : http_(http), settings_(std::move(settings)) {
  while (settings_.url.ends_with('/')) settings_.url.pop_back();
}

// Every call may be repeated: points have ids of their own, and deleting twice deletes once.
Task<Result<Json>> QdrantClient::call(std::string method, std::string path, Json body) {
  Duration pause = settings_.first_pause;
  for (int attempt = 1;; ++attempt) {
    auto answer = co_await call_once(method, path, body);
    if (answer || attempt >= settings_.tries || !may_repeat(answer.error())) co_return answer;
    co_await sleep_for(pause);
    pause *= 2;
  }
}

Task<Result<Json>> QdrantClient::call_once(std::string method, std::string path, Json body) {
  net::ClientRequest request;
  request.method = std::move(method);
  request.url = settings_.url + path;
  if (!settings_.api_key.empty()) request.headers.set("api-key", settings_.api_key);
  if (!body.is_null()) {
    request.headers.set("Content-Type", "application/json");
    request.body = to_text(body);
  }
  request.total_timeout = settings_.timeout;
  request.max_response_bytes = kMaxQdrantAnswer;
  request.is_repeatable = true;
  auto response = co_await http_.send(std::move(request));
  if (!response) co_return std::move(response).error().while_doing("asking Qdrant");
  if (response->status / 100 != 2) co_return error_of(response->status);
  auto answer = parse_json(response->body);
  const Json* result = answer ? find(*answer, "result") : nullptr;
  if (result == nullptr) co_return broken_qdrant_answer();
  co_return *result;
}

Task<Result<std::vector<std::string>>> QdrantClient::collections() {
  CO_TRY(auto result, co_await call("GET", "/collections", nullptr));
  const auto* listed = find_array(result, "collections");
  if (listed == nullptr) co_return broken_qdrant_answer();
  std::vector<std::string> names;
  for (const Json& collection : *listed) {
    auto name = find_string(collection, "name").value_or("");
    if (name.starts_with(settings_.prefix + "_")) names.emplace_back(name);
  }
  co_return names;
}

Task<Result<void>> QdrantClient::ensure(std::string collection, std::size_t dimension) {
  const std::string path = "/collections/" + collection;
  auto found = co_await call("GET", path, nullptr);
  if (!found && found.error().code != ErrorCode::not_found) co_return std::move(found).error();
  if (!found) {
    // A graph for each tenant instead of one for all, as Qdrant advises where every search has one.
    Json body = JsonObject{{"vectors", JsonObject{{"size", dimension}, {"distance", "Cosine"}}},
                           {"hnsw_config", JsonObject{{"payload_m", 16}, {"m", 0}}}};
    auto made = co_await call("PUT", path, std::move(body));
    // Another process was first: 409 of new servers, 400 of old ones.
    if (!made && made.error().code != ErrorCode::invalid_argument)
      co_return std::move(made).error();
  }
  Json tenant = JsonObject{{"field_name", "tenant_id"},
                           {"field_schema", JsonObject{{"type", "keyword"}, {"is_tenant", true}}}};
  CO_CHECK(co_await call("PUT", path + "/index?wait=true", std::move(tenant)));
  for (const char* field : {"document_id", "document_revision"}) {
    Json keyword = JsonObject{{"field_name", field}, {"field_schema", "keyword"}};
    CO_CHECK(co_await call("PUT", path + "/index?wait=true", std::move(keyword)));
  }
  Json number = JsonObject{{"field_name", "revision"}, {"field_schema", "integer"}};
  CO_CHECK(co_await call("PUT", path + "/index?wait=true", std::move(number)));
  co_return Result<void>();
}

Task<Result<void>> QdrantClient::upsert(std::string collection, model::TenantId tenant_id,
                                        ports::DocumentRevision revision,
                                        std::vector<ports::VectorPoint> points) {
  const Json payload = JsonObject{{"tenant_id", tenant_id.str()},
                                  {"document_id", revision.document_id.str()},
                                  {"revision", revision.revision},
                                  {"document_revision", revision_key(revision)}};
  for (std::size_t begin = 0; begin < points.size(); begin += settings_.batch_size) {
    JsonArray batch;
    for (std::size_t i = begin; i < std::min(begin + settings_.batch_size, points.size()); ++i) {
      batch.push_back(JsonObject{{"id", points[i].chunk_id.uuid.str()},
                                 {"vector", numbers_of(points[i].vector)},
                                 {"payload", payload}});
    }
    Json body = JsonObject{{"points", std::move(batch)}};
    CO_CHECK(
        co_await call("PUT", "/collections/" + collection + "/points?wait=true", std::move(body)));
  }
  co_return Result<void>();
}

Task<Result<void>> QdrantClient::remove(std::string collection, model::TenantId tenant_id,
                                        model::DocumentId document_id,
                                        std::optional<std::int64_t> before) {
  JsonArray must{matches("tenant_id", Json(tenant_id.str())),
                 matches("document_id", Json(document_id.str()))};
  if (before) {
    must.push_back(JsonObject{{"key", "revision"}, {"range", JsonObject{{"lt", *before}}}});
  }
  Json body = JsonObject{{"filter", JsonObject{{"must", std::move(must)}}}};
  CO_CHECK(co_await call("POST", "/collections/" + collection + "/points/delete?wait=true",
                         std::move(body)));
  co_return Result<void>();
}

Task<Result<std::vector<ports::VectorHit>>> QdrantClient::query(std::string collection,
                                                                model::TenantId tenant_id,
                                                                ports::VectorQuery query) {
  JsonArray among;
  for (const auto& revision : query.among) among.push_back(Json(revision_key(revision)));
  Json any =
      JsonObject{{"key", "document_revision"}, {"match", JsonObject{{"any", std::move(among)}}}};
  JsonArray must{matches("tenant_id", Json(tenant_id.str())), std::move(any)};
  Json body = JsonObject{{"query", numbers_of(query.vector)},
                         {"filter", JsonObject{{"must", std::move(must)}}},
                         {"limit", query.limit},
                         {"with_payload", false}};
  CO_TRY(auto result,
         co_await call("POST", "/collections/" + collection + "/points/query", std::move(body)));
  const auto* points = find_array(result, "points");
  if (points == nullptr) co_return broken_qdrant_answer();
  std::vector<ports::VectorHit> hits;
  for (const Json& point : *points) {
    auto id = Uuid::parse(find_string(point, "id").value_or(""));
    auto score = find_number(point, "score");
    if (!id || !score) co_return broken_qdrant_answer();
    hits.push_back({{*id}, *score});
  }
  co_return hits;
}

}  // namespace elevaite::adapters::vector
