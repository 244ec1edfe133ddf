#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class ApiKeys : public IdentityTest {
 protected:
  Result<identity::CreatedApiKey> create(const model::Principal& creator,
                                         identity::NewApiKey request) {
    return db.await(api_keys.create(creator, std::move(request)));
  }
  Result<identity::CreatedApiKey> rotate(const model::Principal& principal, model::ApiKeyId id,
                                         Duration overlap) {
    return db.await(api_keys.rotate(principal, id, overlap));
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

TEST_P(ApiKeys, a_renewed_secret_leaves_the_one_before_its_time) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  auto renewed = rotate(ada.principal, key.view.id, 1h).value();
  EXPECT_EQ(renewed.view.id, key.view.id);
  EXPECT_NE(renewed.secret, key.secret);
  EXPECT_TRUE(renewed.secret.starts_with(renewed.view.prefix + "_"));
  ASSERT_TRUE(renewed.view.previous.has_value());
  EXPECT_EQ(renewed.view.previous->prefix, key.view.prefix);
  EXPECT_EQ(renewed.view.previous->until, clock.now() + 1h);
  clock.advance(1h - 1s);
  EXPECT_EQ(authenticate(key.secret).value().api_key_id, key.view.id);
  EXPECT_EQ(authenticate(renewed.secret).value().api_key_id, key.view.id);
  // No longer, however short the time since it was looked up.
  clock.advance(1s);
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_EQ(reason(authenticate(renewed.secret)), "ok");
  auto listed = db.await(api_keys.list(ada.principal.tenant_id, {}, 10)).value();
  EXPECT_FALSE(listed.keys.at(0).previous.has_value());
  EXPECT_EQ(listed.keys.at(0).prefix, renewed.view.prefix);
}

TEST_P(ApiKeys, without_overlap_the_secret_before_stops_within_the_stated_bound) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  EXPECT_EQ(reason(authenticate(key.secret)), "ok");
  auto renewed = rotate(ada.principal, key.view.id, 0s).value();
  EXPECT_FALSE(renewed.view.previous.has_value());
  clock.advance(5s);
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_EQ(reason(authenticate(renewed.secret)), "ok");
}

TEST_P(ApiKeys, of_three_secrets_the_oldest_is_dead) {
  auto ada = sign_up();
  auto first = create(ada.principal, {"ci"}).value();
  auto second = rotate(ada.principal, first.view.id, 24h).value();
  auto third = rotate(ada.principal, first.view.id, 24h).value();
  EXPECT_EQ(reason(authenticate(first.secret)), "api_key_invalid");
  EXPECT_EQ(reason(authenticate(second.secret)), "ok");
  EXPECT_EQ(reason(authenticate(third.secret)), "ok");
  // Revoking ends the key, and so both.
  db.await(api_keys.revoke(ada.principal, first.view.id)).value();
  clock.advance(5s);
  EXPECT_EQ(reason(authenticate(second.secret)), "api_key_invalid");
  EXPECT_EQ(reason(authenticate(third.secret)), "api_key_invalid");
}

TEST_P(ApiKeys, tell_whether_the_secret_before_is_still_used) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  authenticate(key.secret).value();
  auto renewed = rotate(ada.principal, key.view.id, 24h).value();
  auto used_at = [&] {
    db.await(authenticator.stop());
    return db.await(api_keys.list(ada.principal.tenant_id, {}, 1))
        .value()
        .keys.at(0)
        .previous->used_at;
  };
  authenticator.forget_api_keys();
  authenticate(renewed.secret).value();
  EXPECT_EQ(used_at(), std::nullopt);
  clock.advance(61s);
  authenticate(key.secret).value();
  EXPECT_EQ(used_at(), clock.now());
}

