// What a client accepts and what it has already, from the request's headers.
#pragma once
#include <string_view>

namespace elevaite::http::web {

// Whether Accept-Encoding names `coding` (or "*") and does not refuse it with q=0.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

// Whether If-None-Match names `etag` (with its quotes). Weakly, as RFC 9110 has it for this field.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace elevaite::http::web
