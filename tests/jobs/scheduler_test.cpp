// Schedules over a real database of either kind, by a clock that the test owns.
#include "jobs/scheduler.hpp"

#include "adapters/queue/database.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::jobs {
namespace {

const Instant kNoon = parse_rfc3339("2026-11-26T12:00:00Z").value();

class Schedules : public testing::TestWithParam<std::string> {
 protected:
  Schedules() : db(GetParam()) {
    queue = adapters::queue::make_database_queue(db.executor(), *db, "long", clock_);
    wake_ups.emplace(db.executor(), clock_);
    wake_ups->add(*queue);
    store.emplace(*db, *wake_ups, clock_);
    scheduler.emplace(db.executor(), *db, *store, clock_, SchedulerOptions{});
    second.emplace(db.executor(), *db, *store, clock_, SchedulerOptions{});
    db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)",
             {tenant.uuid, std::string("T"), std::int64_t{0}});
  }

  // As a deployment leaves it.
  model::ScheduleId add(std::string cron, std::string overlap = "skip", std::string zone = "UTC") {
    const auto id = model::ScheduleId::generate();
    const auto next = model::next_time({cron, zone, model::Overlap::skip, "long"}, clock_.now());
    db.query(
        "INSERT INTO schedules (tenant_id, id, agent_id, node_id, deployment_id, cron, time_zone,"
        " overlap, queue, payload, is_live, is_paused, next_at, created_at, updated_at)"
        " VALUES ($1, $2, $3, 'clock', $3, $4, $5, $6, 'long', '{\"a\":1}', TRUE, FALSE, $7, 0, 0)",
        {tenant.uuid, id.uuid, Uuid::generate(), cron, zone, overlap, to_micros(**next)});
    return id;
  }
  std::size_t look(Scheduler& who) { return db.await(who.look()).value(); }
  std::vector<model::Job> jobs() { return db.await(store->list(tenant, {})).value(); }
  model::Schedule get(model::ScheduleId id) {
    return db.await(scheduler->schedules().get(tenant, id)).value();
  }
  void end(model::JobId id) {
    db.query("UPDATE jobs SET status = 'succeeded', finished_at = 1 WHERE id = $1", {id.uuid});
  }

  test::DatabaseOfKind db;
  ManualClock clock_{kNoon};
  model::TenantId tenant = model::TenantId::generate();
  std::unique_ptr<ports::JobQueue> queue;
  std::optional<WakeUps> wake_ups;
  std::optional<JobStore> store;
  std::optional<Scheduler> scheduler;
  std::optional<Scheduler> second;
};

INSTANTIATE_TEST_SUITE_P(All, Schedules, testing::Values("sqlite", "postgres"),
                         [](const auto& chosen) { return chosen.param; });

TEST_P(Schedules, fire_when_their_time_has_come_and_once) {
  const auto id = add("30 12 * * *");
  EXPECT_EQ(look(*scheduler), 0U);
  clock_.advance(30min);
  EXPECT_EQ(look(*scheduler), 1U);
  EXPECT_EQ(look(*scheduler), 0U);
  EXPECT_EQ(look(*second), 0U);
  const auto made = jobs();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].kind, "run");
  EXPECT_EQ(find_string(made[0].payload.at("input"), "scheduled_at"), "2026-11-26T12:30:00.000Z");
  const auto after = get(id);
  EXPECT_EQ(after.last_job_id, made[0].id);
  EXPECT_EQ(after.next_at, kNoon + 30min + std::chrono::hours(24));
}

// Both have read the same row before either writes.
TEST_P(Schedules, fire_once_among_many_schedulers) {
  for (int i = 0; i < 20; ++i) add("*/5 * * * *", "allow");
  clock_.advance(5min);
  std::vector<Task<Result<std::size_t>>> looks;
  looks.push_back(scheduler->look());
  looks.push_back(second->look());
  std::size_t made = 0;
  for (const auto& found : db.await_all(std::move(looks))) made += found.value();
  EXPECT_EQ(made, 20U);
  EXPECT_EQ(jobs().size(), 20U);
}

