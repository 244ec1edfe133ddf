#include "jobs/job_retention.hpp"

#include "adapters/queue/database.hpp"
#include "jobs/job_store.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::jobs {
namespace {

class Retention : public testing::TestWithParam<std::string> {
 protected:
  Retention() {
    wake_ups.add(*queue);
    db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)",
             {tenant.uuid, std::string("T"), std::int64_t{0}});
  }
  model::JobId create() {
    NewJob fresh;
    fresh.tenant_id = tenant;
    fresh.kind = "probe";
    return db.await(store.create(std::move(fresh))).value().job.id;
  }
  // Failed, with its dead letter, that long ago.
  void fail(model::JobId id, Duration ago) {
    const auto at = to_micros(system_clock().now() - ago);
    db.query("UPDATE jobs SET status = 'failed', cause = 'x', finished_at = $1 WHERE id = $2",
             {at, id.uuid});
    db.query("UPDATE queue_messages SET dead_at = $1, reason = 'x' WHERE id = $2", {at, id.uuid});
  }
  std::size_t sweep(Duration keep) {
    JobRetention retention{db.executor(), *db, clock, {.keep = keep, .batch = 2}};
    return db.await(retention.sweep()).value();
  }
  std::int64_t count(std::string_view sql) { return db.query(sql).integer(0, 0); }

  struct LaterClock final : Clock {
    Instant now() const override { return system_clock().now() + 1h; }
  } clock;
  test::DatabaseOfKind db{GetParam()};
  std::unique_ptr<ports::JobQueue> queue =
      adapters::queue::make_database_queue(db.executor(), *db, "long", system_clock());
  WakeUps wake_ups{db.executor(), system_clock()};
  JobStore store{*db, wake_ups, system_clock()};
  model::TenantId tenant = model::TenantId::generate();
};

INSTANTIATE_TEST_SUITE_P(Databases, Retention, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

TEST_P(Retention, removes_what_ended_long_ago_with_its_dead_letter) {
  for (int i = 0; i < 5; ++i) fail(create(), Duration(0));
  auto open = create();
  EXPECT_EQ(sweep(2h), 0U) << "not yet";
  EXPECT_EQ(sweep(0s), 0U) << "never";
  EXPECT_EQ(sweep(30min), 5U);
  EXPECT_EQ(count("SELECT count(*) FROM jobs"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM queue_messages"), 1);
  EXPECT_TRUE(db.await(store.get(tenant, open)));
}

}  // namespace
}  // namespace elevaite::jobs
