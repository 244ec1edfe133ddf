#include "model/knowledge.hpp"

#include <algorithm>
#include <array>

#include "core/assert.hpp"
#include "core/crypto/sha256.hpp"

namespace elevaite::model {
namespace {

constexpr std::array<std::pair<DocumentStatus, std::string_view>, 5> kDocumentStatuses = {{
    {DocumentStatus::queued, "queued"},
    {DocumentStatus::parsing, "parsing"},
    {DocumentStatus::embedding, "embedding"},
    {DocumentStatus::ready, "ready"},
    {DocumentStatus::failed, "failed"},
}};

constexpr std::string_view kEveryone = "everyone";
constexpr std::string_view kRolePrefix = "role:";
constexpr std::string_view kMemberPrefix = "member:";

std::string role_key(Role role) { return std::string(kRolePrefix).append(to_string(role)); }

}  // namespace

std::string_view to_string(DocumentStatus status) {
  for (const auto& [candidate, name] : kDocumentStatuses) {
    if (candidate == status) return name;
  }
  ASSERT(false);
}

std::optional<DocumentStatus> document_status_from(std::string_view text) {
  for (const auto& [status, name] : kDocumentStatuses) {
    if (name == text) return status;
  }
  return std::nullopt;
}

std::string blob_key_of(TenantId tenant_id, DocumentId id) {
  return "documents/" + tenant_id.str() + "/" + id.str();
}

ChunkId chunk_id_of(DocumentId document_id, std::int64_t revision, std::int64_t position) {
  crypto::Sha256 hash;
  hash.update(document_id.str() + "/" + std::to_string(revision) + "/" + std::to_string(position));
  auto digest = hash.finish();
  ChunkId id;
  for (std::size_t i = 0; i < 16; ++i) {
    id.uuid.bytes[i] = static_cast<std::uint8_t>(digest[i]);
  }
  // Version 8 of RFC 9562: our own.
  id.uuid.bytes[6] = static_cast<std::uint8_t>(0x80 | (id.uuid.bytes[6] & 0x0f));
  id.uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.uuid.bytes[8] & 0x3f));
  return id;
}

std::vector<std::string> readers_of(const DocumentAccess& access, std::optional<UserId> creator) {
  if (access.is_for_everyone) return {std::string(kEveryone)};
  std::vector<std::string> readers{role_key(Role::owner)};
  for (Role role : access.roles) readers.push_back(role_key(role));
  for (UserId user : access.members) readers.push_back(std::string(kMemberPrefix) + user.str());
  if (creator) readers.push_back(std::string(kMemberPrefix) + creator->str());
  std::ranges::sort(readers);
  auto repeated = std::ranges::unique(readers);
  readers.erase(repeated.begin(), repeated.end());
  return readers;
}

DocumentAccess access_from(const std::vector<std::string>& readers) {
  DocumentAccess access;
  access.is_for_everyone = false;
  for (std::string_view reader : readers) {
    if (reader == kEveryone) return {};
    if (reader.starts_with(kRolePrefix)) {
      auto role = parse_role(reader.substr(kRolePrefix.size()));
      if (role) access.roles.push_back(*role);
    } else if (reader.starts_with(kMemberPrefix)) {
      auto user = UserId::parse(reader.substr(kMemberPrefix.size()));
      if (user) access.members.push_back(*user);
    }
  }
  return access;
}

Reader Reader::of(Role role, UserId user_id) {
  return {role_key(role), std::string(kMemberPrefix) + user_id.str()};
}

}  // namespace elevaite::model
