// What is told of jobs, runs and approvals, over a real database of either kind: once, whoever
// looks.
#include "adapters/queue/database.hpp"
#include "jobs/notifications/inbox_watch.hpp"
#include "jobs/notifications/noticer.hpp"
#include "jobs/notifications/notification_store.hpp"
#include "jobs/notifications/notify_job.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::jobs {
namespace {

using model::NotificationKind;

class Notices : public testing::TestWithParam<std::string> {
 protected:
  Notices() {
    wake_ups.add(*queue);
    db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)",
             {tenant.uuid, std::string("T"), std::int64_t{0}});
    ada = member("ada", "owner");
    bob = member("bob", "viewer");
    db.query(
        "INSERT INTO agents (id, tenant_id, name, slug, description, draft, revision, created_by,"
        " created_at, updated_at) VALUES ($1, $2, $3, $3, $3, $3, $4, $5, $4, $4)",
        {agent.uuid, tenant.uuid, std::string("agent"), std::int64_t{0}, ada.uuid});
  }
  model::UserId member(const std::string& name, const std::string& role) {
    auto id = model::UserId::generate();
    std::int64_t none = 0;
    db.query(
        "INSERT INTO users (id, email, name, password_hash, password_changed_at, failed_sign_ins,"
        " locked_until, created_at, updated_at) VALUES ($1, $2, $3, $3, $4, $4, $4, $4, $4)",
        {id.uuid, name + "@example.com", name, none});
    db.query(
        "INSERT INTO members (id, tenant_id, user_id, role, created_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        {Uuid::generate(), tenant.uuid, id.uuid, role, none});
    return id;
  }
  model::JobId ended_job(std::string status, model::UserId by) {
    NewJob fresh;
    fresh.tenant_id = tenant;
    fresh.kind = "run";
    fresh.queue = "quick";
    fresh.agent_id = agent;
    fresh.created_by = by;
    auto id = db.await(jobs.create(std::move(fresh))).value().job.id;
    end(id, std::move(status), 1000);
    return id;
  }
  void end(model::JobId id, std::string status, std::int64_t at) {
    db.query("UPDATE jobs SET status = $1, finished_at = $2, error = $3 WHERE id = $4",
             {std::move(status), at, std::string(R"({"code":"internal","message":"It broke."})"),
              id.uuid});
  }
  void ended_run(std::string status, std::string key, std::int64_t took) {
    std::int64_t none = 0;
    db.query(
        "INSERT INTO runs (id, tenant_id, agent_id, version_id, trigger_kind, status, is_test,"
        " idempotency_key, error, input_tokens, output_tokens, cost_usd_nanos, created_at,"
        " started_at, finished_at, lease_epoch)"
        " VALUES ($1, $2, $3, $3, 'api', $4, $5, $6, $7, $8, $8, $8, $8, $8, $9, $8)",
        {Uuid::generate(), tenant.uuid, agent.uuid, std::move(status), false, std::move(key),
         std::string(R"({"code":"internal","message":"It broke."})"), none, took});
  }
  Noticer& noticer() {
    noticers.push_back(std::make_unique<Noticer>(db.executor(), *db, announcer, jobs, deliveries,
                                                 clock, NoticerOptions()));
    return *noticers.back();
  }
  std::size_t look() { return db.await(noticer().look()).value(); }
  Inbox inbox(model::UserId user) const { return {tenant, user}; }
  std::vector<model::Notification> told(model::UserId user) {
    return db.await(store.list(inbox(user), {})).value();
  }
  std::int64_t count(std::string_view sql) { return db.query(sql).integer(0, 0); }

  test::DatabaseOfKind db{GetParam()};
  ManualClock clock;
  std::unique_ptr<ports::JobQueue> queue =
      adapters::queue::make_database_queue(db.executor(), *db, "quick", clock);
  WakeUps wake_ups{db.executor(), clock};
  JobStore jobs{*db, wake_ups, clock};
  DeliveryStore deliveries{*db, clock};
  NotificationStore store{*db, clock};
  AnnouncerOptions options{"https://app.test", 3, 5};
  Announcer announcer{*db, clock, options};
  std::vector<std::unique_ptr<Noticer>> noticers;
  model::TenantId tenant = model::TenantId::generate();
  model::AgentId agent = model::AgentId::generate();
  model::UserId ada;
  model::UserId bob;
};

