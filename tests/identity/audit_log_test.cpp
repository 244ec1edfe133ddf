// The audit log: written with the change, chained, and what becomes of it when somebody tampers.
#include "identity/audit_log.hpp"

#include "ports/audited_batch.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class AuditLog : public IdentityTest {
 protected:
  identity::AuditLog log{*db};

  std::vector<identity::AuditView> events(model::TenantId tenant,
                                          identity::AuditFilter filter = {}) {
    return db.await(log.list(tenant, std::move(filter))).value();
  }
  std::vector<std::string> actions(model::TenantId tenant) {
    std::vector<std::string> out;
    for (const auto& view : events(tenant)) out.push_back(view.row.event.action);
    return out;
  }
  std::string fault(model::TenantId tenant) { return db.await(log.verify(tenant)).value().fault; }
  model::AuditEvent event(model::TenantId tenant, std::string action) {
    model::AuditEvent out;
    out.tenant_id = tenant;
    out.at = clock.now();
    out.action = std::move(action);
    out.target_kind = "thing";
    out.after = JsonObject{{"b", 1}, {"a", JsonArray{1.5, "x", nullptr}}};
    return out;
  }
};
ELEVAITE_ON_BOTH_DATABASES(AuditLog);

TEST_P(AuditLog, says_who_did_what_from_where) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  auto who = ada.principal;
  who.remote_address = "192.0.2.7";
  identity::NewApiKey request;
  request.name = "ci";
  auto created = db.await(api_keys.create(who, request)).value();
  db.await(api_keys.revoke(who, created.view.id)).value();
  EXPECT_EQ(actions(tenant),
            (std::vector<std::string>{"api_key.revoked", "api_key.created", "tenant.created"}));
  auto view = events(tenant)[1];
  EXPECT_EQ(view.actor_email, "ada@example.com");
  EXPECT_EQ(view.row.event.actor.remote_address, "192.0.2.7");
  EXPECT_EQ(view.row.event.target_id, created.view.id.str());
  EXPECT_EQ(find_string(view.row.event.after, "name"), "ci");
  EXPECT_EQ(to_text(view.row.event.after).find(created.secret), std::string::npos);
  EXPECT_EQ(fault(tenant), "");
}

TEST_P(AuditLog, holds_sign_ins_and_failures_in_the_persons_tenant) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  EXPECT_FALSE(sign_in("ada@example.com", "wrong").has_value());
  EXPECT_FALSE(sign_in("nobody@example.com", "wrong").has_value());
  EXPECT_TRUE(sign_in("ada@example.com", kPassword).has_value());
  EXPECT_EQ(actions(tenant),
            (std::vector<std::string>{"session.started", "sign_in.failed", "tenant.created"}));
  EXPECT_EQ(events(tenant)[1].row.event.actor.remote_address, "192.0.2.9");
  auto platforms =
      db.query("SELECT action, target_id FROM audit_events WHERE tenant_id = $1", {Uuid{}});
  ASSERT_EQ(platforms.size(), 1u);
  EXPECT_EQ(platforms.text(0, 1), "") << "an address that was typed in may be a password";
}

TEST_P(AuditLog, is_found_by_actor_action_target_and_time) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  clock.advance(1h);
  identity::NewApiKey request;
  request.name = "ci";
  auto key = db.await(api_keys.create(ada.principal, request)).value();
  auto count = [&](identity::AuditFilter filter) { return events(tenant, filter).size(); };
  identity::AuditFilter filter;
  filter.action = "api_key.";
  EXPECT_EQ(count(filter), 1u);
  filter.action = "api_key.created";
  EXPECT_EQ(count(filter), 1u);
  filter.action = "api_key.creat";
  EXPECT_EQ(count(filter), 0u);
  filter = {};
  filter.target_id = key.view.id.str();
  EXPECT_EQ(count(filter), 1u);
  filter = {};
  filter.actor = ada.principal.user_id;
  EXPECT_EQ(count(filter), 2u);
  filter.actor = model::UserId::generate();
  EXPECT_EQ(count(filter), 0u);
  filter = {};
  filter.from = clock.now() - 1min;
  EXPECT_EQ(count(filter), 1u);
  filter.from.reset();
  filter.until = clock.now() - 1min;
  EXPECT_EQ(count(filter), 1u);
  filter = {};
  filter.limit = 1;
  filter.before_seq = events(tenant)[0].row.seq;
  EXPECT_EQ(events(tenant, filter).at(0).row.event.action, "tenant.created");
  EXPECT_TRUE(events(model::TenantId::generate()).empty());
}

