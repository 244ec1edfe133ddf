// Answers: JSON, nothing, and problem details (RFC 9457) with our members code, reason, errors,
// request_id.
#pragma once
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "core/net/http.hpp"
#include "core/result.hpp"

namespace elevaite::http {

net::HttpResponse json_response(int status, const Json& body);
net::HttpResponse no_content();
// 202 without a body: what was asked for happens later.
net::HttpResponse accepted();

// application/problem+json. The message of an `internal` error is replaced: it is for the log.
net::HttpResponse problem_response(const Error& error, std::string_view request_id);
Json problem_json(const Error& error, int status, std::string_view request_id);

// `reason` is looked at first, so that a few refusals have their own status (405, 415, 412, 428).
int status_of(const Error& error);

}  // namespace elevaite::http