ELEVAITE_ON_BOTH_DATABASES(Notices);

TEST_P(Notices, tells_of_an_end_once_whoever_looks) {
  ended_job("succeeded", bob);
  ended_job("failed", bob);
  std::vector<Task<Result<std::size_t>>> looks;
  looks.reserve(4);
  for (int i = 0; i < 4; ++i) looks.push_back(noticer().look());
  std::size_t sum = 0;
  for (auto& found : db.await_all(std::move(looks))) sum += found.value();
  EXPECT_EQ(sum, 2U);
  EXPECT_EQ(look(), 0U);
  auto bobs = told(bob);
  ASSERT_EQ(bobs.size(), 2U);
  EXPECT_EQ(bobs[0].seq + bobs[1].seq, 3);
  auto adas = told(ada);
  ASSERT_EQ(adas.size(), 1U) << "of failures the agent's owner is told, too";
  EXPECT_EQ(adas[0].kind, "job_failed");
  EXPECT_EQ(adas[0].body, "It broke.");
}

TEST_P(Notices, tells_again_of_what_ended_again) {
  auto id = ended_job("failed", bob);
  EXPECT_EQ(look(), 1U);
  end(id, "failed", 2000);
  EXPECT_EQ(look(), 1U);
  end(id, "cancelled", 3000);
  EXPECT_EQ(look(), 0U) << "whoever cancels it knows";
  EXPECT_EQ(told(bob).size(), 2U);
}

TEST_P(Notices, tells_of_runs_that_failed_or_took_long_and_are_no_jobs) {
  ended_run("failed", "a", 1000);
  ended_run("failed", "job/x/0", 1000);
  ended_run("succeeded", "b", 1000);
  ended_run("succeeded", "c", 31'000'000);
  EXPECT_EQ(look(), 2U);
  EXPECT_EQ(look(), 0U);
  EXPECT_EQ(told(ada).size(), 1U) << "nobody is known to have started the long one";
  EXPECT_EQ(told(ada)[0].kind, "run_failed");
}

TEST_P(Notices, asks_the_named_for_an_approval_or_else_who_may) {
  ended_run("failed", "a", 1000);
  look();
  auto run = db.query("SELECT id FROM runs").uuid(0, 0);
  db.query("UPDATE runs SET status = 'waiting', finished_at = NULL");
  auto carol = member("carol", "builder");
  auto ask = [&](std::string step, std::string assignees) {
    db.query(
        "INSERT INTO approval_notices (tenant_id, run_id, step, signal_key, title, assignees,"
        " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {tenant.uuid, run, std::move(step), std::string("approval"), std::string("May it?"),
         std::move(assignees), std::int64_t{0}});
    EXPECT_EQ(look(), 1U);
  };
  ask("one", R"(["Carol@Example.com", "bob@example.com"])");
  EXPECT_EQ(told(carol).size(), 1U);
  EXPECT_EQ(told(bob).size(), 0U) << "a viewer may not decide";
  EXPECT_EQ(told(ada).size(), 1U) << "only the failure";
  ask("two", "[]");
  EXPECT_EQ(told(ada).size(), 2U);
  EXPECT_EQ(told(carol).size(), 1U);
  db.query("UPDATE agents SET created_by = NULL");
  ask("three", "[]");
  EXPECT_EQ(told(ada).size(), 3U) << "somebody has to decide";
  db.query("UPDATE runs SET status = 'succeeded', finished_at = created_at");
  ended_job("succeeded", bob);
  EXPECT_EQ(look(), 1U);
}

