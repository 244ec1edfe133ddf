#include "tests/knowledge/fake_qdrant.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::test {
namespace {

net::HttpResponse qdrant_result(Json result) {
  net::HttpResponse response;
  response.status = 200;
  response.headers.add("Content-Type", "application/json");
  response.body =
      to_text(JsonObject{{"result", std::move(result)}, {"status", "ok"}, {"time", 0.001}});
  return response;
}

net::HttpResponse acknowledged() {
  return qdrant_result(JsonObject{{"operation_id", 1}, {"status", "completed"}});
}

bool has_only(const Json& value, std::set<std::string_view> members) {
  const auto* object = value.if_object();
  if (object == nullptr) return false;
  return std::ranges::all_of(*object, [&](const auto& member) {
    return members.contains(std::string_view(member.key()));
  });
}

}  // namespace

FakeQdrant::FakeQdrant(Executor executor, std::string key) : key_(std::move(key)) {
  auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
  net::ServerOptions options;
  options.max_body_bytes = 64 << 20;
  server_ = std::make_unique<net::HttpServer>(executor, options, handler);
  server_->start().value();
}

std::size_t FakeQdrant::points() const {
  std::size_t sum = 0;
  for (const auto& [name, collection] : collections_) sum += collection.points.size();
  return sum;
}

Task<net::HttpResponse> FakeQdrant::answer(net::HttpRequest request) {
  ++requests;
  if (faults.empty()) co_return respond(request);
  int status = faults.front();
  faults.pop_front();
  net::HttpResponse response;
  response.status = status == 0 ? 200 : status;
  // No JSON: what a proxy in between says.
  response.body = status == 0 ? "{\"result\":" : "<html>";
  co_return response;
}

net::HttpResponse FakeQdrant::refuse(int status, std::string why) {
  net::HttpResponse response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = to_text(JsonObject{{"status", JsonObject{{"error", why}}}, {"time", 0.001}});
  if (status != 404) refusals.push_back(std::move(why));
  return response;
}

net::HttpResponse FakeQdrant::respond(const net::HttpRequest& request) {
  if (request.headers.get("api-key") != key_) return refuse(403, "Invalid API key or JWT");
  Json body;
  if (!request.body.empty()) {
    auto parsed = parse_json(request.body);
    if (!parsed || request.headers.get("Content-Type") != "application/json")
      return refuse(400, "Format error in JSON body");
    body = *parsed;
  }
  if (request.method == "GET" && request.path == "/collections") {
    JsonArray names;
    for (const auto& [name, collection] : collections_) names.push_back(JsonObject{{"name", name}});
    return qdrant_result(JsonObject{{"collections", std::move(names)}});
  }
  constexpr std::string_view kPrefix = "/collections/";
  if (!request.path.starts_with(kPrefix)) return refuse(404, "no route");
  auto rest = request.path.substr(kPrefix.size());
  auto slash = rest.find('/');
  const std::string name = rest.substr(0, slash);
  const std::string action =
      request.method + " " + (slash == std::string::npos ? "" : rest.substr(slash));
  auto found = collections_.find(name);
  Collection* collection = found == collections_.end() ? nullptr : &found->second;
  if (action == "PUT ") return make(collection, name, body);
  if (collection == nullptr) return refuse(404, "Not found: Collection `" + name + "`");
  if (action == "GET ") return qdrant_result(JsonObject{{"status", "green"}});
  if (action == "POST /points/query" && request.query.empty()) return query(*collection, body);
  // Without it Qdrant answers before the change can be seen.
  if (request.query != "wait=true") return refuse(400, "unexpected query " + request.query);
  if (action == "PUT /index") return index(*collection, body);
  if (action == "PUT /points") return upsert(*collection, body);
  if (action == "POST /points/delete") return remove(*collection, body);
  return refuse(404, "no route " + action);
}

net::HttpResponse FakeQdrant::make(Collection* found, const std::string& name, const Json& body) {
  if (found != nullptr) return refuse(409, "Collection `" + name + "` already exists!");
  const auto* vectors = find(body, "vectors");
  if (!has_only(body, {"vectors", "hnsw_config"}) || vectors == nullptr ||
      !has_only(*vectors, {"size", "distance"}) || find_string(*vectors, "distance") != "Cosine")
    return refuse(400, "create_collection: " + to_text(body));
  collections_[name].size = static_cast<std::size_t>(find_int(*vectors, "size").value_or(0));
  return qdrant_result(true);
}

net::HttpResponse FakeQdrant::index(Collection& collection, const Json& body) {
  auto field = find_string(body, "field_name");
  if (!has_only(body, {"field_name", "field_schema"}) || !field)
    return refuse(400, "create_field_index: " + to_text(body));
  const Json* schema = find(body, "field_schema");
  if (field == "tenant_id" && (schema == nullptr || find_bool(*schema, "is_tenant") != true))
    return refuse(400, "the tenant's index is not is_tenant");
  collection.indexes[std::string(*field)] = *schema;
  return acknowledged();
}