TEST_P(ApiKeys, are_renewed_only_by_whose_they_are) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto key = create(ada.principal, {"ci", model::Role::owner}).value();
  EXPECT_EQ(rotate(eve.principal, key.view.id, 1h).error().code, ErrorCode::not_found);
  // An owner beside her would act as her with the answer.
  auto owner = ada.principal;
  owner.user_id = eve.principal.user_id;
  EXPECT_EQ(reason(rotate(owner, key.view.id, 1h)), "not_your_key");
  // Her own narrower key would become her wider one.
  auto narrow = create(ada.principal, {"narrow", model::Role::owner, {"api_keys:write"}}).value();
  auto lesser = create(ada.principal, {"lesser", model::Role::builder}).value();
  EXPECT_EQ(reason(rotate(authenticate(narrow.secret).value(), key.view.id, 1h)),
            "scope_beyond_own");
  EXPECT_EQ(reason(rotate(authenticate(lesser.secret).value(), key.view.id, 1h)),
            "scope_beyond_own");
  EXPECT_EQ(reason(rotate(authenticate(lesser.secret).value(), lesser.view.id, 1h)), "ok");
  EXPECT_EQ(reason(rotate(authenticate(key.secret).value(), narrow.view.id, 1h)), "ok");
}

TEST_P(ApiKeys, refuse_a_renewal_that_makes_no_sense) {
  auto ada = sign_up();
  identity::NewApiKey brief{"brief", model::Role::viewer, {}, clock.now() + 2s};
  auto key = create(ada.principal, brief).value();
  EXPECT_EQ(rotate(ada.principal, key.view.id, -1s).error().fields.at(0).field, "overlap_seconds");
  EXPECT_EQ(rotate(ada.principal, key.view.id, 24h * 7 + 1s).error().fields.at(0).field,
            "overlap_seconds");
  EXPECT_EQ(reason(rotate(ada.principal, key.view.id, 24h * 7)), "ok");
  clock.advance(2s);
  EXPECT_EQ(reason(rotate(ada.principal, key.view.id, 1h)), "key_expired");
  db.await(api_keys.revoke(ada.principal, key.view.id)).value();
  EXPECT_EQ(rotate(ada.principal, key.view.id, 1h).error().code, ErrorCode::not_found);
}

TEST_P(ApiKeys, an_overlap_does_not_outlive_the_key) {
  auto ada = sign_up();
  identity::NewApiKey brief{"brief", model::Role::viewer, {}, clock.now() + 1min};
  auto key = create(ada.principal, brief).value();
  auto renewed = rotate(ada.principal, key.view.id, 24h).value();
  clock.advance(1min);
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_EQ(reason(authenticate(renewed.secret)), "api_key_invalid");
}

TEST_P(ApiKeys, of_two_renewals_at_once_one_wins) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  std::vector<Task<Result<identity::CreatedApiKey>>> tasks;
  for (int i = 0; i < 2; ++i) tasks.push_back(api_keys.rotate(ada.principal, key.view.id, 1h));
  int won = 0;
  for (const auto& answer : db.await_all(std::move(tasks))) {
    if (answer) {
      ++won;
      EXPECT_EQ(reason(authenticate(answer->secret)), "ok");
    } else {
      EXPECT_EQ(answer.error().reason, "rotated_meanwhile");
    }
  }
  // Either one behind the other, or one instead of the other: never a secret that does not work.
  EXPECT_GE(won, 1);
}

TEST_P(ApiKeys, work_only_from_their_addresses) {
  auto ada = sign_up();
  identity::NewApiKey request{"ci"};
  request.allowed_addresses = {"198.51.100.0/24", "2001:db8::/32", "198.51.100.0/24"};
  auto key = create(ada.principal, request).value();
  EXPECT_EQ(key.view.allowed_addresses.size(), 2u);
  EXPECT_EQ(reason(authenticate(key.secret, "198.51.100.7")), "ok");
  EXPECT_EQ(reason(authenticate(key.secret, "::ffff:198.51.100.7")), "ok");
  EXPECT_EQ(reason(authenticate(key.secret, "2001:db8::9")), "ok");
  for (const char* address : {"198.51.101.7", "2001:db9::1", "", "unknown", "127.0.0.1"}) {
    auto refused = authenticate(key.secret, address);
    ASSERT_TRUE(refused.has_error()) << address;
    EXPECT_EQ(refused.error().code, ErrorCode::permission_denied) << address;
    EXPECT_EQ(refused.error().reason, "address_refused") << address;
  }
  EXPECT_EQ(reason(authenticate(ada.access_token, "203.0.113.1")), "ok");
}

