// Works jobs off: receives wake-ups while it has free slots, claims the rows, runs them, records
// how they ended. Loop thread only. docs/job_lifecycle.md has the whole story.
#pragma once
#include <map>
#include <memory>
#include <unordered_map>

#include "jobs/job_claims.hpp"
#include "ports/job_kind.hpp"

namespace elevaite::jobs {

struct WorkerOptions {
  std::size_t slots = 16;  // jobs of a queue at once …
  // … of which one tenant has no more than this, so that another one's next job finds a slot.
  std::size_t slots_per_tenant = 12;
  // How long a message stays hidden unless its worker says so again, which it does every third of
  // that.
  Duration visibility = 30s;
  Duration poll_wait = 1s;
  Duration watch_interval = 250ms;  // how soon a cancellation or a lost lease is noticed
  Duration sweep_interval = 1s;
  Duration lost_after = 60s;
  Duration retry_base = 1s;
  Duration retry_cap = 5min;
  std::function<double()> random;  // in [0, 1)
};

class Worker {
 public:
  Worker(Executor executor, JobClaims& claims, WakeUps& wake_ups, ports::Database& database,
         const Clock& clock, WorkerOptions options);
  ~Worker();

  void add(ports::JobKind& kind) { kinds_.emplace(kind.name(), &kind); }
  void start();
  // Two stages: receives no more and lets what runs end within `grace`; then hands back the rest,
  // which another worker begins at once.
  Task<void> stop(Duration grace);

  std::size_t running() const { return running_.size(); }
  std::uint64_t ended() const { return ended_; }

 private:
  enum class Verdict { none, cancelled, too_late, fenced, stopped };
  struct Running;

  Task<void> poll(ports::JobQueue* queue);
  Task<void> take(ports::JobQueue* queue, std::vector<ports::Delivery> deliveries);
  Task<void> decline(ports::JobQueue* queue, ports::Delivery delivery, JobReference reference);
  Task<void> work(std::shared_ptr<Running> running);
  Task<void> run_kind(std::shared_ptr<Running> running);
  Task<void> report(model::Job job, Json progress);
  Task<void> record(std::shared_ptr<Running> running);
  Task<Result<void>> settle(std::shared_ptr<Running> running);
  void decide(Running& running);
  void stop_work(Running& running, Verdict verdict);
  ports::JobContext context_of(const std::shared_ptr<Running>& running);
  Task<void> watch();
  void compare(const std::vector<HeldJob>& held);
  Task<void> keep_hidden(std::shared_ptr<Running> running);
  Task<void> sweep();
  Task<void> relay(ports::JobQueue* queue);
  std::size_t used_slots(const std::string& queue, std::optional<model::TenantId> tenant) const;
  ports::ReceiveOptions room_in(const std::string& queue) const;

  Executor executor_;
  JobClaims& claims_;
  WakeUps& wake_ups_;
  ports::Database& database_;
  const Clock& clock_;
  WorkerOptions options_;
  std::map<std::string, ports::JobKind*, std::less<>> kinds_;
  std::unordered_map<model::JobId, std::shared_ptr<Running>> running_;
  Notification freed_;
  TaskGroup pollers_;
  TaskGroup services_;
  TaskGroup work_;
  std::uint64_t ended_ = 0;
  bool is_stopping_ = false;
};

}  // namespace elevaite::jobs
