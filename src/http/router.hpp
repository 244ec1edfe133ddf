// Routes as data. A spec declares everything that is checked before its handler runs and everything
// that openapi.json says; the handler only acts. Built at start-up, then read-only.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json.hpp"
#include "core/net/http.hpp"
#include "core/task.hpp"
#include "http/problem.hpp"
#include "http/request_context.hpp"
#include "model/permission.hpp"

namespace elevaite::http {

struct QueryParameter {
  std::string name;
  std::string description;
  // {"type":"string"|"integer"|"boolean", "enum", "minimum", "maxLength", …}; an "integer" or
  // "boolean" is converted before it is checked. Null means a string of at most 1024 bytes.
  Json schema = nullptr;
  bool is_required = false;
  // May be given several times (`status=failed&status=cancelled`); the schema is that of one value.
  bool is_list = false;
};

struct ResponseSpec {
  int status = 200;
  std::string description;
  Json schema = nullptr;  // null: no body (or an undescribed one, see content_type)
  std::string content_type = "application/json";
};

enum class Body {
  none,  // ignored when sent
  json,  // application/json, valid against request_schema
  raw,   // handed over as RequestContext::request.body
  // Read by the handler, as it arrives, from RequestContext::request.body_stream, which is null
  // when there is none. Only for paths without parameters.
  stream,
};

using ErrorWriter = net::HttpResponse (*)(const Error& error, std::string_view request_id);

struct RouteSpec {
  std::string method;        // "GET"
  std::string path;          // "/v1/agents/{id}"; a last segment "{rest*}" takes all that remains
  std::string operation_id;  // "get_agent", unique
  std::string summary;       // one line
  std::string description{};
  std::string tag{};
  bool is_public = false;  // true: no authentication is looked at
  // Needed beside authentication; empty: any member may.
  std::optional<model::Permission> permission{};
  // False: a session is needed (changing a password with an API key makes no sense).
  bool allows_api_keys = true;
  std::vector<QueryParameter> query{};
  bool allows_any_query = false;  // otherwise an undeclared query parameter is refused
  // JSON Schema 2020-12. Objects with "properties" refuse unknown fields unless they say otherwise.
  Json request_schema = nullptr;  // when set, `body` becomes json
  Body body = Body::none;
  bool is_body_optional = false;  // an absent JSON body is null
  std::size_t max_body_bytes = 8 << 20;
  std::vector<ResponseSpec> responses{};
  ErrorWriter write_error = &problem_response;
};

using Handler = std::function<Task<Result<net::HttpResponse>>(RequestContext&)>;

struct Route {
  RouteSpec spec;
  Handler handler;
  std::size_t index = 0;  // position in Router::routes()
  // Compiled from the spec's schemas: every fault, with JSON pointers. Empty without a schema.
  std::function<std::vector<FieldError>(const Json&)> validate_body{};
  std::vector<std::function<std::vector<FieldError>(const Json&)>> validate_query{};
};

struct RouteMatch {
  const Route* route = nullptr;
  std::vector<std::pair<std::string, std::string>> path_parameters{};
  // When route is null: the methods that this path has. Empty: no such path.
  std::vector<std::string> allowed_methods{};
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Asserts that the spec is sound: path and operation_id unique, schemas compile.
  void add(RouteSpec spec, Handler handler);
  // `path` as sent, without the query. HEAD is answered by the GET route.
  RouteMatch match(std::string_view method, std::string_view path) const;
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unordered_map<std::string, const Route*> static_routes_;  // by "METHOD /path"
  std::unique_ptr<Node> root_;
};

// A schema written as JSON text in the source; asserts that it parses.
Json schema(std::string_view text);

}  // namespace elevaite::http
