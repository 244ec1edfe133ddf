// Figures over runs, added up by either database, against runs that the test itself made.
#include <sstream>

#include "engine/run_retention.hpp"
#include "engine/run_stats.hpp"
#include "tests/engine/fixture.hpp"

namespace elevaite::test {
namespace {

using engine::StatsFilter;
using model::RunStatus;

struct Made {
  RunStatus status = RunStatus::succeeded;
  Duration at{};  // after the start of the range
  Duration took = 1ms;
  model::Usage usage{};
  bool is_test = false;
};

class Stats : public EngineTest {
 protected:
  engine::RunStats stats{*db};
  // A whole hour.
  Instant start = Instant{std::chrono::hours(490'000)};
  model::AgentId desk = model::AgentId::generate();

  // As the engine makes them: the id begins with the milliseconds of its creation.
  Uuid id_at(Instant at) {
    Uuid id = Uuid::generate();
    auto ms = static_cast<std::uint64_t>(to_micros(at) / 1000);
    for (std::size_t i = 0; i < 6; ++i) {
      id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    }
    return id;
  }
  model::RunId add(model::AgentId agent, Made run, model::TenantId tenant) {
    auto created = start + run.at;
    Uuid id = id_at(created);
    bool is_over = is_terminal(run.status);
    ports::SqlValue finished = is_over ? ports::SqlValue(to_micros(created + run.took)) : nothing;
    ports::SqlValue error =
        run.status == RunStatus::failed
            ? ports::SqlValue(std::string(R"({"code":"timeout","message":"Too slow."})"))
            : nothing;
    ports::SqlValue owner =
        run.status == RunStatus::running ? ports::SqlValue(Uuid::generate()) : nothing;
    db.query(
        "INSERT INTO runs (id, tenant_id, agent_id, version_id, trigger_kind, status, is_test,"
        " error, input_tokens, output_tokens, cost_usd_nanos, created_at, started_at, finished_at,"
        " lease_owner, lease_epoch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
        " $14, $15, $16)",
        {id, tenant.uuid, agent.uuid, id, std::string("api"), std::string(to_string(run.status)),
         run.is_test, error, run.usage.input_tokens, run.usage.output_tokens,
         run.usage.cost_usd_nanos, to_micros(created), to_micros(created), finished, owner,
         std::int64_t{1}});
    return {id};
  }
  model::RunId add(model::AgentId agent, Made run) { return add(agent, run, ada.tenant_id); }
  void add_usage(model::RunId run, std::string model, model::Usage usage) {
    db.query(
        "INSERT INTO run_usage (tenant_id, run_id, model, input_tokens, output_tokens,"
        " cost_usd_nanos, calls) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {ada.tenant_id.uuid, run.uuid, std::move(model), usage.input_tokens, usage.output_tokens,
         usage.cost_usd_nanos, std::int64_t{2}});
  }
  StatsFilter day() { return {start, start + std::chrono::hours(24)}; }
  engine::StatsRange range(StatsFilter filter) {
    return db.await(stats.range(ada.tenant_id, filter)).value();
  }
  std::int64_t count(StatsFilter filter) {
    std::int64_t sum = 0;
    for (const auto& bucket : db.await(stats.series(range(filter))).value()) {
      for (auto n : bucket.counts) sum += n;
    }
    return sum;
  }

  const ports::SqlValue nothing{};
};
ELEVAITE_ON_BOTH_DATABASES(Stats);

TEST_P(Stats, count_runs_by_status_in_every_bucket) {
  add(desk, {RunStatus::succeeded, 0us, 1ms, {10, 0, 5, 7}});
  add(desk, {RunStatus::failed, 59min});
  add(desk, {RunStatus::running, 61min});
  add(desk, {RunStatus::waiting, std::chrono::hours(24) - Duration(1)});
  add(desk, {RunStatus::succeeded, std::chrono::hours(24)});
  add(desk, {RunStatus::succeeded, -Duration(1)});
  auto series = db.await(stats.series(range(day()))).value();
  ASSERT_EQ(series.size(), 24u);
  auto at = [&series](std::size_t hour, RunStatus status) {
    return series[hour].counts[static_cast<std::size_t>(status)];
  };
  EXPECT_EQ(series[0].start, start);
  EXPECT_EQ(at(0, RunStatus::succeeded), 1);
  EXPECT_EQ(at(0, RunStatus::failed), 1);
  EXPECT_EQ(at(1, RunStatus::running), 1);
  EXPECT_EQ(at(23, RunStatus::waiting), 1);
  EXPECT_EQ(series[0].usage, (model::Usage{10, 0, 5, 7}));
  EXPECT_EQ(count(day()), 4);
}

TEST_P(Stats, begin_days_where_the_viewer_does) {
  auto filter = day();
  filter.bucket = std::chrono::hours(24);
  filter.offset = 90min;
  filter.to = filter.from + std::chrono::hours(48);
  add(desk, {RunStatus::succeeded, 0us});
  for (const auto& bucket : db.await(stats.series(range(filter))).value()) {
    auto local = bucket.start + filter.offset;
    EXPECT_EQ(to_micros(local) % filter.bucket.count(), 0);
    EXPECT_LT(bucket.start, filter.to);
  }
  EXPECT_EQ(count(filter), 1);
}

TEST_P(Stats, leave_out_tests_and_other_tenants_unless_asked) {
  add(desk, {RunStatus::succeeded, 0us, 1ms, {}, true});
  add(desk, {RunStatus::succeeded}, eve.tenant_id);
  add(model::AgentId::generate(), {RunStatus::succeeded});
  add(desk, {RunStatus::failed});
  EXPECT_EQ(count(day()), 2);
  auto filter = day();
  filter.agent_id = desk;
  EXPECT_EQ(count(filter), 1);
  filter.includes_tests = true;
  EXPECT_EQ(count(filter), 2);
}

TEST_P(Stats, find_percentiles_to_two_digits) {
  EXPECT_EQ(db.await(stats.durations(range(day()))).value().runs, 0);
  for (int i = 1; i <= 100; ++i) add(desk, {RunStatus::succeeded, 0us, Duration(i * 1234)});
  add(desk, {RunStatus::waiting});
  auto durations = db.await(stats.durations(range(day()))).value();
  EXPECT_EQ(durations.runs, 100);
  EXPECT_EQ(durations.p50, Duration(61'000));   // of 61,700
  EXPECT_EQ(durations.p95, Duration(110'000));  // of 117,230
}

TEST_P(Stats, round_durations_of_every_magnitude) {
  std::int64_t exact = 1;
  for (int digits = 1; digits <= 13; ++digits) {
    auto agent = model::AgentId::generate();
    exact = exact * 10 + digits % 10;
    add(agent, {RunStatus::succeeded, 0us, Duration(exact)});
    auto filter = day();
    filter.agent_id = agent;
    auto p95 = db.await(stats.durations(range(filter))).value().p95.count();
    EXPECT_LE(p95, exact);
    EXPECT_GE(p95, exact - exact / 10) << exact;
  }
}

TEST_P(Stats, rank_agents_by_cost_by_failures_and_by_p95) {
  auto agent = create("Costly");
  add(agent.id, {RunStatus::succeeded, 0us, 1ms, {100, 0, 50, 9000}});
  for (int i = 0; i < 20; ++i) add(desk, {RunStatus::succeeded, 0us, i == 19 ? 5s : 10ms});
  for (int i = 0; i < 3; ++i) add(desk, {RunStatus::failed, 0us, 10ms});
  for (int i = 0; i < 40; ++i) add(model::AgentId::generate(), {RunStatus::succeeded, 0us, 2ms});
  auto ranked = db.await(stats.agents(range(day()))).value();
  auto find = [](const auto& list, model::AgentId id) {
    return *std::find_if(list.begin(), list.end(), [id](const auto& a) { return a.id == id; });
  };
  EXPECT_LE(ranked.size(), 2u * engine::kMaxRankedAgents);
  EXPECT_EQ(find(ranked, agent.id).usage, (model::Usage{100, 0, 50, 9000}));
  EXPECT_EQ(find(ranked, agent.id).name, "Costly");
  EXPECT_EQ(find(ranked, agent.id).slug, "costly");
  EXPECT_EQ(find(ranked, desk).failed, 3);
  EXPECT_EQ(find(ranked, desk).succeeded, 20);
  EXPECT_EQ(find(ranked, desk).name, "") << "an agent without a row has no name";
  auto slowest = db.await(stats.slowest_agents(range(day()))).value();
  ASSERT_EQ(slowest.size(), static_cast<std::size_t>(engine::kMaxRankedAgents));
  EXPECT_EQ(slowest[0].id, desk);
  EXPECT_EQ(slowest[0].runs, 23);
  EXPECT_EQ(slowest[0].p95, Duration(10ms)) << "one of 23 is beyond the 95th percentile";
}

TEST_P(Stats, add_up_models_of_the_runs_in_the_range) {
  add_usage(add(desk, {}), "a:small", {1, 0, 2, 5});
  add_usage(add(desk, {}), "a:small", {1, 0, 2, 5});
  add_usage(add(desk, {}), "b:large", {1, 0, 1, 100});
  add_usage(add(desk, {RunStatus::succeeded, std::chrono::hours(25)}), "c:late", {1, 0, 1, 1});
  add_usage(add(desk, {RunStatus::succeeded, 0us, 1ms, {}, true}), "d:test", {1, 0, 1, 1});
  auto ranked = db.await(stats.models(range(day()))).value();
  ASSERT_EQ(ranked.size(), 2u);
  EXPECT_EQ(ranked[0].model, "b:large");
  EXPECT_EQ(ranked[1].calls, 4);
  EXPECT_EQ(ranked[1].usage, (model::Usage{2, 0, 4, 10}));
}

TEST_P(Stats, show_the_newest_failures_with_their_sentence) {
  for (int i = 0; i < 12; ++i) add(desk, {RunStatus::failed, std::chrono::minutes(i)});
  add(desk, {RunStatus::succeeded, 20min});
  auto failures = db.await(stats.failures(range(day()))).value();
  ASSERT_EQ(failures.size(), 10u);
  EXPECT_EQ(failures[0].created_at, start + 11min);
  EXPECT_EQ(failures[0].error, "Too slow.");
}

TEST_P(Stats, count_what_is_active_now) {
  add(desk, {RunStatus::waiting, -std::chrono::hours(999)});
  add(desk, {RunStatus::queued});
  add(desk, {RunStatus::queued}, eve.tenant_id);
  add(desk, {RunStatus::running, 0us, 1ms, {}, true});
  auto active = db.await(stats.active(range(day()))).value();
  EXPECT_EQ(active, (engine::CountByStatus{1, 0, 1, 0, 0, 0}));
}

TEST_P(Stats, show_only_processes_that_live) {
  auto add_process = [this](std::int64_t expires_at) {
    db.query(
        "INSERT INTO processes (id, host, pid, pid_started, started_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {Uuid::generate(), std::string("h"), std::int64_t{1}, std::int64_t{1}, std::int64_t{5},
         expires_at});
  };
  add_process(to_micros(start) - 1);
  add_process(to_micros(start) + 1);
  auto live = db.await(stats.processes(ada.tenant_id, start)).value();
  ASSERT_EQ(live.size(), 1u);
  EXPECT_EQ(live[0].expires_at, start + Duration(1));
}

// Runs of five days, added up by days or not.
class Digests : public Stats {
 protected:
  ManualClock late{start + std::chrono::hours(24 * 6)};
  engine::RunDigests digests{db.executor(), *db, late};
  std::vector<model::AgentId> agents_{desk, model::AgentId::generate(), model::AgentId::generate()};

  void add_days() {
    for (int i = 0; i < 420; ++i) {
      Made run;
      run.status = i % 5 == 0 ? RunStatus::failed : RunStatus::succeeded;
      if (i % 60 == 7) run.status = RunStatus::waiting;
      run.at = i * 17min + Duration(i * 1009);
      run.took = Duration((i * 7919) % 300'000 + 40);
      run.usage = {i % 11, 0, i % 7, i % 13};
      run.is_test = i % 9 == 0;
      auto id = add(agents_[static_cast<std::size_t>(i % 3)], run);
      if (i % 4 == 0) add_usage(id, i % 8 == 0 ? "a:small" : "b:large", run.usage);
    }
    add(desk, {RunStatus::succeeded, std::chrono::hours(30)}, eve.tenant_id);
  }
  std::vector<StatsFilter> filters() {
    const auto hours = [](int count) { return std::chrono::hours(count); };
    StatsFilter whole{start, start + hours(24 * 5)};
    std::vector<StatsFilter> all{whole, {start + 7min, start + hours(100) - 13min}};
    for (auto offset : {330min, -210min, 345min}) {
      auto days = whole;
      days.bucket = hours(24);
      days.offset = offset;
      all.push_back(days);
    }
    all.push_back(whole);
    all.back().agent_id = desk;
    all.push_back(whole);
    all.back().includes_tests = true;
    all.push_back({start + hours(20), start + hours(60)});
    all.back().bucket = 1min;
    return all;
  }
  std::string figures(const StatsFilter& filter) {
    std::ostringstream out;
    auto of = range(filter);
    auto usage = [&out](const model::Usage& used) {
      out << ' ' << used.input_tokens << ' ' << used.output_tokens << ' ' << used.cost_usd_nanos;
    };
    for (const auto& bucket : db.await(stats.series(of)).value()) {
      out << to_micros(bucket.start);
      for (auto n : bucket.counts) out << ' ' << n;
      usage(bucket.usage);
    }
    auto durations = db.await(stats.durations(of)).value();
    out << '\n' << durations.runs << ' ' << durations.p50.count() << ' ' << durations.p95.count();
    std::map<std::string, engine::RankedAgent> by_id;
    for (auto& agent : db.await(stats.agents(of)).value()) by_id[agent.id.str()] = agent;
    for (const auto& [id, agent] : by_id) {
      out << '\n' << id << ' ' << agent.runs << ' ' << agent.succeeded << ' ' << agent.failed;
      usage(agent.usage);
    }
    for (const auto& agent : db.await(stats.slowest_agents(of)).value()) {
      out << '\n' << agent.id.str() << ' ' << agent.runs << ' ' << agent.p95.count();
    }
    for (const auto& ranked : db.await(stats.models(of)).value()) {
      out << '\n' << ranked.model << ' ' << ranked.calls;
      usage(ranked.usage);
    }
    for (const auto& run : db.await(stats.failures(of)).value()) out << '\n' << run.id.str();
    return out.str();
  }
  std::vector<std::string> all_figures() {
    std::vector<std::string> all;
    for (const auto& filter : filters()) all.push_back(figures(filter));
    return all;
  }
  // As if nothing had been added up.
  std::vector<std::string> figures_of_runs() {
    db.query("UPDATE run_digests SET sealed_from = sealed_from + 864000000000000");
    auto all = all_figures();
    db.query("UPDATE run_digests SET sealed_from = sealed_from - 864000000000000");
    return all;
  }
  std::size_t days_of(const StatsFilter& filter) {
    auto days = range(filter).days;
    return static_cast<std::size_t>((days.to - days.from) / std::chrono::hours(24));
  }
};
ELEVAITE_ON_BOTH_DATABASES(Digests);

TEST_P(Digests, say_the_same_as_the_runs) {
  add_days();
  auto before = all_figures();
  EXPECT_EQ(days_of(filters()[0]), 0u);
  EXPECT_GE(db.await(digests.sweep()).value(), 5u);
  EXPECT_EQ(db.await(digests.sweep()).value(), 0u);
  EXPECT_EQ(days_of(filters()[0]), 4u);
  EXPECT_EQ(days_of(filters()[4]), 0u) << "a zone that cuts half hours in two reads the runs";
  EXPECT_EQ(all_figures(), before);
}

TEST_P(Digests, count_a_late_run_as_it_is_now) {
  add_days();
  db.await(digests.sweep()).value();
  EXPECT_GT(db.query("SELECT COUNT(*) FROM run_late").integer(0, 0), 0);
  auto waiting = all_figures();
  db.query(
      "UPDATE runs SET status = 'failed', error = '{}', finished_at = started_at + 5000000,"
      " cost_usd_nanos = 77 WHERE status = 'waiting'");
  auto ended = all_figures();
  EXPECT_NE(ended, waiting);
  EXPECT_EQ(ended, figures_of_runs());
}

TEST_P(Digests, leave_a_day_alone_until_no_run_of_it_can_come) {
  add_days();
  auto first = start - start.time_since_epoch() % std::chrono::hours(24);
  ManualClock early{first + std::chrono::hours(24) + 59min};
  engine::RunDigests soon{db.executor(), *db, early};
  EXPECT_EQ(db.await(soon.sweep()).value(), 0u);
  early.advance(1min);
  EXPECT_EQ(db.await(soon.sweep()).value(), 1u);
}

TEST_P(Digests, forget_what_retention_removes) {
  add_days();
  db.await(digests.sweep()).value();
  engine::RetentionOptions options;
  options.keep = std::chrono::hours(24 * 4);
  options.batch = 7;
  engine::RunRetention retention(db.executor(), *db, late, options);
  EXPECT_GT(db.await(retention.sweep()).value(), 0u);
  EXPECT_GT(days_of(filters()[0]), 0u);
  EXPECT_EQ(all_figures(), figures_of_runs());
  EXPECT_EQ(db.await(digests.sweep()).value(), 0u);
}

}  // namespace
}  // namespace elevaite::test
