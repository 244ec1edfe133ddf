#include "apps/tenant_shelf.hpp"

#include "core/crypto/sha256.hpp"
#include "core/media_type.hpp"
#include "http/file_links.hpp"

namespace elevaite::apps {
namespace {

constexpr std::chrono::seconds kLinkLifetime = 24h;
constexpr std::size_t kPieceBytes = 256 << 10;

// A UUID of version 7 whose time is the step's and whose rest is the key's: a repetition of the
// step means the same file, and files stay in the order of their making.
model::FileId id_for(const ports::NewStoredFile& file) {
  crypto::Sha256 hash;
  hash.update(file.tenant_id.str() + "/" + file.idempotency_key);
  auto digest = hash.finish();
  Uuid uuid;
  auto millis = static_cast<std::uint64_t>(to_micros(file.created_at) / 1000);
  for (std::size_t i = 0; i < 6; ++i) {
    uuid.bytes[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  }
  for (std::size_t i = 6; i < 16; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(digest[i]);
  uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | (uuid.bytes[6] & 0x0f));
  uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3f));
  return {uuid};
}

// Hands the bytes out in pieces.
engine::Files::NextBytes pieces_of(std::string bytes) {
  auto rest = std::make_shared<std::pair<std::string, std::size_t>>(std::move(bytes), 0);
  struct Next {
    static Task<Result<std::string>> piece(
        std::shared_ptr<std::pair<std::string, std::size_t>> state) {
      std::string piece = state->first.substr(state->second, kPieceBytes);
      state->second += piece.size();
      co_return piece;
    }
  };
  return [rest] { return Next::piece(rest); };
}

}  // namespace

Task<Result<model::File>> TenantShelf::store(ports::NewStoredFile file) {
  model::FileId id = id_for(file);
  auto earlier = co_await files_.get(file.tenant_id, id);
  if (earlier) co_return earlier;
  if (earlier.error().code != ErrorCode::not_found) co_return earlier;
  engine::NewFile request;
  request.tenant_id = file.tenant_id;
  request.name = file.name;
  request.declared_type = media_type_of(file.content_type);
  request.size = file.bytes.size();
  request.id = id;
  std::string bytes = file.bytes;
  auto stored = co_await files_.upload(request, pieces_of(std::move(bytes)));
  if (stored || stored.error().code != ErrorCode::conflict) co_return stored;
  // A process that died left an unfinished upload, which the sweep will end.
  request.id = std::nullopt;
  co_return co_await files_.upload(std::move(request), pieces_of(std::move(file.bytes)));
}

Task<Result<std::string>> TenantShelf::link_to(model::File file, Instant expires_at) {
  http::FileLink link{file.tenant_id, file.id, expires_at};
  CO_TRY(auto url, co_await files_.link(std::move(file), kLinkLifetime));
  if (url) co_return std::move(*url);
  co_return public_url_ + "/v1/file-links/" + http::seal_file_link(keys_, link);
}

Task<Result<ports::StoredFile>> TenantShelf::put(ports::NewStoredFile file) {
  CO_TRY(model::File stored, co_await store(std::move(file)));
  ports::StoredFile answer;
  answer.id = stored.id.str();
  answer.name = stored.name;
  answer.content_type = stored.content_type;
  answer.size = stored.size;
  answer.url_expires_at = std::chrono::floor<std::chrono::seconds>(clock_.now()) + kLinkLifetime;
  CO_TRY(answer.url, co_await link_to(std::move(stored), answer.url_expires_at));
  co_return answer;
}

Task<Result<std::string>> TenantShelf::read(model::TenantId tenant_id, std::string file_id,
                                            std::uint64_t max_bytes) {
  auto id = model::FileId::parse(file_id);
  if (!id) co_return not_found("file");
  CO_TRY(model::File file, co_await files_.get(tenant_id, *id));
  std::string content;
  if (file.size == 0) co_return content;
  ports::BlobRange range{0, max_bytes};
  CO_TRY(auto reader, co_await files_.open(std::move(file), range));
  while (content.size() < max_bytes) {
    CO_TRY(std::string bytes, co_await reader->read());
    if (bytes.empty()) break;
    content += bytes;
  }
  if (content.size() > max_bytes) content.resize(max_bytes);
  co_return content;
}

}  // namespace elevaite::apps