TEST_P(ApiKeys, name_the_block_that_is_none) {
  auto ada = sign_up();
  identity::NewApiKey request{"ci"};
  request.allowed_addresses = {"198.51.100.0/24", "198.51.100.0/33", "::1", "home"};
  auto refused = create(ada.principal, request);
  ASSERT_TRUE(refused.has_error());
  ASSERT_EQ(refused.error().fields.size(), 2u);
  EXPECT_EQ(refused.error().fields.at(0).field, "allowed_addresses[1]");
  EXPECT_EQ(refused.error().fields.at(1).field, "allowed_addresses[3]");
}

TEST_P(ApiKeys, an_address_list_is_changed_and_holds_within_the_bound) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto key = create(ada.principal, {"ci"}).value();
  EXPECT_EQ(reason(authenticate(key.secret)), "ok");
  auto change = [&](const model::Principal& who, std::vector<std::string> blocks) {
    identity::ApiKeyChange wanted;
    wanted.allowed_addresses = std::move(blocks);
    return db.await(api_keys.update(who, key.view.id, std::move(wanted)));
  };
  EXPECT_EQ(change(eve.principal, {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(change(ada.principal, {"10.1.0.0/8"}).error().fields.at(0).field,
            "allowed_addresses[0]");
  EXPECT_EQ(change(ada.principal, {"10.0.0.0/8"}).value().name, "ci");
  clock.advance(5s);
  EXPECT_EQ(reason(authenticate(key.secret)), "address_refused");
  EXPECT_EQ(reason(authenticate(key.secret, "10.9.8.7")), "ok");
  identity::ApiKeyChange rename;
  rename.name = "build";
  auto renamed = db.await(api_keys.update(ada.principal, key.view.id, rename)).value();
  EXPECT_EQ(renamed.name, "build");
  EXPECT_EQ(renamed.allowed_addresses.size(), 1u);
}

TEST_P(ApiKeys, a_damaged_list_allows_nothing) {
  auto ada = sign_up();
  auto key = create(ada.principal, {"ci"}).value();
  for (const char* text : {"{}", "nonsense", "[7]", R"(["nowhere"])"}) {
    db.query("UPDATE api_keys SET allowed_addresses = $1", {std::string(text)});
    authenticator.forget_api_keys();
    EXPECT_EQ(reason(authenticate(key.secret)), "address_refused") << text;
  }
}

TEST_P(ApiKeys, a_bound_key_makes_keys_for_the_same_addresses) {
  auto ada = sign_up();
  identity::NewApiKey request{"ci", model::Role::owner};
  request.allowed_addresses = {"198.51.100.0/24"};
  auto key = create(ada.principal, request).value();
  auto holder = authenticate(key.secret, "198.51.100.7").value();
  EXPECT_EQ(create(holder, {"child"}).value().view.allowed_addresses, key.view.allowed_addresses);
  request.allowed_addresses = {"0.0.0.0/0"};
  EXPECT_EQ(reason(create(holder, request)), "addresses_beyond_own");
}

TEST_P(ApiKeys, refusals_are_all_counted_and_sparingly_audited) {
  auto ada = sign_up();
  identity::NewApiKey request{"ci"};
  request.allowed_addresses = {"198.51.100.0/24"};
  auto key = create(ada.principal, request).value();
  auto audited = [&] {
    db.await(authenticator.stop());
    return db
        .query(
            "SELECT count(*) FROM audit_events WHERE action = 'api_key.address_refused' "
            "AND remote_address = '203.0.113.5'")
        .integer(0, 0);
  };
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(authenticate(key.secret, "203.0.113.5").has_error());
  EXPECT_EQ(audited(), 1);
  EXPECT_NE(metrics.text().find("elevaite_api_key_addresses_refused_total 50"), std::string::npos);
  clock.advance(1h);
  EXPECT_TRUE(authenticate(key.secret, "203.0.113.5").has_error());
  EXPECT_EQ(audited(), 2);
  EXPECT_EQ(db.query("SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL").integer(0, 0),
            0);
}

}  // namespace
}  // namespace elevaite::test
