// What a person or a key may do in a tenant. One table (permission.cpp) says which role holds which
// permission; the only check is in http/api.cpp, from the route's spec.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace elevaite::model {

// From least to most: a role holds everything that a lower one holds.
enum class Role { viewer, builder, admin, owner };

std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

// Written "agents:read" and so on: the words an API key's `scopes` are made of.
enum class Permission {
  agents_read,
  agents_write,
  agents_deploy,
  agents_chat,
  runs_read,
  runs_manage,
  approvals_answer,
  credentials_read,
  credentials_write,
  api_keys_read,
  api_keys_write,
  files_read,
  files_write,
  members_read,
  members_write,
  tenant_write,
  processes_read,
  notifications_read,
  notifications_write,
  webhooks_read,
  webhooks_write,
  mail_read,
  audit_read,
  knowledge_read,
  knowledge_write,
};

std::string_view to_string(Permission permission);
std::optional<Permission> parse_permission(std::string_view text);
const std::vector<Permission>& all_permissions();

class PermissionSet {
 public:
  constexpr PermissionSet() = default;
  constexpr PermissionSet(std::initializer_list<Permission> permissions) {
    for (Permission permission : permissions) add(permission);
  }
  constexpr void add(Permission permission) { bits_ |= bit(permission); }
  constexpr bool has(Permission permission) const { return (bits_ & bit(permission)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool contains(PermissionSet other) const {
    return (bits_ & other.bits_) == other.bits_;
  }
  constexpr PermissionSet operator|(PermissionSet other) const {
    return PermissionSet(bits_ | other.bits_);
  }
  constexpr PermissionSet operator&(PermissionSet other) const {
    return PermissionSet(bits_ & other.bits_);
  }
  constexpr bool operator==(const PermissionSet&) const = default;

 private:
  constexpr explicit PermissionSet(std::uint32_t bits) : bits_(bits) {}
  static constexpr std::uint32_t bit(Permission permission) {
    return std::uint32_t{1} << static_cast<unsigned>(permission);
  }
  std::uint32_t bits_ = 0;
};

PermissionSet permissions_of(Role role);

}  // namespace elevaite::model
