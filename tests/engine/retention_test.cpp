// Old runs are removed with all that belongs to them, and nothing else is.
#include "engine/run_ids.hpp"
#include "engine/run_retention.hpp"
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class Retention : public RoutesTest {
 protected:
  engine::RunRetention retention(Duration keep, std::size_t batch = 200) {
    engine::RetentionOptions options;
    options.keep = keep;
    options.batch = batch;
    return engine::RunRetention(db.executor(), *db, clock, options);
  }
  std::int64_t count(std::string_view table) {
    // Statements are cached by address, so the text must live on.
    static std::list<std::string> texts;
    texts.push_back("SELECT COUNT(*) FROM " + std::string(table));
    return db.query(texts.back()).integer(0, 0);
  }
};
ELEVAITE_ON_BOTH_DATABASES(Retention);

TEST_P(Retention, removes_what_ended_long_ago_and_keeps_what_goes_on) {
  auto id = deployed("Worked", hook_workflow());
  for (int i = 0; i < 5; ++i) {
    call("POST", "/v1/agents/" + id + "/runs", R"({"wait":true,"input":{"body":{"name":"A"}}})");
  }
  auto waiting = waiting_run();
  auto all = count("runs");
  auto sweeper = retention(1h, 2);
  EXPECT_EQ(db.await(sweeper.sweep()).value(), 0u);
  clock.advance(2h);
  EXPECT_EQ(db.await(sweeper.sweep()).value(), 5u);
  EXPECT_EQ(count("runs"), all - 5);
  auto left = call("GET", "/v1/runs").body.at("data").as_array();
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(find_string(left[0], "id"), waiting);
  EXPECT_EQ(count("(SELECT DISTINCT run_id FROM run_events) one"), 1);
  EXPECT_EQ(call("GET", "/v1/runs/" + waiting).word("status"), "waiting");
  EXPECT_EQ(db.await(sweeper.sweep()).value(), 0u);
}

TEST_P(Retention, keeps_everything_by_default) {
  auto id = deployed("Worked", hook_workflow());
  call("POST", "/v1/agents/" + id + "/runs", R"({"wait":true,"input":{"body":{"name":"A"}}})");
  clock.advance(std::chrono::hours(24 * 10'000));
  auto sweeper = retention(Duration::zero());
  EXPECT_EQ(db.await(sweeper.sweep()).value(), 0u);
  EXPECT_EQ(count("runs"), 1);
}

}  // namespace
}  // namespace elevaite::test
