// How an API key stands in its row.
#pragma once
#include "identity/api_keys.hpp"

namespace elevaite::identity {

// From a SELECT of exactly: id, user_id, name, prefix, role, scopes, created_at, expires_at,
// last_used_at, allowed_addresses, rotated_at, previous_prefix, previous_until, previous_used_at.
// `now`: a secret before that works no more is not shown.
ApiKeyView read_api_key(const ports::Rows& rows, std::size_t row, Instant now);

JsonArray scope_names(const std::vector<model::Permission>& scopes);
JsonArray address_list(const std::vector<std::string>& blocks);

struct ApiKeySecret {
  std::string prefix;
  std::string whole;
  ports::Bytes digest;  // SHA-256 of the whole
};
ApiKeySecret new_api_key_secret();

// Of the field "name". invalid_argument.
Result<void> check_key_name(const std::string& name);
// The blocks in one spelling, each once. invalid_argument with "allowed_addresses[i]" for each
// fault.
Result<std::vector<std::string>> check_address_list(const std::vector<std::string>& blocks);

}  // namespace elevaite::identity
