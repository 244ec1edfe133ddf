#include "http/file_answers.hpp"

#include <charconv>

#include "core/crypto/encoding.hpp"
#include "core/media_type.hpp"
#include "http/router.hpp"

namespace elevaite::http {
namespace {

constexpr std::size_t kDigestBytes = 32;

// Content-Digest: sha-256=:…base64…: (RFC 9530), as lower-case hex. Other algorithms are passed
// over.
Result<std::string> expected_digest(std::string_view field) {
  constexpr std::string_view kName = "sha-256=:";
  auto start = field.find(kName);
  if (start == std::string_view::npos) return std::string();
  start += kName.size();
  auto bytes = crypto::base64_decode(field.substr(start, field.find(':', start) - start));
  if (!bytes || bytes->size() != kDigestBytes) {
    return invalid_field("Content-Digest", "format", "Write it as sha-256=:BASE64: (RFC 9530).");
  }
  return crypto::hex_encode(*bytes);
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Span {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// The one range that is asked for. Several, and what is no range at all, mean the whole, as RFC
// 9110 allows; nothing of the file is range_not_satisfiable.
Result<std::optional<Span>> read_range(std::string_view field, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  std::optional<Span> whole;
  if (!field.starts_with(kUnit)) return whole;
  field.remove_prefix(kUnit.size());
  auto dash = field.find('-');
  if (dash == std::string_view::npos || field.find(',') != std::string_view::npos) return whole;
  auto first = number_of(field.substr(0, dash));
  auto last = number_of(field.substr(dash + 1));
  bool is_suffix = dash == 0 && last;
  bool is_open = first && dash + 1 == field.size();
  if (!is_suffix && !is_open && !(first && last && *first <= *last)) return whole;
  if (is_suffix) {
    auto length = std::min(*last, size);
    if (length > 0) return std::optional<Span>(Span{size - length, length});
  } else if (*first < size) {
    auto end = is_open ? size : std::min(size - 1, *last) + 1;
    return std::optional<Span>(Span{*first, end - *first});
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("The file has {} bytes; the range begins behind them.", size),
               "range_not_satisfiable"};
}

bool names_etag(std::string_view field, std::string_view etag) {
  return field == "*" || field.find(etag) != std::string_view::npos;
}

Task<void> send(std::shared_ptr<ports::BlobReader> reader, net::ResponseStream& out) {
  while (out.is_open()) {
    auto bytes = co_await reader->read();
    // Ending short of the length that was told is how the client learns of a failure.
    if (!bytes || bytes->empty()) co_return;
    auto written = co_await out.write(std::move(*bytes));
    if (!written) co_return;
  }
}

}  // namespace

Json file_json(const model::File& file) {
  JsonObject out;
  out["id"] = file.id.str();
  out["name"] = file.name;
  out["content_type"] = file.content_type;
  out["size"] = file.size;
  out["sha256"] = file.sha256;
  out["created_by"] = file.created_by.is_nil() ? Json(nullptr) : Json(file.created_by.str());
  out["created_at"] = to_rfc3339(file.created_at);
  return out;
}

Json file_schema() {
  return schema(R"({"type":"object","required":["id","name","content_type","size","sha256",
    "created_by","created_at"],"properties":{"id":{"type":"string"},"name":{"type":"string"},
    "content_type":{"type":"string"},
    "size":{"type":"integer","description":"In bytes."},
    "sha256":{"type":"string","description":"Of the content, in lower-case hex."},
    "created_by":{"type":["string","null"]},
    "created_at":{"type":"string","format":"date-time"}}})");
}

Result<elevaite::engine::NewFile> read_new_file(const RequestContext& context) {
  elevaite::engine::NewFile file;
  const auto& headers = context.request.headers;
  file.tenant_id = context.principal.tenant_id;
  file.created_by = context.principal.user_id;
  file.name = context.query("name").value_or("");
  auto type = headers.get("Content-Type");
  file.declared_type = media_type_of(type);
  if (!type.empty() && file.declared_type.empty()) {
    return invalid_field("Content-Type", "format", "This is no media type, such as text/csv.");
  }
  file.size = number_of(headers.get("Content-Length"));
  TRY(file.expected_sha256, expected_digest(headers.get("Content-Digest")));
  return file;
}

Task<Result<net::HttpResponse>> content_response(elevaite::engine::Files& files, model::File file,
                                                 const net::HttpRequest& request) {
  net::HttpResponse response;
  std::string etag = "\"" + file.sha256 + "\"";
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", "private, no-cache");
  if (names_etag(request.headers.get("If-None-Match"), etag)) {
    response.status = 304;
    co_return response;
  }
  std::optional<Span> span;
  auto if_range = request.headers.get("If-Range");
  if (if_range.empty() || if_range == etag) {
    CO_TRY(span, read_range(request.headers.get("Range"), file.size));
  }
  response.headers.add("Accept-Ranges", "bytes");
  response.headers.add("Content-Type", file.content_type);
  response.headers.add("Content-Disposition", model::content_disposition_of(file.name));
  // Should a browser show it all the same: without scripts, and not as a page of ours.
  response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
  ports::BlobRange range;
  if (span) {
    response.status = 206;
    response.headers.add("Content-Range", fmt::format("bytes {}-{}/{}", span->offset,
                                                      span->offset + span->length - 1, file.size));
    range = {span->offset, span->length};
  }
  response.content_length = span ? span->length : file.size;
  if (request.method == "HEAD") co_return response;
  CO_TRY(auto opened, co_await files.open(std::move(file), range));
  std::shared_ptr<ports::BlobReader> reader = std::move(opened);
  response.stream = [reader](net::ResponseStream& out) { return send(reader, out); };
  co_return response;
}

}  // namespace elevaite::http