net::HttpResponse FakeQdrant::upsert(Collection& collection, const Json& body) {
  const auto* points = find_array(body, "points");
  if (!has_only(body, {"points"}) || points == nullptr || points->empty() || points->size() > 256)
    return refuse(400, "upsert_points: wrong points");
  std::size_t stored = 0;
  for (const Json& item : *points) {
    auto id = find_string(item, "id").value_or("");
    const auto* vector = find_array(item, "vector");
    const auto* payload = find_object(item, "payload");
    if (!has_only(item, {"id", "vector", "payload"}) || !Uuid::parse(id) || vector == nullptr ||
        payload == nullptr || !find_string(*payload, "tenant_id"))
      return refuse(400, "upsert_points: wrong point");
    if (vector->size() != collection.size)
      return refuse(400, "Wrong input: Vector dimension error");
    if (fails_halfway && stored == points->size() / 2) {
      fails_halfway = false;
      net::HttpResponse response;
      response.status = 503;
      return response;
    }
    Point point;
    for (const Json& number : *vector) point.vector.push_back(as_number(&number).value());
    point.payload = *payload;
    collection.points[std::string(id)] = std::move(point);
    ++stored;
  }
  return acknowledged();
}

std::string FakeQdrant::fault_of(const Collection& collection, const Json* filter) const {
  const auto* must = filter == nullptr ? nullptr : find_array(*filter, "must");
  if (must == nullptr || !has_only(*filter, {"must"})) return "there is no filter";
  bool has_tenant = false;
  for (const Json& condition : *must) {
    auto key = find_string(condition, "key").value_or("");
    const auto* match = find(condition, "match");
    const auto* range = find(condition, "range");
    if (!has_only(condition, {"key", "match", "range"}) || (match == nullptr) == (range == nullptr))
      return "a condition is none: " + to_text(condition);
    // As a server in strict mode does.
    if (!collection.indexes.contains(std::string(key))) return "no index of " + std::string(key);
    has_tenant = has_tenant || (key == "tenant_id" && match && find_string(*match, "value"));
  }
  return has_tenant ? "" : "there is no tenant in the filter";
}

bool FakeQdrant::matches(const Point& point, const Json& filter) {
  for (const Json& condition : *find_array(filter, "must")) {
    const Json* value = find(point.payload, find_string(condition, "key").value());
    if (value == nullptr) return false;
    if (const Json* range = find(condition, "range")) {
      if (as_int(value).value() >= find_int(*range, "lt").value()) return false;
      continue;
    }
    const Json* match = find(condition, "match");
    if (const auto* any = find_array(*match, "any")) {
      if (std::ranges::find(*any, *value) == any->end()) return false;
    } else if (*find(*match, "value") != *value) {
      return false;
    }
  }
  return true;
}

net::HttpResponse FakeQdrant::remove(Collection& collection, const Json& body) {
  auto fault = fault_of(collection, find(body, "filter"));
  if (!fault.empty() || !has_only(body, {"filter"})) return refuse(400, "delete_points: " + fault);
  std::erase_if(collection.points,
                [&](const auto& entry) { return matches(entry.second, *find(body, "filter")); });
  return acknowledged();
}

net::HttpResponse FakeQdrant::query(Collection& collection, const Json& body) {
  auto fault = fault_of(collection, find(body, "filter"));
  const auto* vector = find_array(body, "query");
  if (!fault.empty() || vector == nullptr || vector->size() != collection.size ||
      !has_only(body, {"query", "filter", "limit", "with_payload"}))
    return refuse(400, "query_points: " + fault);
  std::vector<std::pair<double, std::string>> scores;
  for (const auto& [id, point] : collection.points) {
    if (!matches(point, *find(body, "filter"))) continue;
    double dot = 0;
    double square = 0;
    for (std::size_t i = 0; i < point.vector.size(); ++i) {
      dot += point.vector[i] * as_number(&(*vector)[i]).value();
      square += point.vector[i] * point.vector[i];
    }
    scores.emplace_back(-dot / std::sqrt(square), id);
  }
  std::ranges::sort(scores);
  auto limit = static_cast<std::size_t>(find_int(body, "limit").value_or(10));
  if (scores.size() > limit) scores.resize(limit);
  JsonArray points;
  for (const auto& [score, id] : scores) {
    points.push_back(JsonObject{{"id", id}, {"version", 3}, {"score", -score}});
  }
  return qdrant_result(JsonObject{{"points", std::move(points)}});
}

}  // namespace elevaite::test
