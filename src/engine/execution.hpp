// One active run: a state machine that is advanced whenever something happened.
//
// How it works:
// 1. record() makes an event: appended to the journal, folded into the state. Nothing else changes
// the state.
// 2. advance() plans and starts what is ready. Pure steps run inline; others are coroutines in a
// TaskGroup, whose
//    end calls advance() again. There is no coroutine for the run itself.
// 3. A step with side effects starts once its intent is durable.
// 4. When nothing runs any more but something waits, the run parks: its row says `waiting` and
// until when, and
//    this object goes away. Engine::resume() makes a new one from the journal.
//
// Invariant: after the last event (run_succeeded, run_failed, run_cancelled, run_waiting) nothing
// is recorded.
#pragma once
#include <functional>
#include <memory>

#include "core/task.hpp"
#include "engine/journal.hpp"
#include "engine/planner.hpp"
#include "engine/run_feed.hpp"
#include "engine/run_state.hpp"
#include "engine/run_trace.hpp"
#include "ports/node.hpp"

namespace elevaite::engine {

// What an execution needs of its surroundings; outlives it.
struct ExecutionHost {
  virtual ~ExecutionHost() = default;
  virtual Executor executor() const = 0;
  virtual const Clock& clock() const = 0;
  virtual Journal& journal() = 0;
  virtual const ports::NodeRegistry& nodes() const = 0;
  // Owns work that must outlive the execution.
  virtual void spawn(Task<void> work) = 0;
  // The execution ended, parked or lost its run, and is durable (unless lost).
  virtual void retire(model::RunId id) = 0;
  // What was said before `question`, the message that the run answers, on its branch.
  virtual Task<Result<std::vector<model::ChatMessage>>> conversation(
      model::Run run, std::optional<model::MessageId> question, std::size_t limit) = 0;
  // Adds what must commit together with the run's end (the assistant's message).
  virtual void finish_with(RunJournal& journal, const RunState& state) = 0;
  // Adds what must commit together with the run's parking: it wakes at once when the answer to a
  // wait, or a wish to cancel, came in meanwhile.
  virtual void park_with(RunJournal& journal, const RunState& state) = 0;
  // The database will not hold what the run wrote; it must end all the same.
  virtual void fail_refused(std::shared_ptr<RunJournal> journal) = 0;
};

class Execution : public std::enable_shared_from_this<Execution> {
 public:
  Execution(ExecutionHost& host, std::shared_ptr<RunJournal> journal,
            std::shared_ptr<const CompiledWorkflow> workflow);
  ~Execution();

  // A new run: `created` are the fields of run_created.
  void begin(JsonObject created);
  // A run taken up again: its journal so far, then run_resumed. Steps that were running will be
  // repeated.
  Result<void> replay(std::vector<model::RunEvent> events);

  // Takes over results of an earlier run of the same version (a retry): recorded as this run's own.
  void keep(std::vector<model::RunEvent> events);
  // After replay(): lets go what became due meanwhile, then advances.
  void resume();

  void advance();
  // False when no step waits for that key (any more).
  bool signal(const std::string& step, const std::string& key, bool is_timeout, Json payload);
  bool waits_for(const std::string& step, const std::string& key);
  void cancel(std::string reason);
  // Stops without recording anything: the process goes down, or the lease is lost.
  void abandon();

  // Returns when the run has ended, parked or responded, durably.
  Task<Result<void>> wait_answered();
  // The same, but answers false when `limit` has passed before.
  Task<Result<bool>> wait_answered_for(Duration limit);
  // Returns when the run has ended, parked or been lost.
  Task<void> wait_ended();

  const RunState& state() const { return state_; }
  const model::Run& row() const { return journal_->row; }
  std::shared_ptr<RunJournal> journal() const { return journal_; }
  RunFeed& feed() { return feed_; }
  // The last event is recorded, though perhaps not yet durable.
  bool is_finished() const { return is_finished_; }
  bool is_ended() const { return is_ended_; }

 private:
  friend class StepRun;

  void record(model::EventType type, std::string step, JsonObject data);
  void record_at(Instant at, model::EventType type, std::string step, JsonObject data);
  void commit_soon();

  bool advance_frame(Frame& frame);
  bool advance_container(Frame& frame, int node);
  bool settle_pass(NodeState& container, Frame& pass, bool continues);
  void start_step(Frame& frame, int node);
  // What a test run takes for the node's output instead of executing it, or nullptr.
  const model::PinnedOutput* pinned_output(const CompiledNode& node) const;
  void start_pure(Frame& frame, const CompiledNode& node, const ports::NodeImplementation& with,
                  ports::NodeInput input);
  void start_container(Frame& frame, const CompiledNode& node, ports::NodeInput input);
  static Task<void> run_step(std::shared_ptr<Execution> self, Frame* frame, int node,
                             ports::NodeInput input, bool is_repeated);
  void finish_step(Frame& frame, int node, Result<ports::NodeOutcome> outcome, JsonObject data);
  void fail_step(Frame& frame, int node, Error error, JsonObject data);
  Result<ports::NodeInput> resolve_input(const Frame& frame, int node, Instant now) const;

  void wake_due();
  void wake_due_in(Frame& frame, Instant now);
  std::optional<Instant> next_wake(const Frame& frame) const;
  bool has_running(const Frame& frame) const;
  bool has_running_passes(const NodeState& container) const;
  void arm_timer(Instant at);
  void park(Instant wake_at);
  void finish(model::EventType type, JsonObject data);
  void end();
  static Task<void> retire_when_durable(std::shared_ptr<Execution> self);
  static Task<void> drain(std::shared_ptr<Execution> self);
  static Task<void> keep_time(std::shared_ptr<Execution> self);
  bool has_durable_response() const;

  ExecutionHost& host_;
  std::shared_ptr<RunJournal> journal_;
  RunState state_;
  RunFeed feed_;
  RunTrace trace_;
  TaskGroup steps_;
  TaskGroup timers_;
  Notification answered_;
  Notification rearmed_;
  std::size_t running_ = 0;
  std::optional<Instant> armed_for_;
  bool is_awake_ = true;  // false between replay() and resume()
  bool is_advancing_ = false;
  bool wants_advance_ = false;
  bool is_finished_ = false;  // the last event is recorded
  bool is_ended_ = false;     // and durable, or the run is lost
};

// Whether an edge leads on from the node's failure.
bool handles_failure(const CompiledWorkflow& workflow, int node);

// The error of a frame in which a step failed and nobody handles it.
std::optional<Error> unhandled_failure(const Frame& frame);

}  // namespace elevaite::engine
