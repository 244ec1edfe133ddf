// What a model vendor's failure means to us. The same rules for every vendor.
#pragma once
#include <optional>
#include <string_view>

#include "core/json.hpp"
#include "core/net/http.hpp"

namespace elevaite::adapters::llm {

// The error object in a body or stream event that should have been an answer; nullopt when there is
// none.
std::optional<Error> reported_error(const Json& value);

// An answer that is not 2xx. 429 → rate_limited with retry_after, 5xx → unavailable, 401/403 →
// unauthenticated, everything else that the vendor refuses → invalid_argument. `vendor` is the name
// for the sentence; `secret` never appears in the message. `now` is for a Retry-After that is a
// date.
Error error_of_status(std::string_view vendor, int status, const net::Headers& headers,
                      std::string_view body, std::string_view secret, Instant now);

// Retry-After in seconds or as an HTTP date, or retry-after-ms; at most a day.
std::optional<std::chrono::milliseconds> retry_after_of(const net::Headers& headers, Instant now);

}  // namespace elevaite::adapters::llm
