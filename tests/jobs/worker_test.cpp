// Jobs worked off over a real database of either kind, whatever happens to their messages.
#include "jobs/worker.hpp"

#include "adapters/queue/database.hpp"
#include "adapters/queue/memory.hpp"
#include "jobs/job_attempts.hpp"
#include "jobs/job_store.hpp"
#include "jobs/outbox_relay.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::jobs {
namespace {

using model::Job;
using model::JobStatus;
using ports::JobContext;
using ports::JobOutcome;

// Does what the test says, and counts.
class ProbeKind final : public ports::JobKind {
 public:
  std::string_view name() const override { return "probe"; }
  Task<Result<JobOutcome>> run(JobContext context) override {
    ++begun;
    if (!says.is_null()) co_await context.progress(says);
    if (act) co_return act(context);
    while (true) co_await sleep_for(5ms);
  }
  Task<Result<void>> cancel(JobContext, std::string) override {
    ++undone;
    co_return Result<void>();
  }
  std::function<Result<JobOutcome>(JobContext&)> act;
  Json says = nullptr;
  int begun = 0;
  int undone = 0;
};

// One process: its claims, its worker, its row among the living.
struct Process {
  Process(test::DatabaseOfKind& db, WakeUps& wake_ups, Clock& clock, ProbeKind& kind)
      : db_(db),
        claims(db.executor(), *db, wake_ups, clock, id),
        wake_ups_(wake_ups),
        clock_(clock),
        kind_(kind) {
    options.slots = 1;
    options.poll_wait = 20ms;
    options.watch_interval = 10ms;
    options.sweep_interval = 20ms;
    options.retry_base = 1ms;
    options.retry_cap = 2ms;
    options.random = [] { return 0.5; };
    make_worker(options);
    db.query(
        "INSERT INTO processes (id, host, pid, pid_started, started_at, expires_at)"
        " VALUES ($1, $2, $3, $3, $3, $4)",
        {id.uuid, std::string("h"), std::int64_t{0}, to_micros(Instant::max())});
  }
  void make_worker(WorkerOptions with) {
    worker = std::make_unique<Worker>(db_.executor(), claims, wake_ups_, clock_, std::move(with));
    worker->add(kind_);
  }
  void die() { db_.query("DELETE FROM processes WHERE id = $1", {id.uuid}); }

  test::DatabaseOfKind& db_;
  model::ProcessId id = model::ProcessId::generate();
  JobClaims claims;
  WakeUps& wake_ups_;
  Clock& clock_;
  ProbeKind& kind_;
  WorkerOptions options;
  std::unique_ptr<Worker> worker;
};

class Jobs : public testing::TestWithParam<std::string> {
 protected:
  Jobs() {
    auto kind = GetParam() == "memory" ? "sqlite" : GetParam();
    db = std::make_unique<test::DatabaseOfKind>(kind);
    queue = make_queue();
    wake_ups.emplace(db->executor(), clock());
    wake_ups->add(*queue);
    store.emplace(**db, *wake_ups, clock());
    db->query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)",
              {tenant.uuid, std::string("T"), std::int64_t{0}});
    process = std::make_unique<Process>(*db, *wake_ups, clock_, kind_);
    relay.emplace(db->executor(), **db, *wake_ups);
  }
  ~Jobs() override {
    if (is_working) await(process->worker->stop(Duration(0)));
    await(relay->stop());
  }
  std::unique_ptr<ports::JobQueue> make_queue() {
    if (GetParam() == "memory")
      return adapters::queue::make_memory_queue(db->executor(), "long", clock());
    return adapters::queue::make_database_queue(db->executor(), **db, "long", clock(),
                                                {.poll_interval = 2ms});
  }
  const Clock& clock() const { return clock_; }
  void await(Task<void> task) { db->await(std::move(task)); }
  void pause(Duration duration) { await(sleep_for(duration)); }
  void work() {
    relay->start();
    process->worker->start();
    is_working = true;
  }
  Job create(std::optional<std::string> key = {}) {
    NewJob fresh;
    fresh.tenant_id = tenant;
    fresh.kind = "probe";
    fresh.payload = "work";
    fresh.max_attempts = 3;
    fresh.dedup_key = std::move(key);
    return db->await(store->create(std::move(fresh))).value().job;
  }
  Job get(const Job& job) { return db->await(store->get(tenant, job.id)).value(); }
  // Waits for the status, with a bound.
  Job until(const Job& job, JobStatus status) {
    for (int i = 0; i < 2'000; ++i) {
      Job now = get(job);
      if (now.status == status) return now;
      pause(5ms);
    }
    throw std::runtime_error("the job is " + std::string(to_string(get(job).status)));
  }
  std::vector<std::optional<Job>> claim(Process& by, const Job& job) {
    std::vector<JobReference> references{{tenant, job.id}};
    return db->await(by.claims.claim(references)).value();
  }

  struct MovableClock final : Clock {
    Instant now() const override { return system_clock().now() + ahead; }
    Duration ahead{};
  };
  MovableClock clock_;
  std::unique_ptr<test::DatabaseOfKind> db;
  std::unique_ptr<ports::JobQueue> queue;
  std::optional<WakeUps> wake_ups;
  std::optional<JobStore> store;
  std::optional<OutboxRelay> relay;
  model::TenantId tenant = model::TenantId::generate();
  ProbeKind kind_;
  std::unique_ptr<Process> process;
  bool is_working = false;
};