// It died between making the job and moving the schedule on.
TEST_P(Schedules, are_not_fired_again_by_who_takes_over_from_the_dead) {
  const auto id = add("30 12 * * *");
  clock_.advance(30min);
  EXPECT_EQ(look(*scheduler), 1U);
  db.query("UPDATE schedules SET next_at = $1, last_job_id = NULL WHERE id = $2",
           {to_micros(kNoon + 30min), id.uuid});
  EXPECT_EQ(look(*second), 0U);
  EXPECT_EQ(jobs().size(), 1U);
  EXPECT_EQ(get(id).last_job_id, jobs()[0].id);
}

TEST_P(Schedules, make_up_once_for_what_was_missed) {
  const auto id = add("0 * * * *");
  clock_.advance(5h + 10min);
  EXPECT_EQ(look(*scheduler), 1U);
  ASSERT_EQ(jobs().size(), 1U);
  EXPECT_EQ(find_string(jobs()[0].payload.at("input"), "scheduled_at"), "2026-11-26T17:00:00.000Z");
  EXPECT_EQ(get(id).next_at, kNoon + 6h);
}

TEST_P(Schedules, leave_a_time_out_while_the_last_job_is_under_way) {
  const auto id = add("0 * * * *");
  clock_.advance(1h);
  EXPECT_EQ(look(*scheduler), 1U);
  clock_.advance(1h);
  EXPECT_EQ(look(*scheduler), 0U);
  EXPECT_EQ(get(id).last_skipped_at, kNoon + 2h);
  EXPECT_EQ(get(id).next_at, kNoon + 3h);
  end(jobs()[0].id);
  clock_.advance(1h);
  EXPECT_EQ(look(*scheduler), 1U);
}

TEST_P(Schedules, that_allow_overlap_fire_each_time) {
  add("0 * * * *", "allow");
  for (int i = 0; i < 3; ++i) {
    clock_.advance(1h);
    EXPECT_EQ(look(*scheduler), 1U);
  }
}

TEST_P(Schedules, rest_while_they_are_paused_and_go_on_from_the_moment_they_are_resumed) {
  const auto id = add("0 * * * *");
  auto& schedules = scheduler->schedules();
  EXPECT_FALSE(db.await(schedules.set_paused(tenant, id, true)).value().next_at.has_value());
  clock_.advance(5h);
  EXPECT_EQ(look(*scheduler), 0U);
  auto resumed = db.await(schedules.set_paused(tenant, id, false)).value();
  EXPECT_EQ(resumed.next_at, kNoon + 6h);
}

TEST_P(Schedules, fire_by_hand_without_changing_their_times) {
  const auto id = add("0 * * * *");
  const auto before = get(id).next_at;
  EXPECT_TRUE(db.await(scheduler->fire_now(tenant, id)).has_value());
  EXPECT_TRUE(db.await(scheduler->fire_now(tenant, id)).has_value());
  EXPECT_EQ(jobs().size(), 2U);
  EXPECT_EQ(get(id).next_at, before);
  db.query("UPDATE schedules SET is_live = FALSE WHERE id = $1", {id.uuid});
  EXPECT_EQ(db.await(scheduler->fire_now(tenant, id)).error().reason, "not_deployed");
}

TEST_P(Schedules, of_another_tenant_do_not_exist) {
  const auto id = add("0 * * * *");
  const auto other = model::TenantId::generate();
  EXPECT_EQ(db.await(scheduler->schedules().get(other, id)).error().code, ErrorCode::not_found);
  EXPECT_EQ(db.await(scheduler->fire_now(other, id)).error().code, ErrorCode::not_found);
  EXPECT_TRUE(db.await(scheduler->schedules().list(other, {}, {}, 10)).value().empty());
}

}  // namespace
}  // namespace elevaite::jobs
