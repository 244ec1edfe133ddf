// Works jobs off: receives wake-ups while it has free slots, claims the rows, runs them, records
// how they ended. Loop thread only. docs/job_lifecycle.md has the whole story.
#pragma once
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "jobs/job_claims.hpp"
#include "jobs/job_window.hpp"
#include "ports/job_kind.hpp"

namespace elevaite::jobs {

struct WorkerOptions {
  std::size_t slots = 16;  // jobs of a queue at once …
  // … of which one tenant has no more than this, so that another one's next job finds a slot.
  // And fewer than that while there is more to do than can be done: see JobWindow.
  std::size_t slots_per_tenant = 12;
  // How long a message stays hidden unless its worker says so again, which it does every third of
  // that.
  Duration visibility = 30s;
  Duration poll_wait = 1s;
  // For a queue outside of our database, where every look is a request that is paid for; shorter
  // than the silence after which a worker counts as unready.
  Duration outside_poll_wait = 10s;
  Duration watch_interval = 250ms;  // how soon a cancellation or a lost lease is noticed
  Duration sweep_interval = 1s;
  Duration lost_after = 60s;
  Duration retry_base = 1s;
  Duration retry_cap = 5min;
  std::function<double()> random;  // in [0, 1)
  // For crash tests: the process kills itself (SIGKILL) at the nth of the points before and after
  // each claim and each end of a job. 0: never.
  std::uint64_t kill_at_point = 0;
};

class Worker {
 public:
  Worker(Executor executor, JobClaims& claims, WakeUps& wake_ups, const Clock& clock,
         WorkerOptions options);
  ~Worker();

  void add(ports::JobKind& kind) { kinds_.emplace(kind.name(), &kind); }
  void start();
  // Two stages: receives no more and lets what runs end within `grace`; then hands back the rest,
  // which another worker begins at once.
  Task<void> stop(Duration grace);

  // unavailable: a queue has not answered for `limit`, so no job of it is taken.
  Result<void> check(Duration limit) const;
  std::size_t running() const { return running_.size(); }
  // The longest that a job of this queue had been due for when it was begun here, since this was
  // asked last; nullopt: none was begun.
  std::optional<Duration> take_longest_wait(const std::string& queue);
  std::uint64_t ended() const { return ended_; }

 private:
  enum class Verdict { none, cancelled, too_late, fenced, stopped };
  struct Running;

  Task<void> poll(ports::JobQueue* queue);
  Task<void> take(ports::JobQueue* queue, std::vector<ports::Delivery> deliveries);
  Task<void> decline(ports::JobQueue* queue, ports::Delivery delivery, JobReference reference);
  Task<void> work(std::shared_ptr<Running> running);
  Task<void> run_kind(std::shared_ptr<Running> running);
  static Task<void> report(std::weak_ptr<Running> running, Json progress);
  Task<void> record(std::shared_ptr<Running> running);
  Task<Result<void>> settle(std::shared_ptr<Running> running);
  void decide(Running& running);
  void stop_work(Running& running, Verdict verdict);
  ports::JobContext context_of(const std::shared_ptr<Running>& running);
  Task<void> watch();
  void compare(const std::vector<HeldJob>& held);
  Task<void> let_go(std::vector<HeldJob> held);
  Task<void> write_progress();
  Task<void> keep_hidden(std::shared_ptr<Running> running);
  Task<void> sweep();
  void reach_point();
  std::size_t room_of(const std::string& queue, model::TenantId tenant_id) const;
  // Of a queue: those of a tenant, or, with no tenant, all.
  using SlotUser = std::pair<std::string, model::TenantId>;
  std::size_t used_slots(const SlotUser& user) const;
  void add_running(std::shared_ptr<Running> running);
  // Answers whether there may have been more for it to do than there was room.
  bool remove_running(const model::Job& job);
  ports::ReceiveOptions room_in(const std::string& queue) const;
  std::size_t window_of(const std::string& queue) const;

  Executor executor_;
  JobClaims& claims_;
  WakeUps& wake_ups_;
  const Clock& clock_;
  WorkerOptions options_;
  std::map<std::string, ports::JobKind*, std::less<>> kinds_;
  std::unordered_map<model::JobId, std::shared_ptr<Running>> running_;
  std::map<SlotUser, std::size_t> used_slots_;
  std::map<std::string, JobWindow> windows_;  // of each queue
  std::map<std::string, Duration> longest_waits_;
  // Tenants that are over a limit, until when no more of theirs is taken.
  std::unordered_map<model::TenantId, std::chrono::steady_clock::time_point> paused_;
  // Jobs that the database says this process has, with their epochs, and that do not run here.
  std::unordered_map<model::JobId, std::int64_t> unknown_;
  Notification freed_;
  TaskGroup pollers_;
  TaskGroup services_;
  TaskGroup work_;
  std::uint64_t ended_ = 0;
  std::uint64_t points_ = 0;
  // When a queue answered last; max while there is no room for what it has.
  std::map<std::string, std::chrono::steady_clock::time_point> answered_at_;
  bool is_stopping_ = false;
};

}  // namespace elevaite::jobs
