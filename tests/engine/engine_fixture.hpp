// The run engine over a real database of either kind, in as many "processes" as a test wants: each
// has an event loop, connections and an engine of its own, all driven by the test's thread. A
// process can be frozen where it stands, as SIGSTOP does, and go on when others have taken its runs
// over.
#pragma once
#include <gtest/gtest.h>

#include <list>
#include <set>

#include "engine/engine.hpp"
#include "engine/steps.hpp"
#include "engine/test_kinds.hpp"
#include "tests/engine/faulty_database.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {

// The machine's clock, and what the test adds to it.
class ShiftedClock final : public Clock {
 public:
  Instant now() const override { return system_clock().now() + shift_; }
  void advance(Duration by) { shift_ += by; }

 private:
  Duration shift_{};
};

// What the nodes of the test kinds did, and what they wait for.
struct Diary {
  // Which effects a peer that honours idempotency keys has seen, and how often it was asked.
  std::map<std::string, int> effects;
  std::map<std::string, int> executions;   // by "run/path"
  std::set<std::string> recorded;          // "run/path" with a durable result
  std::vector<std::string> repeated;       // executed although it had a durable result
  std::set<std::string> open_gates;        // see the kind `slow`
  std::set<std::string> entered;           // gates that somebody waits at
  std::map<std::string, Json> last_input;  // by node id

  void note_execution(const std::string& run_and_path);
  void note_segment(const std::string& body, const std::string& run);
};

// start, set, condition, parallel, merge, effect, look, slow, flaky, approval, delay, for_each,
// agent, respond, breaks, breaks_at_once: see test_nodes.cpp.
void register_test_nodes(ports::NodeRegistry& registry, Diary& diary);

class World;

class EngineProcess {
 public:
  EngineProcess(World& world, engine::EngineOptions options);
  ~EngineProcess();

  engine::Engine& engine() { return *engine_; }
  FaultyDatabase& database() { return *database_; }
  asio::io_context& loop() { return loop_; }
  // Runs some of what is ready; 0 when nothing was, or when it is frozen.
  std::size_t poll();
  void wait_briefly() { loop_.run_one_for(std::chrono::microseconds(500)); }
  void freeze();
  void thaw();
  bool is_frozen() const { return is_frozen_; }

 private:
  asio::io_context loop_{1};
  asio::executor_work_guard<Executor> work_{loop_.get_executor()};
  std::unique_ptr<FaultyDatabase> database_;
  std::unique_ptr<engine::Engine> engine_;
  bool is_frozen_ = false;
};

struct Definition {
  model::VersionId version_id;
  std::shared_ptr<const engine::CompiledWorkflow> workflow;
};

// Set by the end of a coroutine that the test does not wait for.
template <class T>
struct Answer {
  std::optional<T> value;
  std::exception_ptr failure;
  bool is_there() const { return value.has_value() || failure; }
};

class World {
 public:
  explicit World(const std::string& kind, engine::EngineOptions options = quick_options());
  ~World();
  // Short waits, so that what is found by looking is found soon.
  static engine::EngineOptions quick_options();

  EngineProcess& spawn();
  EngineProcess& spawn(engine::EngineOptions options);
  void stop(EngineProcess& process);
  // Lets every lease run out that is not renewed from now on.
  void expire_leases() { clock.advance(options.lease.ttl + 1s); }

  // All processes that are not frozen run until it is so; a failure of the test when that takes too
  // long.
  void run_until(const std::function<bool()>& is_so, Duration limit = 120s);
  void run_for(Duration time);

  template <class T>
  std::shared_ptr<Answer<T>> begin(EngineProcess& process, Task<T> task) {
    auto answer = std::make_shared<Answer<T>>();
    start_task(process.loop().get_executor(), keep_result(std::move(task), answer->value),
               [answer](std::exception_ptr failure) { answer->failure = failure; });
    return answer;
  }
  template <class T>
  T await(EngineProcess& process, Task<T> task) {
    auto answer = begin(process, std::move(task));
    run_until([&answer] { return answer->is_there(); });
    if (!answer->is_there()) throw std::runtime_error("the coroutine did not end in time");
    if (answer->failure) std::rethrow_exception(answer->failure);
    return std::move(*answer->value);
  }

  Definition define(model::Workflow workflow);
  engine::StartRequest request(const Definition& definition, Json input = JsonObject{}) const;
  engine::Started start(EngineProcess& process, const Definition& definition,
                        Json input = JsonObject{});
  Result<engine::Started> start(EngineProcess& process, engine::StartRequest request);
  Result<void> signal(EngineProcess& process, model::RunId id, std::string step, std::string key,
                      Json payload);
  Result<void> cancel(EngineProcess& process, model::RunId id, std::string reason = "Enough.");

  // As the database has it.
  std::optional<model::Run> find_row(model::RunId id);
  model::Run row(model::RunId id);
  std::optional<model::RunId> find_by_key(const std::string& idempotency_key);
  std::vector<Json> events(model::RunId id);
  std::vector<engine::StepRow> steps(model::RunId id);
  engine::StepRow step(model::RunId id, const std::string& path);
  model::RunStatus wait_for(model::RunId id, model::RunStatus status);
  model::Run wait_for_end(model::RunId id);
  // Numbered from 1 without gaps, one end, and it is the last.
  void check_journal(model::RunId id);

  DatabaseOfKind db;
  ShiftedClock clock;
  Diary diary;
  ports::NodeRegistry nodes;
  engine::EngineOptions options;
  model::TenantId tenant_id = model::TenantId::generate();
  model::AgentId agent_id = model::AgentId::generate();
  std::map<model::VersionId, std::shared_ptr<const engine::CompiledWorkflow>> versions;

 private:
  void begin_stop(EngineProcess& process);
  std::list<EngineProcess> processes_;
  int stopping_ = 0;
};

std::string type_of(const Json& event);
std::vector<std::string> types_of(const std::vector<Json>& events);

class RunEngineTest : public testing::TestWithParam<std::string> {
 protected:
  World world{GetParam()};
};

}  // namespace elevaite::test
