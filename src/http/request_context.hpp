// What a route's handler is given. It lives until the handler has answered: a streamed response
// runs later and must own copies of what it needs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.hpp"
#include "core/net/http.hpp"
#include "core/result.hpp"
#include "model/principal.hpp"

namespace elevaite::http {

struct RouteSpec;

struct RequestContext {
  net::HttpRequest request;
  const RouteSpec* route = nullptr;
  std::vector<std::pair<std::string, std::string>> path_parameters{};   // percent-decoded
  std::vector<std::pair<std::string, std::string>> query_parameters{};  // percent-decoded, in order
  Json body = nullptr;         // valid against the route's request schema; null without one
  model::Principal principal;  // of a public route: all nil
  std::string request_id;      // in every answer and log line of this request
  std::string traceparent;     // as sent when well formed, otherwise empty

  // The decoded segment; the route declares it (an assertion).
  const std::string& path_parameter(std::string_view name) const;
  // Answers not_found for a malformed id, as for an absent row.
  template <class IdType>
  Result<IdType> path_id(std::string_view name) const {
    return IdType::parse(path_parameter(name));
  }

  // The first of that name, or nullopt. Values are valid against the declared parameter's schema.
  std::optional<std::string_view> query(std::string_view name) const;
  // Every one of that name, in order.
  std::vector<std::string_view> query_list(std::string_view name) const;
  std::optional<std::int64_t> query_int(std::string_view name) const;
  std::optional<bool> query_bool(std::string_view name) const;

  std::optional<std::string> cookie(std::string_view name) const;
};

}  // namespace elevaite::http
