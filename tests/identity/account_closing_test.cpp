// The end of an account, and what it gives along.
#include "identity/account_closing.hpp"

#include "identity/account_export.hpp"
#include "identity/audit_log.hpp"
#include "identity/tenants.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class AccountClosing : public IdentityTest {
 protected:
  identity::AccountClosing closing{*db, accounts, clock};
  identity::AccountExport exports{*db, clock};
  identity::Tenants tenants{*db, clock};
  identity::AuditLog log{*db};
  std::vector<std::shared_ptr<std::string>> kept;  // an adapter remembers statements by address

  Result<void> close(const identity::SignedIn& person, std::string email) {
    return db.await(closing.close(person.principal, std::move(email)));
  }
  std::int64_t count(std::string_view sql, std::vector<ports::SqlValue> params = {}) {
    return db.query(sql, std::move(params)).integer(0, 0);
  }
};
ELEVAITE_ON_BOTH_DATABASES(AccountClosing);

TEST_P(AccountClosing, needs_the_typed_address_and_somebody_else_who_owns) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  EXPECT_EQ(close(ada, "eve@example.com").error().fields.at(0).field, "email");
  EXPECT_EQ(close(ada, "").error().fields.at(0).field, "email");
  auto refused = close(ada, "Ada@Example.com");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().reason, "sole_owner");
  EXPECT_NE(refused.error().message.find("Engines"), std::string::npos);
  // Another member is no other owner; another owner is.
  join(eve, ada, "admin");
  EXPECT_EQ(reason(close(ada, "ada@example.com")), "sole_owner");
  db.query("UPDATE members SET role = 'owner' WHERE tenant_id = $1",
           {ada.principal.tenant_id.uuid});
  EXPECT_EQ(reason(close(ada, "ada@example.com")), "ok");
  EXPECT_EQ(
      count("SELECT count(*) FROM members WHERE tenant_id = $1", {ada.principal.tenant_id.uuid}),
      1);
}

TEST_P(AccountClosing, ends_everything_at_once) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  join(ada, eve, "builder");
  auto second = sign_in("ada@example.com", kPassword).value();
  auto key = db.await(api_keys.create(ada.principal, {"ci"})).value();
  EXPECT_EQ(reason(authenticate(key.secret)), "ok");
  db.await(factors.begin(ada.principal.user_id)).value();
  db.await(tenants.schedule_end(ada.principal, "Engines")).value();
  ASSERT_EQ(reason(close(ada, "ada@example.com")), "ok");

  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "sign_in_failed");
  EXPECT_TRUE(refresh(ada.refresh_token).has_error());
  EXPECT_TRUE(refresh(second.refresh_token).has_error());
  authenticator.forget_api_keys();
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_TRUE(db.await(accounts.profile(ada.principal)).has_error());
  // Nobody was left in her tenant, so it ends now; the other goes on without her.
  EXPECT_EQ(db.await(tenants.end_due()).value(), 1u);
  EXPECT_EQ(db.await(tenants.get(eve.principal.tenant_id)).value().name, "Engines");
  EXPECT_EQ(count("SELECT count(*) FROM members WHERE user_id = $1", {ada.principal.user_id.uuid}),
            0);
  // The address is free again, for a new account that has nothing of the old one.
  auto again = sign_up();
  EXPECT_NE(again.principal.user_id, ada.principal.user_id);
  EXPECT_TRUE(close(ada, "ada@example.com").has_error()) << "an old access token ends nothing";
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "ok");
}

TEST_P(AccountClosing, keeps_nothing_of_the_person_but_the_id) {
  auto ada = sign_up();
  auto id = ada.principal.user_id.uuid;
  db.await(factors.begin(ada.principal.user_id)).value();
  db.await(tenants.schedule_end(ada.principal, "Engines")).value();
  ASSERT_EQ(reason(close(ada, "ada@example.com")), "ok");
  auto rows = db.query("SELECT email, name, password_hash FROM users WHERE id = $1", {id});
  EXPECT_EQ(rows.text(0, 0), "deleted:" + ada.principal.user_id.str());
  EXPECT_EQ(rows.text(0, 1), "");
  EXPECT_EQ(rows.text(0, 2), "");
  for (const char* table : {"sessions", "api_keys", "user_tokens", "identities", "second_factors",
                            "recovery_codes", "sign_in_challenges", "members"}) {
    // The names are this test's own.
    auto sql = std::make_shared<std::string>(std::string("SELECT count(*) FROM ") + table +
                                             " WHERE user_id = $1");
    kept.push_back(sql);
    EXPECT_EQ(count(*sql, {id}), 0) << table;
  }
}

TEST_P(AccountClosing, stands_in_the_log_of_every_tenant) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  join(ada, eve, "builder");
  db.await(tenants.schedule_end(ada.principal, "Engines")).value();
  ASSERT_EQ(reason(close(ada, "ada@example.com")), "ok");
  for (auto tenant : {ada.principal.tenant_id, eve.principal.tenant_id}) {
    EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE tenant_id = $1 "
                    "AND action = 'account.deleted'",
                    {tenant.uuid}),
              1);
    EXPECT_EQ(db.await(log.verify(tenant)).value().fault, "");
  }
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE state_before LIKE '%ada@%' "
                  "OR state_after LIKE '%ada@%'"),
            0);
}

TEST_P(AccountClosing, of_two_owners_at_once_one_stays) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  db.query("DELETE FROM members WHERE user_id = $1", {eve.principal.user_id.uuid});
  join(eve, ada, "owner");
  eve.principal.tenant_id = ada.principal.tenant_id;
  std::vector<Task<Result<void>>> tasks;
  tasks.push_back(closing.close(ada.principal, "ada@example.com"));
  tasks.push_back(closing.close(eve.principal, "eve@example.com"));
  int closed = 0;
  for (const auto& answer : db.await_all(std::move(tasks))) closed += answer.has_value() ? 1 : 0;
  EXPECT_EQ(closed, 1);
  EXPECT_EQ(count("SELECT count(*) FROM members WHERE role = 'owner'"), 1);
}

TEST_P(AccountClosing, an_export_holds_everything_and_no_secret) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  join(ada, eve, "builder");
  auto key = db.await(api_keys.create(ada.principal, {"ci"})).value();
  auto begun = db.await(factors.begin(ada.principal.user_id)).value();
  auto exported = db.await(exports.of(ada.principal)).value();
  EXPECT_EQ(exported.at("account").at("email"), "ada@example.com");
  EXPECT_EQ(exported.at("memberships").as_array().size(), 2u);
  EXPECT_EQ(exported.at("sessions").as_array().size(), 1u);
  EXPECT_EQ(exported.at("api_keys").at(0).at("name"), "ci");
  EXPECT_EQ(exported.at("audit_events").at(0).at("action"), "account.exported");
  auto text = to_text(exported);
  auto hash =
      db.query("SELECT password_hash FROM users WHERE id = $1", {ada.principal.user_id.uuid})
          .text(0, 0);
  for (const std::string& secret : {key.secret, ada.refresh_token, hash, begun.secret}) {
    EXPECT_EQ(text.find(secret), std::string::npos);
  }
  EXPECT_EQ(text.find("eve@example.com"), std::string::npos);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(reason(db.await(exports.of(ada.principal))), "ok");
  EXPECT_EQ(db.await(exports.of(ada.principal)).error().code, ErrorCode::rate_limited);
}

}  // namespace
}  // namespace elevaite::test