// "memory": the queue is outside of the database, so everything goes through the outbox.
INSTANTIATE_TEST_SUITE_P(Queues, Jobs, testing::Values("sqlite", "postgres", "memory"),
                         [](const auto& test) { return test.param; });

TEST_P(Jobs, succeeds_with_its_result_and_leaves_no_message) {
  kind_.act = [](JobContext&) { return JobOutcome::done("done"); };
  work();
  auto job = until(create(), JobStatus::succeeded);
  EXPECT_EQ(job.result, Json("done"));
  EXPECT_EQ(job.attempt, 1);
  pause(30ms);
  auto depth = db->await(queue->depth()).value();
  EXPECT_EQ(depth.ready + depth.in_flight + depth.delayed + depth.dead, 0);
  EXPECT_EQ(kind_.begun, 1);
}

TEST_P(Jobs, retries_what_may_help_and_then_fails_with_the_cause) {
  kind_.act = [](JobContext&) -> Result<JobOutcome> {
    return Error{ErrorCode::unavailable, "Not now.", "peer_down"};
  };
  work();
  auto job = until(create(), JobStatus::failed);
  EXPECT_EQ(job.attempt, 3);
  EXPECT_EQ(kind_.begun, 3);
  auto groups = db->await(store->failures(tenant)).value();
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].cause, "peer_down");
  EXPECT_EQ(groups[0].count, 1);
  auto letters = db->await(queue->dead_letters(10)).value();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].reason, "Not now.");

  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  EXPECT_EQ(db->await(store->redrive(tenant, job.id)).value().redrives, 1);
  EXPECT_EQ(until(job, JobStatus::succeeded).attempt, 1);
  EXPECT_EQ(db->await(store->redrive(tenant, job.id)).error().reason, "not_failed");
}

TEST_P(Jobs, fails_at_once_when_trying_again_would_not_help) {
  kind_.act = [](JobContext&) { return JobOutcome::failed(Error{ErrorCode::unavailable, "x"}); };
  work();
  EXPECT_EQ(until(create(), JobStatus::failed).attempt, 1);
  kind_.act = [](JobContext&) -> Result<JobOutcome> { return invalid_argument("Never."); };
  EXPECT_EQ(until(create(), JobStatus::failed).attempt, 1);
  EXPECT_EQ(db->await(store->redrive_all(tenant, {})).value(), 2);
}

TEST_P(Jobs, makes_one_job_of_a_key) {
  auto first = create("key");
  auto second = create("key");
  EXPECT_EQ(first.id, second.id);
  EXPECT_NE(create("other").id, first.id);
}

TEST_P(Jobs, changes_nothing_for_a_duplicate_or_late_message) {
  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  work();
  auto job = until(create(), JobStatus::succeeded);
  std::vector<ports::QueueMessage> again{
      {Uuid::generate(), tenant, 4, message_body({tenant, job.id})},
      {Uuid::generate(), tenant, 4, message_body({tenant, model::JobId::generate()})},
      {Uuid::generate(), tenant, 4, R"({"v":1,"job_id":7})"}};
  db->await(queue->enqueue(std::move(again))).value();
  for (int i = 0; i < 1'000; ++i) {
    auto depth = db->await(queue->depth()).value();
    if (depth.ready + depth.in_flight == 0) break;
    pause(2ms);
  }
  EXPECT_EQ(kind_.begun, 1);
  EXPECT_EQ(get(job).attempt, 1);
  auto letters = db->await(queue->dead_letters(10)).value();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_TRUE(letters[0].reason.starts_with("unreadable")) << letters[0].reason;
}

