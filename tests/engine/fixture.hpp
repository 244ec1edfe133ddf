// Agents over a real, migrated database of either kind, with the product's own node kinds.
#pragma once
#include "adapters/llm/open.hpp"
#include "adapters/mail/open.hpp"
#include "adapters/sql/open.hpp"
#include "engine/agents.hpp"
#include "engine/engine.hpp"
#include "nodes/register_all.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {

class EngineTest : public testing::TestWithParam<std::string> {
 protected:
  DatabaseOfKind db{GetParam()};
  ManualClock clock{system_clock().now()};
  identity::MasterKeys master_keys = identity::MasterKeys::parse(master_key("k1", 'a')).value();
  identity::TenantKeys tenant_keys{*db, master_keys, clock};
  identity::Credentials credentials{*db, tenant_keys, clock};
  net::HttpClient http{db.executor()};
  net::EgressGuard guard;
  std::unique_ptr<ports::ChatModels> models = adapters::llm::open_models(http, guard, {}).value();
  std::unique_ptr<ports::Mailer> mailer =
      adapters::mail::open_mailer("spool:" + (db.folder() / "mail").string(), {}).value();
  std::unique_ptr<ports::SqlRunner> sql = adapters::sql::open_sql_runner(db.executor(), {});
  ports::NodeRegistry nodes;
  ports::NodeServices services{http, guard, *models, *mailer, *sql, credentials, clock};
  bool is_registered = register_nodes();
  engine::VersionCache cache{db.executor(), *db, lookup(), clock};
  engine::Agents agents{*db, lookup(), cache, clock};
  engine::Actor ada = actor();
  engine::Actor eve = actor();

  bool register_nodes() {
    std::filesystem::create_directories(db.folder());
    nodes::register_all(nodes, services);
    return true;
  }
  model::NodeKindLookup lookup() {
    return [this](std::string_view kind) { return nodes.find_kind(kind); };
  }
  void TearDown() override { db.await(cache.stop()); }

  // A person with a tenant of their own.
  engine::Actor actor() {
    engine::Actor made{model::TenantId::generate(), model::UserId::generate()};
    db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $4)",
             {made.tenant_id.uuid, std::string("T"), std::int64_t{0}, std::int64_t{0}});
    std::int64_t none = 0;
    db.query(
        "INSERT INTO users (id, email, name, password_hash, password_changed_at, failed_sign_ins,"
        " locked_until, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {made.user_id->uuid, made.user_id->str() + "@example.com", std::string("U"),
         std::string("-"), none, none, none, none, none});
    return made;
  }

  static Json json(std::string_view text) { return parse_json(text).value(); }
  // A webhook that answers {"echo": <body.name>} and the number that tells versions apart.
  static Json hook_workflow(int number = 1) {
    auto workflow = json(R"({"nodes":[{"id":"hook","kind":"webhook_trigger"},
      {"id":"answer","kind":"respond","config":{"status":201,"headers":{"X-Made":"here"},
       "body":{"echo":"{{ nodes.hook.body.name }}"}}}],
      "edges":[{"id":"e1","source":"hook","target":"answer"}]})");
    workflow.at("nodes").at(1).at("config").at("body").as_object()["number"] = number;
    return workflow;
  }

  model::Agent create(std::string name, Json workflow = nullptr) {
    engine::NewAgent fresh{std::move(name)};
    fresh.workflow = std::move(workflow);
    return db.await(agents.create(ada, std::move(fresh))).value();
  }
  model::Agent get(const model::Agent& agent) {
    return db.await(agents.get(ada, agent.id.str())).value();
  }
  model::Agent set_workflow(const model::Agent& agent, Json workflow) {
    engine::AgentPatch patch;
    patch.revision = get(agent).revision;
    patch.workflow = std::move(workflow);
    return db.await(agents.update(ada, agent.id.str(), std::move(patch))).value();
  }
  Result<model::Deployment> deploy(const model::Agent& agent, std::string note = "") {
    return db.await(agents.deploy(ada, agent.id.str(), std::move(note)));
  }
  std::string hook_of(const model::Agent& agent) {
    return db.await(agents.hooks(ada, agent.id.str())).value().at(0).token;
  }
  template <class T>
  static std::string reason(const Result<T>& result) {
    if (result) return "ok";
    return result.error().reason.empty() ? std::string(to_string(result.error().code))
                                         : result.error().reason;
  }
};

}  // namespace elevaite::test