TEST_P(Notices, keeps_so_many_and_sends_so_many_mails_an_hour) {
  for (int i = 0; i < 8; ++i) {
    ended_job("failed", bob);
    EXPECT_EQ(look(), 1U);
  }
  EXPECT_EQ(told(bob).size(), 5U);
  EXPECT_EQ(told(bob)[0].seq, 8);
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries"), 6) << "three each";
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries WHERE job_id IS NULL"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM jobs WHERE kind = 'notify'"), 6);
  clock.advance(2h);
  ended_job("failed", bob);
  look();
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries"), 8);
}

TEST_P(Notices, tells_of_a_flood_in_few_words_unless_an_endpoint_listens) {
  for (int i = 0; i < 20; ++i) ended_job("succeeded", bob);
  EXPECT_EQ(look(), 20U);
  ASSERT_EQ(told(bob).size(), 1U);
  EXPECT_EQ(told(bob)[0].title, "20 runs of agent are done");
  std::int64_t none = 0;
  db.query(
      "INSERT INTO webhook_endpoints (id, tenant_id, url, description, events, is_enabled,"
      " key_version, sealed_secret, created_at, updated_at)"
      " VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $6, $6)",
      {Uuid::generate(), tenant.uuid, std::string("https://example.test"), std::string("[]"), true,
       none, ports::Bytes{1}});
  for (int i = 0; i < 6; ++i) ended_job("succeeded", bob);
  EXPECT_EQ(look(), 6U);
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries"), 6);
  EXPECT_EQ(look(), 0U);
}

TEST_P(Notices, gives_a_delivery_one_job_although_it_is_given_twice) {
  ended_job("failed", bob);
  look();
  db.query("UPDATE notification_deliveries SET job_id = NULL");
  look();
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries WHERE job_id IS NULL"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM jobs WHERE kind = 'notify'"), 2) << "ada's and bob's";
}

TEST_P(Notices, forgets_what_is_old) {
  ended_job("failed", bob);
  look();
  db.query("UPDATE notification_deliveries SET status = 'succeeded' WHERE user_id = $1",
           {bob.uuid});
  clock.advance(31 * 24h);
  db.await(noticer().sweep()).value();
  EXPECT_EQ(count("SELECT count(*) FROM notification_deliveries"), 1) << "one is on its way";
  EXPECT_EQ(told(bob).size(), 1U);
  clock.advance(60 * 24h);
  db.await(noticer().sweep()).value();
  EXPECT_EQ(told(bob).size(), 0U);
}

TEST_P(Notices, wakes_those_who_follow_an_inbox) {
  InboxWatch watch(db.executor(), *db, clock, 1ms);
  {
    auto follower = watch.follow(inbox(bob)).value();
    ended_job("failed", bob);
    look();
    auto seen = db.await(store.state(inbox(bob))).value();
    EXPECT_EQ(seen.last_seq, 1);
    // Whoever has seen it waits; whoever has not does not.
    db.await(follower->wait(20s, 0));
    db.await(store.mark_all_read(inbox(bob), std::nullopt)).value();
    db.await(follower->wait(20s, seen.revision));
    EXPECT_EQ(db.await(store.unread(inbox(bob))).value(), 0);
    std::vector<std::shared_ptr<InboxWatch::Follower>> others;
    for (int i = 1; i < InboxWatch::kMaxFollowers; ++i)
      others.push_back(watch.follow(inbox(bob)).value());
    EXPECT_EQ(watch.follow(inbox(bob)).error().reason, "too_many_streams");
    EXPECT_TRUE(watch.follow(inbox(ada)).has_value());
  }
  EXPECT_TRUE(watch.follow(inbox(bob)).has_value());
  db.await(watch.stop());
}

}  // namespace
}  // namespace elevaite::jobs
