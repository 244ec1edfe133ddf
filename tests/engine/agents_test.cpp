#include "tests/engine/fixture.hpp"

namespace elevaite::test {
namespace {

class Agents : public EngineTest {};
ELEVAITE_ON_BOTH_DATABASES(Agents);

TEST_P(Agents, are_created_blank_with_a_slug_of_their_name) {
  auto agent = create("Order desk!");
  EXPECT_EQ(agent.slug, "order-desk");
  EXPECT_EQ(agent.revision, 1);
  auto read = db.await(agents.get(ada, "order-desk")).value();
  EXPECT_EQ(read.id, agent.id);
  EXPECT_EQ(read.status, model::AgentStatus::draft);
  EXPECT_EQ(read.draft, R"({"nodes":[],"edges":[]})");
  EXPECT_EQ(read.created_by, ada.user_id);
}

TEST_P(Agents, of_the_same_name_get_different_slugs_and_a_chosen_one_conflicts) {
  create("Desk");
  EXPECT_EQ(create("Desk").slug, "desk-2");
  std::set<std::string> slugs;
  for (int i = 0; i < 8; ++i) slugs.insert(create("Desk").slug);
  EXPECT_EQ(slugs.size(), 8u);
  engine::NewAgent chosen{"Other"};
  chosen.slug = "desk";
  EXPECT_EQ(reason(db.await(agents.create(ada, chosen))), "slug_taken");
  EXPECT_TRUE(db.await(agents.create(eve, chosen)).has_value());
}

TEST_P(Agents, are_refused_with_every_bad_field) {
  engine::NewAgent bad{"  ", "No Slug", std::string(engine::kMaxDescriptionBytes + 1, 'x')};
  auto refused = db.await(agents.create(ada, bad));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().fields.size(), 3u);
  bad = {"Name"};
  bad.workflow = json(R"({"nodes":[{"id":"Bad Id","kind":"x"},{"kind":5}]})");
  refused = db.await(agents.create(ada, bad));
  ASSERT_TRUE(refused.has_error());
  EXPECT_GE(refused.error().fields.size(), 2u);
}

TEST_P(Agents, refuse_a_write_over_somebody_elses) {
  auto agent = create("Desk");
  engine::AgentPatch patch;
  patch.revision = 1;
  patch.name = "First";
  auto first = db.await(agents.update(ada, agent.id.str(), patch)).value();
  EXPECT_EQ(first.revision, 2);
  patch.name = "Second";
  auto second = db.await(agents.update(ada, agent.id.str(), patch));
  EXPECT_EQ(reason(second), "stale_revision");
  EXPECT_EQ(second.error().fields.at(0).message, "2");
  EXPECT_EQ(get(agent).name, "First");
}

TEST_P(Agents, let_one_of_two_writers_at_once_win) {
  auto agent = create("Desk");
  engine::AgentPatch patch;
  patch.revision = 1;
  std::vector<Task<Result<model::Agent>>> writers;
  for (const char* name : {"A", "B", "C"}) {
    patch.name = name;
    writers.push_back(agents.update(ada, agent.id.str(), patch));
  }
  auto answers = db.await_all(std::move(writers));
  auto won = std::count_if(answers.begin(), answers.end(), [](auto& a) { return a.has_value(); });
  EXPECT_EQ(won, 1);
  for (const auto& answer : answers) {
    if (!answer) {
      EXPECT_EQ(reason(answer), "stale_revision");
    }
  }
  EXPECT_EQ(get(agent).revision, 2);
}

TEST_P(Agents, are_found_by_a_part_of_their_name_taken_literally) {
  create("Order desk");
  create("100% sure");
  create("Shop");
  auto names = [&](std::string search) {
    engine::AgentFilter filter;
    filter.search = std::move(search);
    std::string found;
    for (const auto& agent : db.await(agents.list(ada, filter)).value()) found += agent.name + ";";
    return found;
  };
  EXPECT_EQ(names(""), "Shop;100% sure;Order desk;");
  EXPECT_EQ(names("DESK"), "Order desk;");
  EXPECT_EQ(names("0%"), "100% sure;");
  EXPECT_EQ(names("_"), "");
  EXPECT_EQ(names("\\"), "");
}

TEST_P(Agents, are_listed_in_pages_and_by_status) {
  for (int i = 0; i < 5; ++i) create("Agent " + std::to_string(i), hook_workflow());
  auto all = db.await(agents.list(ada, {})).value();
  ASSERT_EQ(all.size(), 5u);
  engine::AgentFilter filter;
  filter.limit = 2;
  filter.before = all[1].id;
  auto page = db.await(agents.list(ada, filter)).value();
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].id, all[2].id);
  deploy(all[0]).value();
  deploy(all[1]).value();
  set_workflow(all[1], hook_workflow(2));
  auto with = [&](model::AgentStatus status) {
    engine::AgentFilter by;
    by.status = status;
    return db.await(agents.list(ada, by)).value().size();
  };
  EXPECT_EQ(with(model::AgentStatus::draft), 3u);
  EXPECT_EQ(with(model::AgentStatus::deployed), 1u);
  EXPECT_EQ(with(model::AgentStatus::changed), 1u);
}

