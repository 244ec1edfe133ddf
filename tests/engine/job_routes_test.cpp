// What the routes say of jobs, queues and workers.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class JobRoutes : public RoutesTest {
 protected:
  RouteAnswer enqueue(const std::string& agent, std::string more = "") {
    return call("POST", "/v1/agents/" + agent + "/runs",
                R"({"mode":"async","input":{"order":7})" + more + "}");
  }
  void sign_in_worker(Instant expires_at) {
    db.query(
        "INSERT INTO job_workers (id, slots, running, started_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        {Uuid::generate(), std::int64_t{32}, std::int64_t{5}, std::int64_t{0},
         to_micros(expires_at)});
  }
};
ELEVAITE_ON_BOTH_DATABASES(JobRoutes);

TEST_P(JobRoutes, show_what_a_job_was_given_and_who_asked_for_it) {
  std::string id(enqueue(deployed("Asker", asking())).word("id"));
  auto job = call("GET", "/v1/jobs/" + id);
  EXPECT_EQ(job.status, 200) << job.text;
  EXPECT_EQ(job.word("created_by"), ada.user_id->str());
  EXPECT_EQ(job.body.at("payload").at("input").at("order").as_int64(), 7);
  auto listed = call("GET", "/v1/jobs").body.at("data");
  ASSERT_EQ(listed.as_array().size(), 1u);
  EXPECT_EQ(find_string(listed.at(0), "created_by"), ada.user_id->str());
  EXPECT_EQ(find(listed.at(0), "payload"), nullptr);
}

TEST_P(JobRoutes, count_what_stands_in_the_queues) {
  auto agent = deployed("Asker", asking());
  enqueue(agent);
  enqueue(agent, R"(,"delay":3600)");
  enqueue(agent, R"(,"queue":"quick")");
  auto queues = call("GET", "/v1/queues").body.at("data");
  EXPECT_EQ(queues.at(0).at("queued").as_int64(), 1);
  EXPECT_EQ(queues.at(0).at("delayed").as_int64(), 0);
  EXPECT_EQ(queues.at(1).at("queued").as_int64(), 2);
  EXPECT_EQ(queues.at(1).at("delayed").as_int64(), 1);
  EXPECT_TRUE(queues.at(1).at("oldest_age_ms").is_int64());
  auto others = call("GET", "/v1/queues", "", {}, "eve owner").body.at("data");
  EXPECT_EQ(others.at(1).at("queued").as_int64(), 0);
}

TEST_P(JobRoutes, list_live_workers_to_who_may_see_processes) {
  sign_in_worker(system_clock().now() + 1h);
  sign_in_worker(system_clock().now() - 1h);
  auto workers = call("GET", "/v1/workers");
  ASSERT_EQ(workers.status, 200) << workers.text;
  ASSERT_EQ(workers.body.at("data").as_array().size(), 1u);
  EXPECT_EQ(workers.body.at("data").at(0).at("slots").as_int64(), 32);
  EXPECT_EQ(workers.body.at("data").at(0).at("running").as_int64(), 5);
  EXPECT_EQ(call("GET", "/v1/workers", "", {}, "ada admin").status, 200);
  EXPECT_EQ(call("GET", "/v1/workers", "", {}, "ada builder").status, 403);
}

}  // namespace
}  // namespace elevaite::test
