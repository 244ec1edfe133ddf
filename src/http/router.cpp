#include "http/router.hpp"

#include "core/assert.hpp"
#include "core/json_schema/schema.hpp"
#include "core/net/uri.hpp"

namespace elevaite::http {
namespace {

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> segments;
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  for (std::size_t start = 0;;) {
    auto end = path.find('/', start);
    segments.push_back(path.substr(start, end - start));
    if (end == std::string_view::npos) return segments;
    start = end + 1;
  }
}

// Objects that name their properties refuse others, unless the schema says otherwise.
void close_objects(Json& schema) {
  if (auto* array = schema.if_array()) {
    for (Json& element : *array) close_objects(element);
  }
  auto* object = schema.if_object();
  if (object == nullptr) return;
  for (auto& member : *object) {
    auto key = member.key();
    if (key == "enum" || key == "const" || key == "default" || key == "examples") continue;
    close_objects(member.value());
  }
  if (object->contains("properties") && object->at("properties").is_object() &&
      !object->contains("additionalProperties") && !object->contains("allOf") &&
      !object->contains("unevaluatedProperties")) {
    (*object)["additionalProperties"] = false;
  }
}

std::function<std::vector<FieldError>(const Json&)> compile(const Json& schema_json) {
  auto compiled = json_schema::Schema::compile(schema_json);
  ASSERT(compiled.has_value());
  auto shared = std::make_shared<json_schema::Schema>(std::move(*compiled));
  return [shared](const Json& value) { return shared->validate(value); };
}

}  // namespace

Json schema(std::string_view text) {
  auto parsed = parse_json(text);
  ASSERT(parsed.has_value());
  return std::move(*parsed);
}

// One segment of the tree: literal children, one child for any segment, and the routes that end
// here.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> children;
  std::unique_ptr<Node> any;
  std::map<std::string, const Route*, std::less<>> routes;       // by method
  std::map<std::string, const Route*, std::less<>> rest_routes;  // "{rest*}" starting here

  // Depth first, literals before parameters; `values` holds what parameters took on the way.
  const Node* find(std::span<const std::string_view> segments,
                   std::vector<std::string_view>& values, bool& is_rest) const {
    if (segments.empty()) {
      is_rest = false;
      return routes.empty() ? nullptr : this;
    }
    if (auto child = children.find(segments.front()); child != children.end()) {
      if (const Node* found = child->second->find(segments.subspan(1), values, is_rest))
        return found;
    }
    if (any && !segments.front().empty()) {
      values.push_back(segments.front());
      if (const Node* found = any->find(segments.subspan(1), values, is_rest)) return found;
      values.pop_back();
    }
    if (rest_routes.empty()) return nullptr;
    is_rest = true;
    const char* begin = segments.front().data();
    const char* end = segments.back().data() + segments.back().size();
    values.emplace_back(begin, static_cast<std::size_t>(end - begin));
    return this;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(RouteSpec spec, Handler handler) {
  auto route = std::make_unique<Route>();
  route->index = routes_.size();
  for (const auto& other : routes_) ASSERT(other->spec.operation_id != spec.operation_id);
  if (!spec.request_schema.is_null()) {
    close_objects(spec.request_schema);
    spec.body = Body::json;
    route->validate_body = compile(spec.request_schema);
  }
  for (QueryParameter& parameter : spec.query) {
    if (parameter.schema.is_null())
      parameter.schema = schema(R"({"type":"string","maxLength":1024})");
    route->validate_query.push_back(compile(parameter.schema));
  }
  Node* node = root_.get();
  bool is_static = true;
  auto* target = &node->routes;
  for (std::string_view segment : split_path(spec.path)) {
    if (segment.starts_with('{') && segment.ends_with("*}")) {
      is_static = false;
      target = &node->rest_routes;
      break;
    }
    if (segment.starts_with('{')) {
      is_static = false;
      if (!node->any) node->any = std::make_unique<Node>();
      node = node->any.get();
    } else {
      auto& child = node->children[std::string(segment)];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
    }
    target = &node->routes;
  }
  route->spec = std::move(spec);
  route->handler = std::move(handler);
  bool is_new = target->emplace(route->spec.method, route.get()).second;
  ASSERT(is_new);
  if (is_static) static_routes_[route->spec.method + " " + route->spec.path] = route.get();
  routes_.push_back(std::move(route));
}

RouteMatch Router::match(std::string_view method, std::string_view path) const {
  RouteMatch match;
  std::string key;
  key.reserve(method.size() + path.size() + 1);
  key.append(method).append(" ").append(path);
  if (auto found = static_routes_.find(key); found != static_routes_.end()) {
    match.route = found->second;
    return match;
  }
  std::vector<std::string_view> segments = split_path(path);
  std::vector<std::string_view> values;
  bool is_rest = false;
  if (segments.size() > 64) return match;
  const Node* node = root_->find(segments, values, is_rest);
  if (node == nullptr) return match;
  const auto& routes = is_rest ? node->rest_routes : node->routes;
  auto found = routes.find(method);
  if (found == routes.end() && method == "HEAD") found = routes.find("GET");
  if (found == routes.end()) {
    for (const auto& [name, route] : routes) match.allowed_methods.push_back(name);
    return match;
  }
  std::size_t next = 0;
  for (std::string_view segment : split_path(found->second->spec.path)) {
    if (!segment.starts_with('{')) continue;
    auto name = segment.substr(1, segment.size() - (segment.ends_with("*}") ? 3 : 2));
    auto value = net::percent_decode(values[next++]);
    if (!value) return RouteMatch{};  // A broken escape names nothing.
    match.path_parameters.emplace_back(name, std::move(*value));
  }
  match.route = found->second;
  return match;
}

}  // namespace elevaite::http