TEST_P(Jobs, finds_a_job_whose_message_was_lost) {
  auto job = create();
  if (GetParam() == "memory") {
    db->query("DELETE FROM job_outbox");
  } else {
    db->query("DELETE FROM queue_messages");
  }
  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  work();
  pause(50ms);
  EXPECT_EQ(kind_.begun, 0);
  clock_.ahead = 2min;
  until(job, JobStatus::succeeded);
}

TEST_P(Jobs, begins_what_was_sent_while_the_clock_was_ahead) {
  clock_.ahead = 3h;
  auto job = create();
  auto held = create();
  Process dead(*db, *wake_ups, clock_, kind_);
  ASSERT_TRUE(claim(dead, held)[0]);
  dead.die();
  clock_.ahead = 0h;
  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  work();
  until(job, JobStatus::succeeded);
  until(held, JobStatus::succeeded);
  // And one that was received then, by who never claimed it.
  clock_.ahead = 3h;
  auto received = create();
  if (GetParam() != "memory")
    db->query("UPDATE queue_messages SET visible_at = visible_at + 30000000");
  clock_.ahead = 0h;
  until(received, JobStatus::succeeded);
}

TEST_P(Jobs, goes_on_when_the_clock_jumps) {
  Process second(*db, *wake_ups, clock_, kind_);
  std::map<model::JobId, int> ends;
  kind_.act = [&](JobContext& context) {
    // In the midst of a job, to and fro.
    clock_.ahead = std::array<Duration, 4>{1h, -1h, 0h, 24h}[ends.size() % 4];
    ++ends[context.job.id];
    return JobOutcome::done(1);
  };
  std::vector<Job> jobs;
  for (int i = 0; i < 40; ++i) jobs.push_back(create());
  work();
  second.worker->start();
  auto has_begun = [&] { return ends.size() == jobs.size(); };
  for (int i = 0; i < 4'000 && !has_begun(); ++i) {
    pause(5ms);
    // What was sent or claimed by a clock that is ahead now waits for the sweeper at the latest.
    if (i % 40 == 39) clock_.ahead = 0h;
  }
  clock_.ahead = 0h;
  for (const Job& job : jobs) {
    auto ended = until(job, JobStatus::succeeded);
    EXPECT_EQ(ended.attempt, 1);
    EXPECT_EQ(ends[job.id], 1);
  }
  await(second.worker->stop(Duration(0)));
}

