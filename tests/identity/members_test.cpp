// Who belongs to a tenant: invitations, roles, and the owner that it always keeps.
#include "identity/members.hpp"

#include "identity/audit_log.hpp"
#include "identity/invitations.hpp"
#include "identity/member_changes.hpp"
#include "identity/tenants.hpp"
#include "tests/identity/fixture.hpp"
#include "tests/identity/outbox.hpp"

namespace elevaite::test {
namespace {

using model::Role;

class Memberships : public IdentityTest {
 protected:
  Outbox outbox;
  identity::AccountMailer mailer{db.executor(), "https://auth.example"};
  identity::Invitations invitations{*db, hasher, sessions, mailer, clock, account_options()};
  identity::MemberChanges changes{*db, clock};
  identity::Members members{*db};
  identity::Tenants tenants{*db, clock};

  void SetUp() override {
    IdentityTest::SetUp();
    mailer.set_mailer(outbox);
  }
  void TearDown() override {
    settle();
    IdentityTest::TearDown();
  }
  void settle() { db.await(mailer.stop(Duration(30s))); }

  Result<identity::Invitation> invite(const model::Principal& who, const std::string& email,
                                      Role role = Role::builder) {
    return db.await(invitations.create(who, email, role));
  }
  std::string link_to(const std::string& email) {
    settle();
    auto token = Outbox::token_in(outbox.text_to(email));
    EXPECT_NE(token, "") << "no invitation to " << email;
    return token;
  }
  Result<identity::SignedIn> accept_as_new(const std::string& token) {
    return db.await(invitations.accept_as_new({token, kPassword, "Bob", {"test", "192.0.2.3"}}));
  }
  Result<identity::SignedIn> accept(const identity::SignedIn& who, const std::string& token) {
    return db.await(invitations.accept(who.principal.user_id, token, {"test", "192.0.2.3"}));
  }
  // Somebody new in the tenant, as whoever signed in there.
  identity::SignedIn member(const identity::SignedIn& owner, const std::string& email, Role role) {
    invite(owner.principal, email, role).value();
    return accept_as_new(link_to(email)).value();
  }
  Result<void> set_role(const identity::SignedIn& by, const identity::SignedIn& of, Role role) {
    return db.await(changes.set_role(by.principal, of.principal.user_id, role));
  }
  std::string role_of(const identity::SignedIn& person) {
    auto rows = db.query("SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2",
                         {person.principal.tenant_id.uuid, person.principal.user_id.uuid});
    return rows.empty() ? "none" : rows.text(0, 0);
  }
};
ELEVAITE_ON_BOTH_DATABASES(Memberships);

TEST_P(Memberships, begin_with_an_invitation_for_somebody_new) {
  auto ada = sign_up();
  auto invited = invite(ada.principal, "Bob@Example.com").value();
  EXPECT_EQ(invited.email, "bob@example.com");
  auto token = link_to("bob@example.com");
  auto open = db.await(invitations.find(token, "192.0.2.3")).value();
  EXPECT_EQ(open.tenant_name, "Engines");
  EXPECT_EQ(open.inviter_name, "Ada");
  EXPECT_FALSE(open.has_account);
  auto bob = accept_as_new(token).value();
  EXPECT_EQ(bob.principal.tenant_id, ada.principal.tenant_id);
  EXPECT_EQ(bob.principal.role, Role::builder);
  EXPECT_TRUE(db.await(accounts.profile(bob.principal)).value().is_email_verified);
  EXPECT_TRUE(sign_in("bob@example.com", kPassword).has_value());
  EXPECT_EQ(reason(accept_as_new(token)), "invitation_invalid");
  EXPECT_TRUE(db.await(invitations.list(ada.principal.tenant_id, {}, 10)).value().empty());
  EXPECT_EQ(reason(invite(ada.principal, "bob@example.com")), "is_member");
}

TEST_P(Memberships, begin_with_an_invitation_for_who_has_an_account) {
  auto ada = sign_up();
  auto bob = sign_up("bob@example.com");
  auto eve = sign_up("eve@example.com");
  invite(ada.principal, "bob@example.com", Role::viewer).value();
  auto token = link_to("bob@example.com");
  EXPECT_EQ(reason(accept_as_new(token)), "has_account");
  EXPECT_EQ(reason(accept(eve, token)), "other_address");
  auto joined = accept(bob, token).value();
  EXPECT_EQ(joined.principal.tenant_id, ada.principal.tenant_id);
  EXPECT_EQ(joined.principal.role, Role::viewer);
  EXPECT_EQ(db.await(accounts.memberships(bob.principal.user_id)).value().size(), 2u);
  EXPECT_EQ(reason(accept(bob, token)), "invitation_invalid");
}

TEST_P(Memberships, do_not_begin_with_an_old_or_revoked_invitation) {
  auto ada = sign_up();
  auto first = invite(ada.principal, "bob@example.com").value();
  auto token = link_to("bob@example.com");
  EXPECT_EQ(reason(invite(ada.principal, "bob@example.com")), "already_invited");
  db.await(invitations.resend(ada.principal, first.id)).value();
  auto second = link_to("bob@example.com");
  EXPECT_EQ(reason(accept_as_new(token)), "invitation_invalid") << "the newer link alone works";
  clock.advance(std::chrono::hours(24 * 8));
  EXPECT_EQ(reason(accept_as_new(second)), "invitation_invalid");
  auto again = invite(ada.principal, "bob@example.com").value();
  auto third = link_to("bob@example.com");
  db.await(invitations.revoke(ada.principal, again.id)).value();
  EXPECT_EQ(reason(accept_as_new(third)), "invitation_invalid");
  EXPECT_EQ(db.await(invitations.revoke(ada.principal, again.id)).error().code,
            ErrorCode::not_found);
  auto eve = sign_up("eve@example.com");
  EXPECT_EQ(db.await(invitations.resend(eve.principal, again.id)).error().code,
            ErrorCode::not_found);
}

TEST_P(Memberships, cannot_be_given_beyond_ones_own_role) {
  auto ada = sign_up();
  auto bob = member(ada, "bob@example.com", Role::admin);
  EXPECT_EQ(reason(invite(bob.principal, "cleo@example.com", Role::owner)), "role_beyond_own");
  EXPECT_EQ(reason(set_role(bob, ada, Role::viewer)), "role_beyond_own");
  EXPECT_EQ(reason(set_role(bob, bob, Role::owner)), "role_beyond_own");
  EXPECT_EQ(reason(db.await(changes.remove(bob.principal, ada.principal.user_id))),
            "role_beyond_own");
  EXPECT_TRUE(set_role(bob, bob, Role::builder).has_value()) << "less of one's own is fine";
  EXPECT_EQ(role_of(bob), "builder");
}

TEST_P(Memberships, take_effect_at_the_next_refresh) {
  auto ada = sign_up();
  auto bob = member(ada, "bob@example.com", Role::admin);
  EXPECT_TRUE(set_role(ada, bob, Role::viewer).has_value());
  auto refreshed = refresh(bob.refresh_token).value();
  EXPECT_EQ(refreshed.principal.role, Role::viewer);
}

TEST_P(Memberships, leave_a_tenant_with_an_owner) {
  auto ada = sign_up();
  EXPECT_EQ(reason(set_role(ada, ada, Role::admin)), "last_owner");
  EXPECT_EQ(reason(db.await(changes.leave(ada.principal))), "last_owner");
  auto bob = member(ada, "bob@example.com", Role::owner);
  EXPECT_TRUE(set_role(bob, ada, Role::viewer).has_value());
  EXPECT_EQ(reason(db.await(changes.leave(bob.principal))), "last_owner");
  EXPECT_EQ(role_of(bob), "owner");
}

TEST_P(Memberships, leave_a_tenant_with_an_owner_when_all_go_at_once) {
  auto ada = sign_up();
  auto bob = member(ada, "bob@example.com", Role::owner);
  auto cleo = member(ada, "cleo@example.com", Role::owner);
  std::vector<Task<Result<void>>> tasks;
  for (const auto* person : {&ada, &bob, &cleo}) {
    tasks.push_back(changes.leave(person->principal));
  }
  std::size_t left = 0;
  for (auto& done : db.await_all(std::move(tasks))) left += done.has_value() ? 1 : 0;
  auto rows = db.query("SELECT count(*) FROM members WHERE tenant_id = $1 AND role = 'owner'",
                       {ada.principal.tenant_id.uuid});
  EXPECT_EQ(rows.integer(0, 0), 3 - static_cast<std::int64_t>(left));
  EXPECT_EQ(left, 2u);
}

TEST_P(Memberships, end_with_their_sessions_and_keys) {
  auto ada = sign_up();
  auto bob = member(ada, "bob@example.com", Role::builder);
  identity::NewApiKey request;
  request.name = "bob's";
  auto key = db.await(api_keys.create(bob.principal, request)).value();
  EXPECT_TRUE(db.await(changes.remove(ada.principal, bob.principal.user_id)).has_value());
  EXPECT_EQ(role_of(bob), "none");
  EXPECT_EQ(reason(refresh(bob.refresh_token)), "session_ended");
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_EQ(db.await(changes.remove(ada.principal, bob.principal.user_id)).error().code,
            ErrorCode::not_found);
  auto eve = sign_up("eve@example.com");
  EXPECT_EQ(db.await(changes.remove(eve.principal, ada.principal.user_id)).error().code,
            ErrorCode::not_found);
}

TEST_P(Memberships, pass_the_ownership_on_in_one_step) {
  auto ada = sign_up();
  auto bob = member(ada, "bob@example.com", Role::viewer);
  EXPECT_TRUE(db.await(changes.transfer(ada.principal, bob.principal.user_id)).has_value());
  EXPECT_EQ(role_of(ada), "admin");
  EXPECT_EQ(role_of(bob), "owner");
  EXPECT_EQ(db.await(changes.transfer(bob.principal, model::UserId::generate())).error().code,
            ErrorCode::not_found);
}

TEST_P(Memberships, say_in_an_invitation_nothing_that_leads_elsewhere) {
  auto ada = sign_up();
  db.query("UPDATE tenants SET name = 'win at https://evil.example/x now'", {});
  invite(ada.principal, "bob@example.com").value();
  settle();
  auto text = outbox.text_to("bob@example.com");
  EXPECT_EQ(text.find("evil.example"), std::string::npos) << text;
  EXPECT_NE(text.find("https://auth.example/invitation#"), std::string::npos);
}

TEST_P(Memberships, of_a_tenant_end_when_it_ends) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  EXPECT_EQ(db.await(tenants.schedule_end(ada.principal, "engines")).error().fields.at(0).field,
            "name");
  db.await(tenants.schedule_end(ada.principal, "Engines")).value();
  EXPECT_FALSE(db.await(tenants.keep(ada.principal)).value().ends_at.has_value());
  db.await(tenants.schedule_end(ada.principal, "Engines")).value();
  auto key = db.await(api_keys.create(ada.principal, {"ci"})).value();
  clock.advance(identity::Tenants::kGrace - 1min);
  EXPECT_EQ(db.await(tenants.end_due()).value(), 0u);
  EXPECT_EQ(role_of(ada), "owner");
  clock.advance(2min);
  EXPECT_EQ(db.await(tenants.end_due()).value(), 1u);
  EXPECT_EQ(role_of(ada), "none");
  EXPECT_EQ(reason(authenticate(key.secret)), "api_key_invalid");
  EXPECT_EQ(reason(refresh(ada.refresh_token)), "session_ended");
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "no_tenant");
  EXPECT_EQ(db.await(tenants.end_due()).value(), 0u);
  identity::AuditLog log{*db};
  EXPECT_EQ(db.await(log.verify(tenant)).value().fault, "") << "what was done stays on record";
}

TEST_P(Memberships, include_tenants_that_one_makes_oneself) {
  auto ada = sign_up();
  auto made = db.await(tenants.create(ada.principal, "Second")).value();
  auto all = db.await(accounts.memberships(ada.principal.user_id)).value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].tenant_id, made.id);
  EXPECT_EQ(all[1].role, Role::owner);
  EXPECT_EQ(db.await(tenants.rename(ada.principal, "First")).value().name, "First");
  EXPECT_EQ(db.await(tenants.rename(ada.principal, "")).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace elevaite::test
