// What is checked of a request, from its route's spec, before the handler sees it.
#pragma once
#include "http/router.hpp"

namespace elevaite::http {

// Fills context.query_parameters. Lists every fault.
Result<void> read_query(const Route& route, RequestContext& context);
// Fills context.body: content type, size, syntax, schema.
Result<void> read_body(const Route& route, RequestContext& context);
// The principal may call this route.
Result<void> check_permission(const RouteSpec& spec, const model::Principal& principal);
// A client's X-Request-Id when it is 1 to 64 letters, digits, '.', '_' or '-'; otherwise a new one.
std::string request_id_of(const net::HttpRequest& request);
// The entry of X-Forwarded-For that `trusted_proxies` proxies of ours vouch for; empty without any.
std::string forwarded_address(const net::HttpRequest& request, int trusted_proxies);
// A well-formed W3C traceparent, or nothing.
std::string traceparent_of(const net::HttpRequest& request);

}  // namespace elevaite::http