TEST_P(Jobs, loses_nothing_to_a_full_disk) {
  std::map<model::JobId, int> begun;
  kind_.act = [&](JobContext& context) {
    ++begun[context.job.id];
    return JobOutcome::done(Json(std::string(2'000, 'x')));
  };
  // What cannot be handed back for want of room comes again by itself.
  process->options.visibility = 1s;
  process->make_worker(process->options);
  std::vector<Job> jobs;
  for (int i = 0; i < 60; ++i) jobs.push_back(create());
  work();
  while (begun.size() < 10) pause(1ms);
  db->fill_disk();
  NewJob fresh;
  fresh.tenant_id = tenant;
  fresh.kind = "probe";
  fresh.payload = Json(std::string(100'000, 'x'));
  EXPECT_EQ(db->await(store->create(std::move(fresh))).error().code, ErrorCode::unavailable);
  pause(200ms);
  EXPECT_LT(db->query("SELECT count(*) FROM jobs WHERE status = 'succeeded'").integer(0, 0), 60);
  db->free_disk();
  for (const Job& job : jobs) until(job, JobStatus::succeeded);
  EXPECT_EQ(db->query("SELECT count(*) FROM jobs").integer(0, 0), 60);
  EXPECT_EQ(begun.size(), 60U);
}

TEST_P(Jobs, remembers_each_attempt_with_its_worker_and_its_error) {
  auto job = create();
  Process dead(*db, *wake_ups, clock_, kind_);
  ASSERT_TRUE(claim(dead, job)[0]);
  dead.die();
  kind_.act = [](JobContext& context) -> Result<JobOutcome> {
    if (context.job.attempt < 3) return Error{ErrorCode::unavailable, "Not now.", "peer_down"};
    return JobOutcome::done(1);
  };
  work();
  until(job, JobStatus::succeeded);
  auto attempts = db->await(read_attempts(**db, tenant, job.id)).value();
  ASSERT_EQ(attempts.size(), 3U);
  EXPECT_EQ(attempts[0].worker, dead.id);
  EXPECT_EQ(attempts[0].outcome, model::AttemptOutcome::lost);
  EXPECT_EQ(attempts[1].worker, process->id);
  EXPECT_EQ(attempts[1].outcome, model::AttemptOutcome::retrying);
  ASSERT_TRUE(attempts[1].error);
  EXPECT_EQ(attempts[1].error->message, "Not now.");
  EXPECT_EQ(attempts[2].outcome, model::AttemptOutcome::succeeded);
  EXPECT_FALSE(attempts[2].error);
  ASSERT_TRUE(attempts[2].ended_at);
  EXPECT_GE(*attempts[2].ended_at, attempts[2].began_at);
  EXPECT_TRUE(db->await(read_attempts(**db, model::TenantId::generate(), job.id)).value().empty());
}

TEST_P(Jobs, takes_over_from_a_dead_process_and_fences_it) {
  auto job = create();
  Process zombie(*db, *wake_ups, clock_, kind_);
  auto held = claim(zombie, job);
  ASSERT_TRUE(held[0]);
  EXPECT_FALSE(claim(*process, job)[0]) << "it is somebody's who lives";
  zombie.die();
  auto taken = claim(*process, job);
  ASSERT_TRUE(taken[0]);
  EXPECT_EQ(taken[0]->lease_epoch, held[0]->lease_epoch + 1);
  ports::Delivery delivery{Uuid::generate().str() + "/" + Uuid::generate().str(), "", 1, {}};
  held[0]->status = JobStatus::succeeded;
  EXPECT_EQ(db->await(zombie.claims.finish(*held[0], delivery)).error().code, ErrorCode::conflict);
  held[0]->status = JobStatus::queued;
  EXPECT_EQ(db->await(zombie.claims.put_back(*held[0], delivery)).error().code,
            ErrorCode::conflict);
  db->await(zombie.claims.set_progress(*held[0], "zombie")).value();
  EXPECT_EQ(get(job).progress, Json(nullptr));
}

TEST_P(Jobs, goes_on_elsewhere_when_its_process_dies) {
  work();
  auto job = until(create(), JobStatus::running);
  process->die();
  ProbeKind other_kind;
  other_kind.act = [](JobContext&) { return JobOutcome::done("second"); };
  Process other(*db, *wake_ups, clock_, other_kind);
  other.worker->start();
  clock_.ahead = 5s;
  auto ended = until(job, JobStatus::succeeded);
  EXPECT_EQ(ended.result, Json("second"));
  EXPECT_EQ(ended.attempt, 2);
  await(other.worker->stop(Duration(0)));
  for (int i = 0; i < 500 && process->worker->running() > 0; ++i) pause(2ms);
  EXPECT_EQ(process->worker->running(), 0U) << "the first one noticed";
}

TEST_P(Jobs, sends_back_what_was_claimed_without_an_answer) {
  auto job = create();
  auto lost = claim(*process, job);
  ASSERT_TRUE(lost[0]);
  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  db->await(queue->receive({.max = 10})).value();
  work();
  EXPECT_EQ(until(job, JobStatus::succeeded).attempt, 2);
}

TEST_P(Jobs, claims_once_what_comes_twice_at_once) {
  auto job = create();
  if (GetParam() == "memory") db->await(wake_ups->relay(**db, "long")).value();
  std::vector<ports::QueueMessage> again{
      {Uuid::generate(), tenant, 4, message_body({tenant, job.id})}};
  db->await(queue->enqueue(std::move(again))).value();
  auto options = process->options;
  options.slots = 4;
  process->make_worker(options);
  kind_.act = [](JobContext&) { return JobOutcome::done(1); };
  work();
  EXPECT_EQ(until(job, JobStatus::succeeded).attempt, 1);
  EXPECT_EQ(kind_.begun, 1);
}

TEST_P(Jobs, keeps_what_was_said_last_with_the_end) {
  kind_.says = "half";
  kind_.act = [](JobContext&) { return JobOutcome::failed(Error{ErrorCode::internal, "No."}); };
  work();
  EXPECT_EQ(until(create(), JobStatus::failed).progress, Json("half"));
}

TEST_P(Jobs, fails_when_its_result_cannot_be_stored) {
  if (GetParam() != "postgres") return;  // SQLite holds any text
  kind_.act = [](JobContext&) {
    Json broken;
    broken.emplace_string() = "\xff\xfe";
    return JobOutcome::done(std::move(broken));
  };
  work();
  auto broken = create();
  auto job = until(broken, JobStatus::failed);
  EXPECT_EQ(job.error->reason, "refused");
}

TEST_P(Jobs, tells_when_a_queue_does_not_answer) {
  EXPECT_TRUE(process->worker->check(Duration(0))) << "it does not work yet";
  work();
  pause(50ms);
  EXPECT_TRUE(process->worker->check(Duration(5s)));
  EXPECT_EQ(process->worker->check(Duration(0)).error().reason, "queue_silent");
  kind_.act = nullptr;
  until(create(), JobStatus::running);
  pause(20ms);
  EXPECT_TRUE(process->worker->check(Duration(0))) << "there is no room for more";
}

TEST_P(Jobs, stops_what_runs_when_it_is_cancelled) {
  work();
  auto job = until(create(), JobStatus::running);
  db->await(store->cancel(tenant, job.id, "No more.")).value();
  EXPECT_EQ(until(job, JobStatus::cancelled).error->code, ErrorCode::cancelled);
  EXPECT_EQ(kind_.undone, 1);
  EXPECT_EQ(db->await(store->cancel(tenant, job.id, "x")).error().reason, "already_ended");
}

TEST_P(Jobs, cancels_what_nobody_began_at_once) {
  auto job = create();
  EXPECT_EQ(db->await(store->cancel(tenant, job.id, "x")).value().status, JobStatus::cancelled);
  work();
  pause(50ms);
  EXPECT_EQ(kind_.begun, 0);
}

TEST_P(Jobs, looks_again_at_what_was_postponed_and_counts_no_attempt) {
  kind_.act = [this](JobContext& context) {
    return kind_.begun < 5 ? JobOutcome::postponed(1ms) : JobOutcome::done(context.job.attempt);
  };
  work();
  EXPECT_EQ(until(create(), JobStatus::succeeded).result, Json(1));
  EXPECT_EQ(kind_.begun, 5);
}

TEST_P(Jobs, hands_back_what_does_not_end_within_the_grace) {
  work();
  auto job = until(create(), JobStatus::running);
  await(process->worker->stop(5ms));
  is_working = false;
  auto back = get(job);
  EXPECT_EQ(back.status, JobStatus::queued);
  EXPECT_EQ(back.attempt, 0);
  EXPECT_EQ(kind_.undone, 0);
}

TEST_P(Jobs, ends_what_is_too_late) {
  NewJob fresh;
  fresh.tenant_id = tenant;
  fresh.kind = "probe";
  fresh.deadline_at = clock_.now() + 50ms;
  auto job = db->await(store->create(std::move(fresh))).value().job;
  work();
  auto ended = until(job, JobStatus::failed);
  EXPECT_EQ(ended.error->reason, "deadline_passed");
}

TEST_P(Jobs, counts_what_is_not_due_yet_apart) {
  create();
  NewJob later;
  later.tenant_id = tenant;
  later.kind = "probe";
  later.run_at = clock_.now() + 1h;
  db->await(store->create(std::move(later))).value();
  auto counts = db->await(store->counts(tenant, "long")).value();
  EXPECT_EQ(counts.queued, 2);
  EXPECT_EQ(counts.delayed, 1);
  ASSERT_TRUE(counts.oldest_age.has_value());
  EXPECT_LT(*counts.oldest_age, 1h);
  auto others = db->await(store->counts(model::TenantId::generate(), "long")).value();
  EXPECT_EQ(others.queued + others.delayed, 0);
}

TEST_P(Jobs, lists_the_workers_that_live) {
  EXPECT_TRUE(db->await(store->list_workers()).value().empty());
  db->await(process->claims.sign_in(16, 3, 10s)).value();
  auto workers = db->await(store->list_workers()).value();
  ASSERT_EQ(workers.size(), 1U);
  EXPECT_EQ(workers[0].id, process->id);
  EXPECT_EQ(workers[0].slots, 16);
  EXPECT_EQ(workers[0].running, 3);
  EXPECT_EQ(workers[0].expires_at - workers[0].started_at, 10s);
  clock_.ahead = 11s;
  EXPECT_TRUE(db->await(store->list_workers()).value().empty());
}

TEST_P(Jobs, knows_who_asked_for_a_job) {
  NewJob fresh;
  fresh.tenant_id = tenant;
  fresh.kind = "probe";
  fresh.created_by = model::UserId::generate();
  auto job = db->await(store->create(fresh)).value().job;
  EXPECT_EQ(get(job).created_by, fresh.created_by);
  EXPECT_EQ(get(create()).created_by, std::nullopt);
}

TEST_P(Jobs, shows_no_job_to_another_tenant) {
  auto job = create();
  auto stranger = model::TenantId::generate();
  EXPECT_EQ(db->await(store->get(stranger, job.id)).error().code, ErrorCode::not_found);
  EXPECT_TRUE(db->await(store->list(stranger, {})).value().empty());
  EXPECT_EQ(db->await(store->list(tenant, {})).value().size(), 1U);
  EXPECT_FALSE(db->await(store->cancel(stranger, job.id, "x")));
}

}  // namespace
}  // namespace elevaite::jobs
