// AWS Signature Version 4: who sends a request, proved in its header fields or, for a link that
// somebody else follows, in its query.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/net/http.hpp"
#include "core/net/uri.hpp"
#include "core/time.hpp"

namespace elevaite::aws {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token{};  // of temporary credentials
  std::optional<Instant> expires_at{};
};

struct SigningScope {
  std::string region;
  std::string service;  // "s3", "sqs"; S3 alone encodes the path once instead of twice
};

// What is signed. Path and query are as meant, not as encoded: target() writes them.
struct SignableRequest {
  std::string method = "GET";
  std::string host;  // as the Host field will say it: with the port when it is not the scheme's own
  std::string path = "/";
  net::QueryParameters query{};
  net::Headers headers{};

  // The request target in the one spelling that the signature is about.
  std::string target() const;
};

// What stands for the body's hash where the body is not signed.
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

// Adds X-Amz-Date, X-Amz-Security-Token, for S3 X-Amz-Content-Sha256, and Authorization. Every
// field that the request has by then is signed. `payload_hash` is lower-case hex, or
// kUnsignedPayload.
void sign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope,
          Instant at, std::string_view payload_hash);

// Adds the X-Amz-… parameters to the query: whoever has the link may make this request until
// `lifetime` (of whole seconds, at most 7 days) has passed. For S3 the body is not signed; for
// others there is none.
void presign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope,
             Instant at, std::chrono::seconds lifetime);

}  // namespace elevaite::aws
