// Jobs that have to wait because enough of their tenant, agent or credential run already.
#include "jobs/job_limits.hpp"

#include "adapters/queue/database.hpp"
#include "jobs/job_store.hpp"
#include "jobs/worker.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::jobs {
namespace {

using model::Job;
using model::JobStatus;

class Kind final : public ports::JobKind {
 public:
  std::string_view name() const override { return "probe"; }
  Task<Result<ports::JobOutcome>> run(ports::JobContext) override {
    most = std::max(most, ++running);
    co_await sleep_for(2ms);
    --running;
    co_return ports::JobOutcome::done(1);
  }
  Task<Result<void>> cancel(ports::JobContext, std::string) override { co_return Result<void>(); }
  int running = 0;
  int most = 0;
};

class Limits : public testing::TestWithParam<std::string> {
 protected:
  Limits() {
    wake_ups.add(*queue);
    for (auto id : {tenant, neighbour}) {
      db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)",
               {id.uuid, std::string("T"), std::int64_t{0}});
    }
    db.query(
        "INSERT INTO processes (id, host, pid, pid_started, started_at, expires_at)"
        " VALUES ($1, $2, $3, $3, $3, $4)",
        {process.uuid, std::string("h"), std::int64_t{0}, to_micros(Instant::max())});
  }
  ~Limits() override {
    if (worker) db.await(worker->stop(Duration(0)));
  }
  model::JobId create(model::TenantId owner, std::optional<model::AgentId> of = {}) {
    NewJob fresh;
    fresh.tenant_id = owner;
    fresh.kind = "probe";
    fresh.agent_id = of;
    fresh.credential_ids = {credential};
    return db.await(store.create(std::move(fresh))).value().job.id;
  }
  // The test's agent and credential exist in no table, which the API would refuse.
  void limit(std::string subject, std::optional<std::int64_t> running,
             std::optional<std::int64_t> starts = {}) {
    auto number = [](auto value) { return value ? ports::SqlValue(*value) : ports::SqlValue(); };
    db.query(
        "INSERT INTO job_limits (tenant_id, subject, max_running, max_starts, period_us, next_at,"
        " claims) VALUES ($1, $2, $3, $4, $5, 0, 0)",
        {tenant.uuid, std::move(subject), number(running), number(starts),
         starts ? ports::SqlValue(std::int64_t{3'600'000'000}) : ports::SqlValue()});
    db.await(claims.read_limits()).value();
  }
  void work() {
    WorkerOptions options;
    options.poll_wait = 20ms;
    options.random = [] { return 0.5; };
    worker.emplace(db.executor(), claims, wake_ups, system_clock(), options);
    worker->add(kind);
    worker->start();
  }
  Job get(model::TenantId owner, model::JobId id) { return db.await(store.get(owner, id)).value(); }
  void until_ended(model::TenantId owner, model::JobId id) {
    for (int i = 0; i < 4'000 && !is_terminal(get(owner, id).status); ++i) db.await(sleep_for(5ms));
    EXPECT_EQ(get(owner, id).status, JobStatus::succeeded);
    EXPECT_EQ(get(owner, id).attempt, 1) << "waiting is no attempt";
  }

  test::DatabaseOfKind db{GetParam()};
  std::unique_ptr<ports::JobQueue> queue =
      adapters::queue::make_database_queue(db.executor(), *db, "long", system_clock());
  WakeUps wake_ups{db.executor(), system_clock()};
  JobStore store{*db, wake_ups, system_clock()};
  model::ProcessId process = model::ProcessId::generate();
  JobClaims claims{db.executor(), *db, wake_ups, system_clock(), process};
  model::TenantId tenant = model::TenantId::generate();
  model::TenantId neighbour = model::TenantId::generate();
  model::AgentId agent = model::AgentId::generate();
  model::CredentialId credential = model::CredentialId::generate();
  Kind kind;
  std::optional<Worker> worker;
};

INSTANTIATE_TEST_SUITE_P(Databases, Limits, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

TEST_P(Limits, hold_back_what_is_too_many_at_a_time) {
  for (const auto& subject : {std::string("tenant"), "agent/" + agent.uuid.str(),
                              "credential/" + credential.uuid.str()}) {
    db.query("DELETE FROM job_limits");
    limit(subject, 2);
    std::vector<model::JobId> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(create(tenant, agent));
    if (!worker) work();
    kind.most = 0;
    for (auto id : ids) until_ended(tenant, id);
    EXPECT_LE(kind.most, 2) << subject;
  }
}

TEST_P(Limits, hold_back_nobody_else) {
  limit("agent/" + agent.uuid.str(), 0);
  auto held = create(tenant, agent);
  auto other = create(tenant, model::AgentId::generate());
  auto theirs = create(neighbour, agent);
  work();
  until_ended(neighbour, theirs);
  until_ended(tenant, other);
  EXPECT_EQ(get(tenant, held).status, JobStatus::queued);
  db.query("DELETE FROM job_limits");
  until_ended(tenant, held);
}

TEST_P(Limits, let_so_many_begin_in_a_period) {
  limit("tenant", {}, 3);
  std::vector<model::JobId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(create(tenant));
  work();
  for (int i = 0; i < 3; ++i) until_ended(tenant, ids[static_cast<std::size_t>(i)]);
  db.await(sleep_for(300ms));
  EXPECT_EQ(get(tenant, ids[3]).status, JobStatus::queued);
  EXPECT_EQ(get(tenant, ids[4]).status, JobStatus::queued);
}

TEST_P(Limits, are_kept_for_the_tenants_own_subjects) {
  JobLimits limits(*db, system_clock());
  JobLimit all;
  all.max_running = 3;
  db.await(limits.set(tenant, all)).value();
  all.max_starts = 5;
  all.period = Duration(1min);
  db.await(limits.set(tenant, all)).value();
  auto found = db.await(limits.list(tenant)).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].max_running, 3);
  EXPECT_EQ(found[0].period, Duration(1min));
  all.subject = agent;
  EXPECT_EQ(db.await(limits.set(tenant, all)).error().code, ErrorCode::not_found);
  EXPECT_EQ(db.await(limits.remove(neighbour, {})).error().code, ErrorCode::not_found);
  db.await(limits.remove(tenant, {})).value();
  EXPECT_TRUE(db.await(limits.list(tenant)).value().empty());
}

}  // namespace
}  // namespace elevaite::jobs
