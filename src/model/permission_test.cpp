#include "model/permission.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

TEST(permissions, grow_with_the_role) {
  auto viewer = permissions_of(Role::viewer);
  auto builder = permissions_of(Role::builder);
  auto admin = permissions_of(Role::admin);
  auto owner = permissions_of(Role::owner);
  EXPECT_TRUE(builder.contains(viewer));
  EXPECT_TRUE(admin.contains(builder));
  EXPECT_TRUE(owner.contains(admin));
  EXPECT_FALSE(viewer.has(Permission::agents_write));
  EXPECT_TRUE(viewer.has(Permission::agents_chat));
  EXPECT_FALSE(builder.has(Permission::credentials_write));
  EXPECT_FALSE(admin.has(Permission::tenant_write));
  for (Permission permission : all_permissions()) EXPECT_TRUE(owner.has(permission));
}

TEST(permissions, are_read_as_they_are_written) {
  for (Permission permission : all_permissions()) {
    EXPECT_EQ(parse_permission(to_string(permission)), permission);
  }
  EXPECT_EQ(all_permissions().size(), static_cast<std::size_t>(Permission::knowledge_write) + 1);
  EXPECT_FALSE(parse_permission("agents:everything"));
  for (Role role : {Role::viewer, Role::builder, Role::admin, Role::owner}) {
    EXPECT_EQ(parse_role(to_string(role)), role);
  }
  EXPECT_FALSE(parse_role("Owner"));
}

}  // namespace
}  // namespace elevaite::model
