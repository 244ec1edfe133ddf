#include <sodium.h>

#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class Accounts : public IdentityTest {};
ELEVAITE_ON_BOTH_DATABASES(Accounts);

TEST_P(Accounts, signing_up_makes_a_user_a_tenant_an_owner_and_a_session) {
  auto signed_in = sign_up("Ada@Example.COM");
  auto principal = authenticate(signed_in.access_token);
  ASSERT_TRUE(principal.has_value()) << principal.error().message;
  EXPECT_EQ(principal->user_id, signed_in.principal.user_id);
  EXPECT_EQ(principal->role, model::Role::owner);
  EXPECT_TRUE(principal->permissions.has(model::Permission::tenant_write));
  auto profile = db.await(accounts.profile(*principal)).value();
  EXPECT_EQ(profile.email, "ada@example.com");
  EXPECT_EQ(profile.tenant.tenant_name, "Engines");
  EXPECT_EQ(db.await(sessions.list(principal->user_id)).value().size(), 1u);
}

TEST_P(Accounts, signing_up_twice_leaves_nothing_behind) {
  sign_up();
  identity::SignUp again;
  again.email = "ADA@example.com";
  again.password = kPassword;
  auto refused = db.await(accounts.sign_up(again));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().reason, "email_taken");
  EXPECT_EQ(db.query("SELECT count(*) FROM tenants").integer(0, 0), 1);
  EXPECT_EQ(db.query("SELECT count(*) FROM sessions").integer(0, 0), 1);
}

TEST_P(Accounts, signing_up_lists_every_bad_field) {
  identity::SignUp request;
  request.email = "nonsense";
  request.password = "short";
  request.name = "line\nbreak";
  auto refused = db.await(accounts.sign_up(request));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().fields.size(), 3u);
  EXPECT_EQ(refused.error().message.find("short\""), std::string::npos);
}

TEST_P(Accounts, the_password_is_stored_only_as_a_hash) {
  sign_up();
  auto rows = db.query("SELECT password_hash FROM users");
  EXPECT_TRUE(rows.text(0, 0).starts_with("$argon2id$"));
  EXPECT_EQ(rows.text(0, 0).find(kPassword), std::string::npos);
}

TEST_P(Accounts, signing_in_needs_the_right_password) {
  sign_up();
  EXPECT_TRUE(sign_in(" ada@example.com", kPassword).has_error());
  EXPECT_TRUE(sign_in("ADA@example.com", kPassword).has_value());
  EXPECT_EQ(reason(sign_in("ada@example.com", "wrong")), "sign_in_failed");
  EXPECT_EQ(reason(sign_in("ada@example.com", "")), "sign_in_failed");
  EXPECT_EQ(reason(sign_in("ada@example.com", std::string(1 << 20, 'x'))), "sign_in_failed");
}

TEST_P(Accounts, an_unknown_address_gets_the_same_answers_as_a_known_one) {
  sign_up();
  for (int i = 0; i < 10; ++i) {
    auto known = sign_in("ada@example.com", "wrong password");
    auto unknown = sign_in("eve@example.com", "wrong password");
    ASSERT_TRUE(known.has_error() && unknown.has_error());
    EXPECT_EQ(known.error().code, unknown.error().code) << i;
    EXPECT_EQ(known.error().message, unknown.error().message) << i;
    EXPECT_EQ(known.error().reason, unknown.error().reason) << i;
    EXPECT_EQ(known.error().retry_after, unknown.error().retry_after) << i;
  }
}

TEST_P(Accounts, failures_slow_an_account_down_and_do_not_shut_it) {
  sign_up();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(reason(sign_in("ada@example.com", "no")), "sign_in_failed");
  auto slowed = sign_in("ada@example.com", kPassword);
  ASSERT_TRUE(slowed.has_error());
  EXPECT_EQ(slowed.error().code, ErrorCode::rate_limited);
  EXPECT_EQ(slowed.error().retry_after, 1000ms);
  // From where the person has signed in before, there is no wait.
  EXPECT_TRUE(sign_in("ada@example.com", kPassword, "192.0.2.1").has_value());
  for (int i = 0; i < 40; ++i) {
    clock.advance(61s);
    EXPECT_EQ(reason(sign_in("ada@example.com", "no")), "sign_in_failed");
  }
  slowed = sign_in("ada@example.com", kPassword);
  ASSERT_TRUE(slowed.has_error());
  EXPECT_EQ(slowed.error().retry_after, 60000ms);
  clock.advance(60s);
  EXPECT_TRUE(sign_in("ada@example.com", kPassword).has_value());
  EXPECT_EQ(db.query("SELECT failed_sign_ins FROM users").integer(0, 0), 0);
}

