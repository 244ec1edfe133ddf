#include "http/file_links.hpp"

#include "core/crypto/encoding.hpp"
#include "core/json.hpp"

namespace elevaite::http {
namespace {

constexpr std::string_view kPurpose = "file link";
constexpr std::size_t kMaxTokenBytes = 1024;

}  // namespace

std::string seal_file_link(const identity::MasterKeys& keys, const FileLink& link) {
  JsonObject note{{"tenant", link.tenant_id.str()},
                  {"file", link.file_id.str()},
                  {"until", to_micros(link.expires_at)}};
  auto sealed = keys.seal(crypto::bytes_of(to_text(note)), kPurpose);
  return keys.newest_id() + "." + crypto::base64url_encode(sealed);
}

Result<FileLink> open_file_link(const identity::MasterKeys& keys, std::string_view token,
                                Instant now) {
  auto dot = token.find('.');
  if (token.size() > kMaxTokenBytes || dot == std::string_view::npos) return not_found("link");
  auto sealed = crypto::base64url_decode(token.substr(dot + 1));
  if (!sealed) return not_found("link");
  auto opened = keys.open(token.substr(0, dot), *sealed, kPurpose);
  if (!opened) return not_found("link");
  TRY(auto note, parse_json(crypto::text_of(*opened)));
  FileLink link;
  TRY(link.tenant_id, model::TenantId::parse(find_string(note, "tenant").value_or("")));
  TRY(link.file_id, model::FileId::parse(find_string(note, "file").value_or("")));
  link.expires_at = from_micros(find_int(note, "until").value_or(0));
  if (link.expires_at > now) return link;
  return Error{ErrorCode::not_found, "The link was good for a short time, which has passed.",
               "gone"};
}

}  // namespace elevaite::http
