// Runs: started, taken up again, signalled, cancelled, watched. One object per process.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/task.hpp"
#include "engine/execution.hpp"
#include "engine/process_lease.hpp"
#include "engine/run_store.hpp"

namespace elevaite::engine {

inline constexpr const char* kCancelledByPerson = "Cancelled by a person.";

// Immutable, so it may be cached for ever (bounded in number).
using WorkflowLoader = std::function<Task<Result<std::shared_ptr<const CompiledWorkflow>>>(
    model::TenantId, model::VersionId)>;

struct EngineOptions {
  LeaseOptions lease;
  JournalOptions journal;
  std::size_t max_active_runs = 20000;
  std::size_t max_resumed_at_once = 200;
  Duration rescue_interval = 1s;
  Duration run_deadline = std::chrono::hours(24 * 30);
};

// The message of a person that a turn of a conversation answers.
struct TurnMessage {
  // Before the run's id is made: the answer has the run's uuid and must sort after the question.
  model::MessageId id = model::MessageId::generate();
  std::optional<JsonArray> parts{};  // stored together with the run; absent: it is there already
  std::string client_id{};           // how the client that sent it calls it
  // It follows what the conversation shows; or else, as another way to say something, parent_id.
  bool follows_head = true;
  std::optional<model::MessageId> parent_id{};  // null: it begins the conversation
  // The answer is shown only where the conversation still shows the answer of this run.
  std::optional<model::RunId> in_place_of{};
};

struct StartRequest {
  model::TenantId tenant_id;
  model::AgentId agent_id;
  model::VersionId version_id;
  std::shared_ptr<const CompiledWorkflow> workflow;
  model::TriggerKind trigger = model::TriggerKind::manual;
  std::string trigger_node;
  Json input = nullptr;
  std::optional<std::string> idempotency_key{};
  std::optional<model::ConversationId> conversation_id{};
  std::optional<TurnMessage> message{};  // with a conversation
  // What expressions see of the conversation of an earlier run, of which this one is a repetition.
  Json conversation = nullptr;
  // When the conversation has an active run: queue behind it, or refuse (conflict,
  // "conversation_busy").
  bool queues_behind = true;
  bool is_test = false;
  std::optional<model::UserId> started_by{};  // a chat's input says it itself
  std::string traceparent{};
  // The job that begins the run, of which the answer in the conversation tells until then.
  std::string job_id{};
  // A run of one node alone: its id, and outputs to stand for the other nodes.
  std::string only_node{};
  JsonObject nodes{};
  std::optional<model::RunId> retry_of{};
  // A fork: the node from which it goes on, and what arrives there instead of the recorded values.
  std::optional<model::RunId> forked_from{};
  std::string from_node{};
  std::optional<Json> node_input{};
};

// A new run, of the same version or of another, that goes on from one node of `source`, which has
// ended. Recorded results are kept of all that neither is nor follows that node.
struct ForkRequest {
  model::Run source;
  model::VersionId version_id;
  std::shared_ptr<const CompiledWorkflow> workflow;
  bool is_test = false;
  std::string from_node;
  std::optional<Json> input{};
  std::optional<model::UserId> started_by{};
};

struct Started {
  model::RunId id;
  // Null when the run is queued, or is a duplicate that is not active here.
  std::shared_ptr<Execution> execution;
  bool is_duplicate = false;
  bool is_queued = false;
};

class Engine final : public ExecutionHost {
 public:
  Engine(Executor executor, ports::Database& database, const ports::NodeRegistry& nodes,
         const Clock& clock, WorkflowLoader loader, EngineOptions options);
  ~Engine() override;

  // Takes the process lease and starts the journal and the rescuer.
  Task<Result<void>> start();
  // Two stages: no new runs; after `grace` abandon what still runs (others resume it from the
  // journal).
  Task<void> stop(Duration grace);

  // The run has begun; with an idempotency key or a conversation it is durable. Errors: conflict,
  // unavailable (stopping, too many active runs).
  Task<Result<Started>> start_run(StartRequest request);
  // A run that stands in its conversation and waits for take_up(), by the job that it names.
  Task<Result<Started>> queue_run(StartRequest request);
  // Begins a run that is queued; null when its turn in the conversation has not come.
  Task<Result<std::shared_ptr<Execution>>> take_up(model::TenantId tenant_id, model::RunId id);
  // A new run of the same version which keeps what succeeded in `failed` and goes on from there. Of
  // a turn of a conversation it is another answer to the same message (conflict,
  // "conversation_busy"). With a key it is one run, however often this is asked for.
  Task<Result<Started>> retry_run(model::Run failed,
                                  std::shared_ptr<const CompiledWorkflow> workflow,
                                  std::optional<std::string> idempotency_key = {},
                                  std::optional<model::UserId> started_by = {});
  // invalid_argument (field from_node); conflict, reason "not_forkable".
  Task<Result<Started>> fork_run(ForkRequest fork);
  // Idempotent: a run that has ended stays as it is (conflict, reason "already_ended").
  Task<Result<void>> cancel_run(model::TenantId tenant_id, model::RunId id, std::string reason);
  // Answers a wait, once: conflict ("already_answered") the second time, or when nothing waits for
  // it.
  Task<Result<void>> signal_run(model::TenantId tenant_id, model::RunId id, std::string step,
                                std::string key, Json payload, std::optional<model::UserId> by);
  // The run, if it is active in this process.
  std::shared_ptr<Execution> find_active(model::RunId id) const;
  std::size_t active() const { return executions_.size(); }
  // How often a run has begun or been taken up in this process.
  std::uint64_t activations() const { return activations_; }
  RunStore& runs() { return store_; }
  // What the rows of this process's runs, and of its jobs, name as their owner.
  model::ProcessId process_id() const { return lease_.id(); }
  bool is_ready() const { return is_started_ && !is_stopping_; }

