#include "identity/api_key_rows.hpp"

#include "core/crypto/random.hpp"
#include "core/json.hpp"
#include "core/net/address_block.hpp"
#include "core/utf8.hpp"
#include "identity/password_policy.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxKeyNameBytes = 200;
constexpr std::size_t kMaxAddressBlocks = 100;

std::vector<model::Permission> read_scopes(const std::string& text) {
  std::vector<model::Permission> scopes;
  auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return scopes;
  for (const Json& entry : parsed->as_array()) {
    if (!entry.is_string()) continue;
    if (auto scope = model::parse_permission(view(entry.get_string()))) scopes.push_back(*scope);
  }
  return scopes;
}

std::vector<std::string> read_address_list(const std::string& text) {
  std::vector<std::string> blocks;
  auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return blocks;
  for (const Json& entry : parsed->as_array()) {
    if (entry.is_string()) blocks.emplace_back(view(entry.get_string()));
  }
  return blocks;
}

}  // namespace

ApiKeyView read_api_key(const ports::Rows& rows, std::size_t row, Instant now) {
  ApiKeyView key;
  key.id.uuid = rows.uuid(row, 0);
  key.user_id.uuid = rows.uuid(row, 1);
  key.name = rows.text(row, 2);
  key.prefix = rows.text(row, 3);
  key.role = model::parse_role(rows.text(row, 4)).value_or(model::Role::viewer);
  key.scopes = read_scopes(rows.text(row, 5));
  key.created_at = from_micros(rows.integer(row, 6));
  key.expires_at = rows.optional_instant(row, 7);
  key.last_used_at = rows.optional_instant(row, 8);
  key.allowed_addresses = read_address_list(rows.text(row, 9));
  key.rotated_at = rows.optional_instant(row, 10);
  auto until = rows.optional_instant(row, 12);
  if (until && *until > now) {
    key.previous = PreviousSecret{rows.text(row, 11), *until, rows.optional_instant(row, 13)};
  }
  return key;
}

JsonArray scope_names(const std::vector<model::Permission>& scopes) {
  JsonArray list;
  for (model::Permission scope : scopes) list.push_back(Json(to_string(scope)));
  return list;
}

JsonArray address_list(const std::vector<std::string>& blocks) {
  JsonArray list;
  for (const std::string& block : blocks) list.push_back(Json(block));
  return list;
}

ApiKeySecret new_api_key_secret() {
  ApiKeySecret secret;
  secret.prefix = std::string(kApiKeyPrefix) + crypto::hex_encode(crypto::random_bytes(6));
  secret.whole = secret.prefix + "_" + crypto::random_token(32);
  auto digest = crypto::sha256(secret.whole);
  secret.digest.assign(digest.begin(), digest.end());
  return secret;
}

Result<void> check_key_name(const std::string& name) {
  if (name.empty() || name.size() > kMaxKeyNameBytes || !is_utf8(name)) {
    return invalid_field("name", "invalid", "Name the key with 1 to 200 bytes of text.");
  }
  return {};
}

Result<std::vector<std::string>> check_address_list(const std::vector<std::string>& blocks) {
  if (blocks.size() > kMaxAddressBlocks) {
    return invalid_field("allowed_addresses", "too_many",
                         fmt::format("Name at most {} blocks.", kMaxAddressBlocks));
  }
  std::vector<FieldError> faults;
  std::vector<std::string> checked;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto block = net::AddressBlock::parse(blocks[i]);
    if (!block) {
      faults.push_back({fmt::format("allowed_addresses[{}]", i), "invalid", block.error().message});
      continue;
    }
    auto text = block->text();
    if (std::find(checked.begin(), checked.end(), text) == checked.end()) {
      checked.push_back(std::move(text));
    }
  }
  if (!faults.empty()) return refused_fields(std::move(faults));
  return checked;
}

}  // namespace elevaite::identity