TEST_P(Accounts, one_address_may_not_guess_for_long) {
  auto limits = account_options();
  limits.limits.burst = 3;
  limits.limits.per_minute = 60;
  identity::Accounts strict(*db, hasher, sessions, clock, limits);
  auto attempt = [&](int i, std::string address) {
    identity::SignIn request;
    request.email = "user" + std::to_string(i) + "@example.com";
    request.password = "guess";
    request.device.remote_address = std::move(address);
    return db.await(strict.authenticate(std::move(request)));
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(reason(attempt(i, "198.51.100.1")), "sign_in_failed");
  EXPECT_EQ(reason(attempt(4, "198.51.100.1")), "too_many_attempts");
  EXPECT_EQ(reason(attempt(5, "198.51.100.2")), "sign_in_failed");
}

TEST_P(Accounts, signing_in_renews_a_hash_of_older_costs) {
  sign_up();
  crypto::PasswordHasher dearer({16 << 10, 2}, 1, 10);
  identity::Accounts later(*db, dearer, sessions, clock, account_options());
  identity::SignIn request{"ada@example.com", kPassword, {}, {}};
  ASSERT_TRUE(db.await(later.authenticate(request)).has_value());
  auto stored = db.query("SELECT password_hash FROM users").text(0, 0);
  EXPECT_FALSE(dearer.needs_rehash(stored)) << stored;
  EXPECT_TRUE(db.await(later.authenticate(request)).has_value());
}

TEST_P(Accounts, changing_the_password_ends_every_other_session) {
  auto first = sign_up();
  auto second = sign_in("ada@example.com", kPassword).value();
  auto change = [&](std::string current, std::string next) {
    return db.await(accounts.change_password(first.principal, std::move(current), std::move(next)));
  };
  EXPECT_EQ(reason(change("wrong", "nine loud badgers sing")), "password_wrong");
  EXPECT_EQ(change(kPassword, "short").error().fields.at(0).field, "new_password");
  ASSERT_TRUE(change(kPassword, "nine loud badgers sing").has_value());
  EXPECT_EQ(reason(refresh(second.refresh_token)), "session_ended");
  EXPECT_EQ(reason(refresh(first.refresh_token)), "ok");
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "sign_in_failed");
  EXPECT_EQ(reason(sign_in("ada@example.com", "nine loud badgers sing")), "ok");
}

TEST_P(Accounts, a_person_moves_between_tenants) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  EXPECT_EQ(
      db.await(admission.switch_tenant(ada.principal, eve.principal.tenant_id, {})).error().code,
      ErrorCode::not_found);
  join(ada, eve, "viewer");
  auto all = db.await(accounts.memberships(ada.principal.user_id)).value();
  EXPECT_EQ(all.size(), 2u);
  clock.advance(1s);
  auto moved = db.await(admission.switch_tenant(ada.principal, eve.principal.tenant_id, {}))
                   .value()
                   .signed_in.value();
  auto principal = authenticate(moved.access_token).value();
  EXPECT_EQ(principal.tenant_id, eve.principal.tenant_id);
  EXPECT_EQ(principal.role, model::Role::viewer);
  // The tenant used last is where the next sign-in goes.
  EXPECT_EQ(sign_in("ada@example.com", kPassword).value().principal.tenant_id,
            eve.principal.tenant_id);
  identity::SignIn back{"ada@example.com", kPassword, ada.principal.tenant_id, {}};
  EXPECT_EQ(db.await(admission.sign_in(back)).value().signed_in->principal.tenant_id,
            ada.principal.tenant_id);
}

TEST_P(Accounts, sign_up_can_be_closed) {
  auto closed = account_options();
  closed.allow_sign_up = false;
  identity::Accounts strict(*db, hasher, sessions, clock, closed);
  identity::SignUp request{"ada@example.com", kPassword, "", "", {}};
  EXPECT_EQ(reason(db.await(strict.sign_up(request))), "sign_up_closed");
}

TEST_P(Accounts, a_password_is_the_same_however_its_characters_were_typed) {
  identity::SignUp request{"ada@example.com", "caf\u00E9 \uFF17 tidy wombats", "", "", {}};
  ASSERT_TRUE(db.await(accounts.sign_up(request)).has_value());
  EXPECT_EQ(reason(sign_in("ada@example.com", "cafe\u0301 7 tidy wombats")), "ok");
  EXPECT_EQ(reason(sign_in("ada@example.com", "caf\u00E9 7 tidy wombats")), "ok");
  EXPECT_EQ(reason(sign_in("ada@example.com", "cafe 7 tidy wombats")), "sign_in_failed");
}

TEST_P(Accounts, a_hash_from_before_passwords_were_normalised_still_matches) {
  sign_up();
  std::string typed = "cafe\u0301 tidy wombats";
  std::string stored(crypto_pwhash_STRBYTES, '\0');
  ASSERT_EQ(crypto_pwhash_str_alg(stored.data(), typed.data(), typed.size(), 1, 8 << 10,
                                  crypto_pwhash_ALG_ARGON2ID13),
            0);
  stored.resize(stored.find('\0'));
  db.query("UPDATE users SET password_hash = $1", {stored});
  EXPECT_EQ(reason(sign_in("ada@example.com", typed)), "ok");
  EXPECT_EQ(reason(sign_in("ada@example.com", "caf\u00E9 tidy wombats")), "sign_in_failed");
}

}  // namespace
}  // namespace elevaite::test
