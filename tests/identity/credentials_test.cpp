#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class Credentials : public IdentityTest {
 protected:
  identity::CredentialView create(const identity::SignedIn& person, std::string name = "shop") {
    identity::NewCredential request{
        std::move(name), "http_basic", {{"username", "ada"}, {"password", "sentinel"}}};
    return db.await(credentials.create(person.principal, std::move(request))).value();
  }
  Result<Json> open(const identity::SignedIn& person, std::string reference) {
    return db.await(credentials.open(person.principal.tenant_id, std::move(reference)));
  }
};
ELEVAITE_ON_BOTH_DATABASES(Credentials);

TEST_P(Credentials, are_opened_by_id_and_by_name_with_every_field) {
  auto ada = sign_up();
  auto created = create(ada);
  for (const auto& reference : {created.id.str(), std::string("shop")}) {
    auto opened = open(ada, reference);
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    EXPECT_EQ(find_string(*opened, "kind"), "http_basic");
    EXPECT_EQ(find_string(*opened, "username"), "ada");
    EXPECT_EQ(find_string(*opened, "password"), "sentinel");
  }
}

TEST_P(Credentials, show_their_public_fields_only) {
  auto ada = sign_up();
  create(ada);
  auto page = db.await(credentials.list(ada.principal.tenant_id, {}, 10)).value();
  ASSERT_EQ(page.credentials.size(), 1u);
  EXPECT_EQ(to_text(page.credentials[0].public_fields), R"({"username":"ada"})");
  auto rows = db.query("SELECT sealed_fields, public_fields FROM credentials");
  EXPECT_EQ(crypto::text_of(rows.bytes(0, 0)).find("sentinel"), std::string_view::npos);
}

TEST_P(Credentials, of_another_tenant_are_as_if_absent) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto created = create(ada);
  auto tenant = eve.principal.tenant_id;
  auto absent = model::CredentialId::generate();
  for (const auto& reference : {created.id.str(), std::string("shop")}) {
    auto refused = open(eve, reference);
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    EXPECT_EQ(refused.error().message, open(eve, absent.str()).error().message);
  }
  EXPECT_EQ(db.await(credentials.get(tenant, created.id)).error().code, ErrorCode::not_found);
  EXPECT_EQ(db.await(credentials.remove(eve.principal, created.id)).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(db.await(credentials.update(eve.principal, created.id, {})).error().code,
            ErrorCode::not_found);
  EXPECT_TRUE(db.await(credentials.list(tenant, {}, 10)).value().credentials.empty());
}

TEST_P(Credentials, do_not_open_in_another_row_or_tenant) {
  auto ada = sign_up();
  auto first = create(ada, "first");
  auto second = create(ada, "second");
  db.query(
      "UPDATE credentials SET sealed_fields = (SELECT sealed_fields FROM credentials WHERE id = "
      "$1) "
      "WHERE id = $2",
      {first.id.uuid, second.id.uuid});
  EXPECT_EQ(reason(open(ada, "second")), "decryption_failed");
  EXPECT_TRUE(open(ada, "first").has_value());
}

TEST_P(Credentials, have_unique_names_in_a_tenant) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  create(ada);
  create(eve);
  identity::NewCredential request{"shop", "http_bearer", {{"token", "t"}}};
  EXPECT_EQ(reason(db.await(credentials.create(ada.principal, request))), "name_taken");
  auto other = create(ada, "other");
  identity::Credentials::Change rename{"shop"};
  EXPECT_EQ(reason(db.await(credentials.update(ada.principal, other.id, rename))), "name_taken");
}

TEST_P(Credentials, are_changed_and_removed) {
  auto ada = sign_up();
  auto created = create(ada);
  clock.advance(1s);
  identity::Credentials::Change change;
  change.name = "store";
  change.fields = JsonObject{{"username", "eve"}, {"password", "other"}};
  auto changed = db.await(credentials.update(ada.principal, created.id, change)).value();
  EXPECT_EQ(changed.name, "store");
  EXPECT_GT(changed.updated_at, changed.created_at);
  EXPECT_EQ(find_string(open(ada, "store").value(), "password"), "other");
  EXPECT_EQ(open(ada, "shop").error().code, ErrorCode::not_found);
  change.fields = JsonObject{{"username", 5}};
  EXPECT_EQ(db.await(credentials.update(ada.principal, created.id, change)).error().code,
            ErrorCode::invalid_argument);
  ASSERT_TRUE(db.await(credentials.remove(ada.principal, created.id)).has_value());
  EXPECT_EQ(open(ada, "store").error().code, ErrorCode::not_found);
}

TEST_P(Credentials, refuse_names_that_look_like_ids) {
  auto ada = sign_up();
  auto created = create(ada);
  identity::NewCredential request{created.id.str(), "http_bearer", {{"token", "t"}}};
  EXPECT_EQ(db.await(credentials.create(ada.principal, request)).error().fields.at(0).field,
            "name");
  request = {"x", "telepathy", {}};
  EXPECT_EQ(db.await(credentials.create(ada.principal, request)).error().fields.at(0).field,
            "kind");
}

TEST_P(Credentials, survive_a_change_of_the_master_key_without_a_pause) {
  auto ada = sign_up();
  create(ada);
  auto both =
      identity::MasterKeys::parse(master_key("k2", 'b') + "," + master_key("k1", 'a')).value();
  identity::TenantKeys rotating_keys(*db, both, clock);
  identity::Credentials rotating(*db, rotating_keys, clock);
  auto tenant = ada.principal.tenant_id;
  EXPECT_TRUE(db.await(rotating.open(tenant, "shop")).has_value());
  EXPECT_EQ(db.await(rotating_keys.rewrap_all()).value(), 1);
  EXPECT_EQ(db.await(rotating_keys.rewrap_all()).value(), 0);
  auto only_new = identity::MasterKeys::parse(master_key("k2", 'b')).value();
  identity::TenantKeys later_keys(*db, only_new, clock);
  identity::Credentials later(*db, later_keys, clock);
  EXPECT_EQ(find_string(db.await(later.open(tenant, "shop")).value(), "password"), "sentinel");
  identity::TenantKeys old_keys(*db, master_keys, clock);
  identity::Credentials old(*db, old_keys, clock);
  EXPECT_EQ(reason(db.await(old.open(tenant, "shop"))), "master_key_missing");
}

TEST_P(Credentials, made_at_once_share_one_data_key) {
  auto ada = sign_up();
  std::vector<Task<Result<identity::CredentialView>>> tasks;
  for (int i = 0; i < 8; ++i) {
    identity::NewCredential request{"c" + std::to_string(i), "http_bearer", {{"token", "t"}}};
    tasks.push_back(credentials.create(ada.principal, std::move(request)));
  }
  for (auto& answer : db.await_all(std::move(tasks))) EXPECT_TRUE(answer.has_value());
  EXPECT_EQ(db.query("SELECT count(*) FROM tenant_keys").integer(0, 0), 1);
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(open(ada, "c" + std::to_string(i)).has_value());
}

}  // namespace
}  // namespace elevaite::test
