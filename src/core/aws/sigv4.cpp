#include "core/aws/sigv4.hpp"

#include <algorithm>
#include <map>

#include "core/crypto/random.hpp"

namespace elevaite::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string encode_path(std::string_view path) {
  std::string encoded;
  for (std::size_t start = 0;;) {
    auto end = path.find('/', start);
    encoded += net::percent_encode(path.substr(start, end - start));
    if (end == std::string_view::npos) return encoded;
    encoded += '/';
    start = end + 1;
  }
}

std::string canonical_query(const net::QueryParameters& query) {
  net::QueryParameters encoded;
  for (const auto& [name, value] : query) {
    encoded.emplace_back(net::percent_encode(name), net::percent_encode(value));
  }
  std::sort(encoded.begin(), encoded.end());
  std::string text;
  for (const auto& [name, value] : encoded) {
    if (!text.empty()) text += '&';
    text.append(name).append("=").append(value);
  }
  return text;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

// Without spaces at the ends, and with one where there are several.
std::string collapse(std::string_view value) {
  std::string text;
  for (char c : value) {
    if (c == ' ' && (text.empty() || text.back() == ' ')) continue;
    text += c;
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

struct CanonicalFields {
  std::string lines;
  std::string names;
};

CanonicalFields canonical_fields(const SignableRequest& request) {
  std::map<std::string, std::string> fields{{"host", request.host}};
  for (const auto& [name, value] : request.headers) {
    auto [place, is_new] = fields.try_emplace(lower_case(name), collapse(value));
    if (!is_new) place->second += "," + collapse(value);
  }
  CanonicalFields canonical;
  for (const auto& [name, value] : fields) {
    canonical.lines += name + ":" + value + "\n";
    if (!canonical.names.empty()) canonical.names += ';';
    canonical.names += name;
  }
  return canonical;
}

// "20150830T123600Z"
std::string basic_time(Instant at) {
  std::string text;
  for (char c : to_rfc3339(std::chrono::floor<std::chrono::seconds>(at)).substr(0, 19)) {
    if (c != '-' && c != ':') text += c;
  }
  return text + "Z";
}

std::string scope_text(const SigningScope& scope, std::string_view time) {
  return std::string(time.substr(0, 8)) + "/" + scope.region + "/" + scope.service +
         "/aws4_request";
}

std::string signature_of(const SignableRequest& request, const CanonicalFields& fields,
                         const Credentials& credentials, const SigningScope& scope,
                         std::string_view time, std::string_view payload_hash) {
  auto path = encode_path(request.path);
  if (scope.service != "s3") path = encode_path(path);
  std::string canonical = request.method + "\n" + path + "\n" + canonical_query(request.query) +
                          "\n" + fields.lines + "\n" + fields.names + "\n";
  canonical += payload_hash;
  std::string to_sign(kAlgorithm);
  to_sign.append("\n").append(time).append("\n").append(scope_text(scope, time)).append("\n");
  to_sign += crypto::hex_encode(crypto::sha256(canonical));
  auto step = [](crypto::ByteView key, std::string_view text) {
    return crypto::hmac_sha256(key, crypto::bytes_of(text));
  };
  std::string first = "AWS4" + credentials.secret_access_key;
  auto key = step(crypto::bytes_of(first), time.substr(0, 8));
  crypto::wipe(first);
  key = step(key, scope.region);
  key = step(key, scope.service);
  key = step(key, "aws4_request");
  return crypto::hex_encode(step(key, to_sign));
}

}  // namespace

std::string SignableRequest::target() const {
  auto text = encode_path(path);
  if (!query.empty()) text += "?" + canonical_query(query);
  return text;
}

void sign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope,
          Instant at, std::string_view payload_hash) {
  auto time = basic_time(at);
  request.headers.set("X-Amz-Date", time);
  if (!credentials.session_token.empty()) {
    request.headers.set("X-Amz-Security-Token", credentials.session_token);
  }
  if (scope.service == "s3") {
    request.headers.set("X-Amz-Content-Sha256", std::string(payload_hash));
  }
  auto fields = canonical_fields(request);
  std::string authorization(kAlgorithm);
  authorization += " Credential=" + credentials.access_key_id + "/" + scope_text(scope, time) +
                   ", SignedHeaders=" + fields.names + ", Signature=" +
                   signature_of(request, fields, credentials, scope, time, payload_hash);
  request.headers.set("Authorization", std::move(authorization));
}

void presign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope,
             Instant at, std::chrono::seconds lifetime) {
  auto time = basic_time(at);
  auto fields = canonical_fields(request);
  auto& query = request.query;
  query.emplace_back("X-Amz-Algorithm", kAlgorithm);
  query.emplace_back("X-Amz-Credential", credentials.access_key_id + "/" + scope_text(scope, time));
  query.emplace_back("X-Amz-Date", time);
  query.emplace_back("X-Amz-Expires", std::to_string(lifetime.count()));
  if (!credentials.session_token.empty()) {
    query.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  query.emplace_back("X-Amz-SignedHeaders", fields.names);
  // Only S3 has links with a body; elsewhere it is signed that there is none.
  const std::string hash = scope.service == "s3" ? std::string(kUnsignedPayload)
                                                 : crypto::hex_encode(crypto::sha256(""));
  query.emplace_back("X-Amz-Signature",
                     signature_of(request, fields, credentials, scope, time, hash));
}

}  // namespace elevaite::aws