  Executor executor() const override { return executor_; }
  const Clock& clock() const override { return clock_; }
  Journal& journal() override { return journal_; }
  const ports::NodeRegistry& nodes() const override { return nodes_; }
  void spawn(Task<void> work) override { tasks_.spawn(std::move(work)); }
  void retire(model::RunId id) override;
  Task<Result<std::vector<model::ChatMessage>>> conversation(
      model::Run run, std::optional<model::MessageId> question, std::size_t limit) override;
  void finish_with(RunJournal& journal, const RunState& state) override;
  void park_with(RunJournal& journal, const RunState& state) override;
  void fail_refused(std::shared_ptr<RunJournal> journal) override;

 private:
  struct Claim {
    std::shared_ptr<RunJournal> journal;
    bool is_cancelled = false;  // somebody asked for it while nobody ran it
  };
  struct Resumption;

  // engine_start.cpp, engine_messages.cpp
  std::shared_ptr<Execution> activate(std::shared_ptr<RunJournal> journal,
                                      std::shared_ptr<const CompiledWorkflow> workflow);
  Result<void> check_capacity() const;
  model::Run row_of(const StartRequest& request) const;
  static void add_turn(RunJournal& journal, const StartRequest& request);
  JsonObject created_data(const StartRequest& request, const model::Run& row) const;
  Task<Result<Started>> settle_rejected(StartRequest request, model::Run row);
  Task<Result<std::optional<Started>>> find_duplicate(const StartRequest& request);
  Task<Result<bool>> write_queued(const StartRequest& request, model::Run row);

  // engine_repeat.cpp
  struct Repetition {
    StartRequest request;
    std::vector<model::RunEvent> events;  // all but the first
  };
  static Result<Repetition> repetition_of(const model::Run& run, const std::vector<Json>& events);
  Task<Result<Started>> start_with(StartRequest request, std::vector<model::RunEvent> kept);
  Task<Result<Started>> settle_repeated(StartRequest request);

  // engine_resume.cpp
  // Takes over a run that is waiting and due, queued, or orphaned; false when somebody else did.
  // With a reason, only to cancel it.
  Task<Result<bool>> resume(model::TenantId tenant_id, model::RunId id,
                            std::optional<std::string> cancel_reason);
  Task<Result<std::optional<Claim>>> claim_run(model::TenantId tenant_id, model::RunId id);
  Task<Result<std::shared_ptr<Execution>>> activate_claimed(std::shared_ptr<RunJournal> journal);
  Task<Result<std::vector<model::RunEvent>>> read_journal(model::TenantId tenant_id,
                                                          model::RunId id);
  Task<Result<void>> deliver_signals(std::shared_ptr<Execution> execution);
  Task<void> fail_broken(std::shared_ptr<RunJournal> journal, Error error);
  Task<Result<void>> write_failure(std::shared_ptr<RunJournal> journal, Error error, Instant now);
  Task<bool> resume_logged(model::TenantId tenant_id, model::RunId id);
  Task<void> start_next(model::TenantId tenant_id, model::ConversationId conversation_id);

  // engine_rescue.cpp
  Task<void> keep_lease();
  Task<void> rescue();
  Task<Result<std::size_t>> rescue_once();
  Task<void> work_off(std::shared_ptr<Resumption> found);

  // engine_signals.cpp
  Task<Result<bool>> is_awaited(model::TenantId tenant_id, model::RunId id, std::string step,
                                std::string key);
  Task<void> wake_answered(model::TenantId tenant_id, model::RunId id,
                           std::shared_ptr<Execution> parking);
  Task<Result<bool>> cancel_stored(model::TenantId tenant_id, model::RunId id, std::string reason);
  Task<Result<bool>> cancel_queued(model::Run row, std::string reason);
  Task<Result<void>> notice_requests();

  Executor executor_;
  ports::Database& database_;
  const ports::NodeRegistry& nodes_;
  const Clock& clock_;
  WorkflowLoader loader_;
  EngineOptions options_;
  ProcessLease lease_;
  RunStore store_;
  Journal journal_;
  std::unordered_map<model::RunId, std::shared_ptr<Execution>> executions_;
  std::unordered_set<model::RunId> resuming_;
  // Claimed by this process, but not taken up because the database went away: nobody else will.
  std::unordered_map<model::RunId, model::TenantId> unresumed_;
  std::uint64_t activations_ = 0;
  Notification retired_;
  TaskGroup resumers_;
  TaskGroup services_;  // journal, lease, rescuer
  TaskGroup tasks_;     // what belongs to runs
  bool is_started_ = false;
  bool is_stopping_ = false;
};

}  // namespace elevaite::engine