TEST_P(Agents, are_deleted_and_brought_back_within_thirty_days) {
  auto agent = create("Desk", hook_workflow());
  deploy(agent).value();
  db.await(agents.remove(ada, "desk")).value();
  EXPECT_EQ(reason(db.await(agents.get(ada, agent.id.str()))), "not_found");
  engine::AgentFilter deleted;
  deleted.is_deleted = true;
  EXPECT_EQ(db.await(agents.list(ada, deleted)).value().size(), 1u);
  auto successor = create("Desk");
  EXPECT_EQ(successor.slug, "desk");
  EXPECT_EQ(reason(db.await(agents.restore(ada, agent.id, ""))), "slug_taken");
  auto restored = db.await(agents.restore(ada, agent.id, "old-desk")).value();
  EXPECT_EQ(restored.slug, "old-desk");
  EXPECT_EQ(restored.status, model::AgentStatus::draft);
  db.await(agents.remove(ada, "old-desk")).value();
  clock.advance(engine::kRestoreWindow + 1s);
  EXPECT_EQ(reason(db.await(agents.restore(ada, agent.id, ""))), "not_found");
}

TEST_P(Agents, survive_export_and_import) {
  auto agent = create("Desk", hook_workflow());
  auto file = db.await(agents.export_agent(ada, "desk")).value();
  EXPECT_EQ(find_string(file, "format"), "elevaite.agent/1");
  auto copy = db.await(agents.import_agent(eve, file)).value();
  EXPECT_EQ(copy.slug, "desk");
  EXPECT_EQ(copy.draft, agent.draft);
  auto twin = db.await(agents.duplicate(ada, "desk", "")).value();
  EXPECT_EQ(twin.name, "Desk copy");
  EXPECT_EQ(twin.draft, agent.draft);
  EXPECT_NE(twin.id, agent.id);
}

TEST_P(Agents, list_everything_wrong_with_an_imported_file) {
  auto file = json(R"({"format":"other/9","name":"","workflow":{"nodes":[
    {"id":"a","kind":"no_such_kind"},{"id":"b","kind":"set_fields","config":{}}],"edges":[]}})");
  auto refused = db.await(agents.import_agent(ada, file));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
  std::set<std::string> codes;
  for (const auto& field : refused.error().fields) codes.insert(field.code);
  EXPECT_TRUE(codes.contains("unsupported"));
  EXPECT_TRUE(codes.contains("required"));
  EXPECT_TRUE(codes.contains("unknown_kind"));
  EXPECT_TRUE(db.await(agents.list(ada, {})).value().empty());
}

TEST_P(Agents, of_another_tenant_are_as_if_absent) {
  auto agent = create("Desk", hook_workflow());
  auto version_id = deploy(agent).value().version_id;
  auto absent = model::AgentId::generate().str();
  auto message = [](const auto& result) { return result ? "found" : result.error().message; };
  for (const auto& name : {agent.id.str(), std::string("desk")}) {
    EXPECT_EQ(message(db.await(agents.get(eve, name))), message(db.await(agents.get(eve, absent))));
    EXPECT_EQ(reason(db.await(agents.update(eve, name, {}))), "not_found");
    EXPECT_EQ(reason(db.await(agents.remove(eve, name))), "not_found");
    EXPECT_EQ(reason(db.await(agents.deploy(eve, name, ""))), "not_found");
    EXPECT_EQ(reason(db.await(agents.get_version(eve, name, version_id))), "not_found");
    EXPECT_EQ(reason(db.await(cache.deployed(eve.tenant_id, name))), "not_found");
  }
  auto own = db.await(agents.create(eve, {"Own"})).value();
  EXPECT_EQ(reason(db.await(agents.get_version(eve, "own", version_id))), "not_found");
  EXPECT_EQ(reason(db.await(agents.roll_back(eve, "own", version_id))), "not_found");
  EXPECT_EQ(reason(db.await(cache.load(eve.tenant_id, version_id))), "not_found");
  EXPECT_TRUE(cache.find_deployed(eve.tenant_id, "desk") == nullptr);
}

}  // namespace
}  // namespace elevaite::test
