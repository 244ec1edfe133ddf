#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class ApiKeys : public IdentityTest {
 protected:
  Result<identity::CreatedApiKey> create(const model::Principal& creator,
                                         identity::NewApiKey request) {
    return db.await(api_keys.create(creator, std::move(request)));
  }
};
ELEVAITE_ON_BOTH_DATABASES(ApiKeys);

TEST_P(ApiKeys, act_as_their_creator_with_their_own_role) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  EXPECT_TRUE(key.secret.starts_with(key.view.prefix + "_"));
  EXPECT_TRUE(key.secret.starts_with("elv_"));
  auto principal = authenticate(key.secret).value();
  EXPECT_EQ(principal.kind, model::Principal::Kind::api_key);
  EXPECT_EQ(principal.tenant_id, ada.principal.tenant_id);
  EXPECT_EQ(principal.user_id, ada.principal.user_id);
  EXPECT_EQ(principal.role, model::Role::builder);
  EXPECT_TRUE(principal.permissions.has(model::Permission::agents_write));
  EXPECT_FALSE(principal.permissions.has(model::Permission::tenant_write));
}

TEST_P(ApiKeys, scopes_narrow_the_role) {
  auto ada = sign_up();
  identity::NewApiKey request{"chat", model::Role::builder, {"agents:chat", "agents:chat"}};
  auto key = create(ada.principal, request).value();
  EXPECT_EQ(key.view.scopes.size(), 1u);
  auto principal = authenticate(key.secret).value();
  EXPECT_TRUE(principal.permissions.has(model::Permission::agents_chat));
  EXPECT_FALSE(principal.permissions.has(model::Permission::agents_read));
}

TEST_P(ApiKeys, never_exceed_their_creator) {
  auto ada = sign_up();
  auto builder = ada.principal;
  builder.role = model::Role::builder;
  builder.permissions = permissions_of(builder.role);
  EXPECT_EQ(reason(create(builder, {"x", model::Role::admin})), "role_beyond_own");
  EXPECT_EQ(reason(create(builder, {"x", model::Role::builder, {"tenant:write"}})),
            "scope_beyond_own");
  EXPECT_EQ(create(builder, {"x", model::Role::builder, {"fly"}}).error().fields.at(0).field,
            "scopes[0]");
  builder.permissions = {model::Permission::api_keys_write};
  EXPECT_EQ(reason(create(builder, {"x", model::Role::builder})), "scope_beyond_own");
  EXPECT_EQ(create(builder, {""}).error().fields.at(0).field, "name");
  EXPECT_EQ(create(builder, {"x", model::Role::viewer, {}, clock.now()}).error().fields.at(0).field,
            "expires_at");
}

TEST_P(ApiKeys, lose_what_their_creator_loses) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci", model::Role::owner}).value();
  EXPECT_EQ(authenticate(key.secret).value().role, model::Role::owner);
  db.query("UPDATE members SET role = 'viewer'");
  clock.advance(5s);
  EXPECT_EQ(authenticate(key.secret).value().role, model::Role::viewer);
  db.query("DELETE FROM members");
  clock.advance(5s);
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
}

TEST_P(ApiKeys, stop_within_the_stated_bound_when_revoked_and_at_once_when_expired) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  identity::NewApiKey brief{"brief", model::Role::viewer, {}, clock.now() + 2s};
  auto short_lived = create(ada.principal, brief).value();
  EXPECT_TRUE(authenticate(key.secret).has_value());
  EXPECT_TRUE(authenticate(short_lived.secret).has_value());
  db.await(api_keys.revoke(ada.principal, key.view.id)).value();
  clock.advance(2s);
  EXPECT_EQ(reason(authenticate(short_lived.secret)), "api_key_invalid");
  clock.advance(3s);
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
}

TEST_P(ApiKeys, are_stored_only_as_a_hash) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  auto secret = key.secret.substr(key.view.prefix.size() + 1);
  auto rows = db.query("SELECT name, prefix, secret_hash, scopes FROM api_keys");
  for (std::size_t column : {0u, 1u, 3u}) {
    EXPECT_EQ(rows.text(0, column).find(secret), std::string::npos);
  }
  auto digest = crypto::sha256(key.secret);
  EXPECT_EQ(rows.bytes(0, 2), crypto::Bytes(digest.begin(), digest.end()));
}

TEST_P(ApiKeys, refuse_wrong_keys) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value().secret;
  for (const std::string& bad : {std::string("elv_"), key + "x", key.substr(0, key.size() - 1),
                                 "elv_" + std::string(10000, 'a')}) {
    EXPECT_EQ(reason(authenticate(bad)), "api_key_invalid") << bad.substr(0, 50);
  }
}

TEST_P(ApiKeys, record_their_use_at_most_once_a_minute) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  auto last_used = [&] {
    db.await(authenticator.stop());
    return db.query("SELECT last_used_at FROM api_keys").integer(0, 0);
  };
  authenticate(key.secret).value();
  auto first = last_used();
  EXPECT_EQ(first, to_micros(clock.now()));
  clock.advance(59s);
  authenticate(key.secret).value();
  EXPECT_EQ(last_used(), first);
  clock.advance(1s);
  authenticate(key.secret).value();
  EXPECT_EQ(last_used(), to_micros(clock.now()));
}

TEST_P(ApiKeys, are_listed_in_pages_of_one_tenant) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  create(eve.principal, {"hers"}).value();
  for (int i = 0; i < 5; ++i) create(ada.principal, {"key " + std::to_string(i)}).value();
  auto tenant = ada.principal.tenant_id;
  auto first = db.await(api_keys.list(tenant, {}, 3)).value();
  ASSERT_EQ(first.keys.size(), 3u);
  EXPECT_TRUE(first.has_more);
  EXPECT_EQ(first.keys[0].name, "key 4");
  auto second = db.await(api_keys.list(tenant, first.keys.back().id, 3)).value();
  ASSERT_EQ(second.keys.size(), 2u);
  EXPECT_FALSE(second.has_more);
  EXPECT_EQ(second.keys[1].name, "key 0");
}

TEST_P(ApiKeys, are_revoked_by_their_owner_or_an_admin_of_the_same_tenant) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto key = create(ada.principal, {"ci"}).value();
  EXPECT_EQ(db.await(api_keys.revoke(eve.principal, key.view.id)).error().code,
            ErrorCode::not_found);
  auto builder = ada.principal;
  builder.user_id = eve.principal.user_id;
  builder.permissions = permissions_of(model::Role::builder);
  EXPECT_EQ(reason(db.await(api_keys.revoke(builder, key.view.id))), "not_your_key");
  EXPECT_TRUE(db.await(api_keys.revoke(ada.principal, key.view.id)).has_value());
  EXPECT_EQ(db.await(api_keys.revoke(ada.principal, key.view.id)).error().code,
            ErrorCode::not_found);
}

}  // namespace
}  // namespace elevaite::test