TEST_P(AuditLog, puts_many_at_once_one_behind_the_other) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  std::vector<Task<Result<std::vector<ports::Rows>>>> tasks;
  for (int i = 0; i < 30; ++i) {
    tasks.push_back(
        ports::audited_batch(*db, ports::Scope::tenant(tenant), {}, event(tenant, "test.number")));
  }
  for (auto& done : db.await_all(std::move(tasks))) EXPECT_TRUE(done.has_value());
  auto state = db.await(log.verify(tenant)).value();
  EXPECT_EQ(state.fault, "");
  EXPECT_EQ(state.length, 31);
}

TEST_P(AuditLog, is_not_written_when_the_change_is_not) {
  auto ada = sign_up();
  auto tenant = ada.principal.tenant_id;
  std::vector<ports::Statement> change;
  change.push_back(
      {"UPDATE tenants SET name = $1 WHERE id = $2", {std::string("x"), Uuid::generate()}, true});
  auto refused = db.await(ports::audited_batch(*db, ports::Scope::tenant(tenant), change,
                                               event(tenant, "tenant.renamed")));
  EXPECT_EQ(reason(refused), ports::kMustAffect);
  EXPECT_EQ(actions(tenant), std::vector<std::string>{"tenant.created"});
}

TEST_P(AuditLog, cannot_be_changed) {
  auto ada = sign_up();
  for (std::string_view change :
       {"UPDATE audit_events SET action = 'nothing'", "DELETE FROM audit_events"}) {
    EXPECT_TRUE(db.await((*db).query(ports::Scope::system(), {change, {}})).has_error());
  }
  EXPECT_EQ(actions(ada.principal.tenant_id).size(), 1u);
}

TEST_P(AuditLog, tells_of_every_change_that_was_made_all_the_same) {
  for (std::string_view change :
       {"UPDATE audit_events SET action = 'test.other' WHERE seq = 2",
        "UPDATE audit_events SET remote_address = '203.0.113.1' WHERE seq = 2",
        "UPDATE audit_events SET at = at + 1 WHERE seq = 2",
        "UPDATE audit_events SET state_after = '{}' WHERE seq = 2",
        "UPDATE audit_events SET actor_user_id = NULL, actor_kind = 'system' WHERE seq = 1",
        "DELETE FROM audit_events WHERE seq = 2", "DELETE FROM audit_events WHERE seq = 1"}) {
    DatabaseOfKind other{GetParam()};
    auto tenant = model::TenantId::generate();
    for (const char* action : {"test.one", "test.two", "test.three"}) {
      auto entry = event(tenant, action);
      entry.actor = model::user_actor(model::UserId::generate(), "192.0.2.1");
      other.await(ports::audited_batch(*other, ports::Scope::system(), {}, entry)).value();
    }
    identity::AuditLog chain{*other};
    EXPECT_EQ(other.await(chain.verify(tenant)).value().fault, "");
    const bool is_sqlite = GetParam() == "sqlite";
    other
        .await((*other).script(is_sqlite
                                   ? "DROP TRIGGER audit_events_never_updated; "
                                     "DROP TRIGGER audit_events_never_deleted;"
                                   : "DROP TRIGGER audit_events_append_only ON audit_events;"))
        .value();
    other.query(change);
    EXPECT_NE(other.await(chain.verify(tenant)).value().fault, "") << change;
  }
}

}  // namespace
}  // namespace elevaite::test
