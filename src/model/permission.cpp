#include "model/permission.hpp"

#include <array>

#include "core/assert.hpp"

namespace elevaite::model {
namespace {

struct PermissionRow {
  Permission permission;
  std::string_view name;
  Role lowest_role;  // this role and every higher one hold the permission
};

constexpr std::array kPermissions = {
    PermissionRow{Permission::agents_read, "agents:read", Role::viewer},
    PermissionRow{Permission::agents_write, "agents:write", Role::builder},
    PermissionRow{Permission::agents_deploy, "agents:deploy", Role::builder},
    PermissionRow{Permission::agents_chat, "agents:chat", Role::viewer},
    PermissionRow{Permission::runs_read, "runs:read", Role::viewer},
    PermissionRow{Permission::runs_manage, "runs:manage", Role::builder},
    PermissionRow{Permission::approvals_answer, "approvals:answer", Role::builder},
    PermissionRow{Permission::credentials_read, "credentials:read", Role::builder},
    PermissionRow{Permission::credentials_write, "credentials:write", Role::admin},
    PermissionRow{Permission::api_keys_read, "api_keys:read", Role::builder},
    PermissionRow{Permission::api_keys_write, "api_keys:write", Role::builder},
    PermissionRow{Permission::files_read, "files:read", Role::viewer},
    PermissionRow{Permission::files_write, "files:write", Role::builder},
    PermissionRow{Permission::members_read, "members:read", Role::viewer},
    PermissionRow{Permission::members_write, "members:write", Role::admin},
    PermissionRow{Permission::tenant_write, "tenant:write", Role::owner},
    PermissionRow{Permission::processes_read, "processes:read", Role::admin},
    PermissionRow{Permission::notifications_read, "notifications:read", Role::viewer},
    PermissionRow{Permission::notifications_write, "notifications:write", Role::viewer},
    PermissionRow{Permission::webhooks_read, "webhooks:read", Role::admin},
    PermissionRow{Permission::webhooks_write, "webhooks:write", Role::admin},
    PermissionRow{Permission::mail_read, "mail:read", Role::admin},
    PermissionRow{Permission::audit_read, "audit:read", Role::admin},
    PermissionRow{Permission::knowledge_read, "knowledge:read", Role::viewer},
    PermissionRow{Permission::knowledge_write, "knowledge:write", Role::builder},
};

constexpr std::array<std::pair<Role, std::string_view>, 4> kRoleNames = {{
    {Role::viewer, "viewer"},
    {Role::builder, "builder"},
    {Role::admin, "admin"},
    {Role::owner, "owner"},
}};

}  // namespace

std::string_view to_string(Role role) {
  for (const auto& [candidate, name] : kRoleNames) {
    if (candidate == role) return name;
  }
  ASSERT(false);
}

std::optional<Role> parse_role(std::string_view text) {
  for (const auto& [role, name] : kRoleNames) {
    if (name == text) return role;
  }
  return std::nullopt;
}

std::string_view to_string(Permission permission) {
  for (const PermissionRow& row : kPermissions) {
    if (row.permission == permission) return row.name;
  }
  ASSERT(false);
}

std::optional<Permission> parse_permission(std::string_view text) {
  for (const PermissionRow& row : kPermissions) {
    if (row.name == text) return row.permission;
  }
  return std::nullopt;
}

const std::vector<Permission>& all_permissions() {
  static const std::vector<Permission> all = [] {
    std::vector<Permission> permissions;
    for (const PermissionRow& row : kPermissions) permissions.push_back(row.permission);
    return permissions;
  }();
  return all;
}

PermissionSet permissions_of(Role role) {
  PermissionSet set;
  for (const PermissionRow& row : kPermissions) {
    if (row.lowest_role <= role) set.add(row.permission);
  }
  return set;
}

}  // namespace elevaite::model
