#include "jobs/worker.hpp"

#include <signal.h>

#include <algorithm>

#include "core/log.hpp"
#include "jobs/worker_running.hpp"

namespace elevaite::jobs {

using ports::Delivery;

namespace {

// After a queue or the database did not answer.
constexpr Duration kClaimPause = 500ms;
constexpr Duration kHandBack = 1s;
// Before more is taken of a tenant that is over a limit: its messages are passed over that slowly.
constexpr Duration kLimitPause = 50ms;
// How long a stop waits for what has just been received to be claimed.
constexpr Duration kQuiet = 250ms;

}  // namespace

Worker::Worker(Executor executor, JobClaims& claims, WakeUps& wake_ups, const Clock& clock,
               WorkerOptions options)
    : executor_(executor),
      claims_(claims),
      wake_ups_(wake_ups),
      clock_(clock),
      options_(std::move(options)),
      freed_(executor),
      pollers_(executor),
      services_(executor),
      work_(executor) {}

Worker::~Worker() = default;

void Worker::start() {
  for (const auto& [name, queue] : wake_ups_.queues()) {
    windows_.emplace(name, JobWindow(options_.slots_per_tenant));
    pollers_.spawn(poll(queue));
  }
  services_.spawn(watch());
  services_.spawn(sweep());
}

Task<void> Worker::stop(Duration grace) {
  is_stopping_ = true;
  // A receive that has just been answered is still handed over; one that waits is cut off.
  for (const auto& [name, queue] : wake_ups_.queues()) queue->wake();
  [[maybe_unused]] bool is_quiet = co_await pollers_.join_for(kQuiet);
  pollers_.cancel();
  co_await pollers_.join();
  bool is_done = co_await work_.join_for(grace);
  if (!is_done) {
    auto remaining = running_;
    for (auto& [id, running] : remaining) stop_work(*running, Verdict::stopped);
    remaining.clear();
    co_await work_.join();
  }
  services_.cancel();
  co_await services_.join();
  [[maybe_unused]] auto gone = co_await claims_.sign_out();
}

void Worker::reach_point() {
  if (options_.kill_at_point != 0 && ++points_ == options_.kill_at_point) ::raise(SIGKILL);
}

std::size_t Worker::used_slots(const SlotUser& user) const {
  auto found = used_slots_.find(user);
  return found == used_slots_.end() ? 0 : found->second;
}

void Worker::add_running(std::shared_ptr<Running> running) {
  const model::Job& job = running->job;
  ++used_slots_[{job.queue, model::TenantId{}}];
  ++used_slots_[{job.queue, job.tenant_id}];
  running_.insert_or_assign(job.id, std::move(running));
}

bool Worker::remove_running(const model::Job& job) {
  const bool was_full = used_slots({job.queue, model::TenantId{}}) >= options_.slots ||
                        used_slots({job.queue, job.tenant_id}) >= window_of(job.queue) ||
                        paused_.contains(job.tenant_id);
  paused_.erase(job.tenant_id);
  running_.erase(job.id);
  for (auto tenant_id : {model::TenantId{}, job.tenant_id}) {
    auto used = used_slots_.find({job.queue, tenant_id});
    if (--used->second == 0) used_slots_.erase(used);
  }
  return was_full;
}

std::optional<Duration> Worker::take_longest_wait(const std::string& queue) {
  auto found = longest_waits_.extract(queue);
  return found ? std::optional(found.mapped()) : std::nullopt;
}

// What this worker may still take; max is 0 when all of the queue's slots are used.
ports::ReceiveOptions Worker::room_in(const std::string& queue) const {
  ports::ReceiveOptions options;
  options.wait = options_.poll_wait;
  options.visibility = options_.visibility;
  const std::size_t used = used_slots({queue, model::TenantId{}});
  options.max = used < options_.slots ? options_.slots - used : 0;
  options.room = [this, queue](model::TenantId tenant_id) { return room_of(queue, tenant_id); };
  return options;
}

std::size_t Worker::room_of(const std::string& queue, model::TenantId tenant_id) const {
  auto paused = paused_.find(tenant_id);
  if (paused != paused_.end() && paused->second > std::chrono::steady_clock::now()) return 0;
  const std::size_t used = used_slots({queue, tenant_id});
  const std::size_t window = window_of(queue);
  return used < window ? window - used : 0;
}

std::size_t Worker::window_of(const std::string& queue) const { return windows_.at(queue).size(); }

Result<void> Worker::check(Duration limit) const {
  const auto now = std::chrono::steady_clock::now();
  for (const auto& [queue, answered_at] : answered_at_) {
    if (answered_at > now || now - answered_at < limit) continue;
    return Error{ErrorCode::unavailable, "The queue " + queue + " does not answer.",
                 "queue_silent"};
  }
  return {};
}

Task<void> Worker::poll(ports::JobQueue* queue) {
  using SteadyTime = std::chrono::steady_clock::time_point;
  auto& answered_at = answered_at_[queue->name()];
  answered_at = std::chrono::steady_clock::now();
  while (!is_stopping_) {
    auto options = room_in(queue->name());
    if (options.max == 0) {
      answered_at = SteadyTime::max();
      co_await freed_.wait();
      answered_at = std::chrono::steady_clock::now();
      continue;
    }
    if (queue->statements() == nullptr) options.wait = options_.outside_poll_wait;
    auto deliveries = co_await queue->receive(std::move(options));
    if (!deliveries) {
      log_warning("a queue does not answer",
                  {{"queue", queue->name()}, {"error", deliveries.error().message}});
      co_await sleep_for(kClaimPause);
      continue;
    }
    answered_at = std::chrono::steady_clock::now();
    if (!deliveries->empty()) co_await take(queue, std::move(*deliveries));
  }
}

Task<void> Worker::take(ports::JobQueue* queue, std::vector<Delivery> deliveries) {
  std::vector<JobReference> references;
  std::vector<Delivery> readable;
  std::unordered_set<model::JobId> seen;
  for (Delivery& delivery : deliveries) {
    auto reference = parse_message(delivery.body);
    if (!reference) {
      auto reason = "unreadable: " + reference.error().message;
      [[maybe_unused]] auto buried = co_await queue->dead_letter(std::move(delivery), reason);
    } else if (running_.contains(reference->id) || !seen.insert(reference->id).second) {
      // A duplicate of what runs here, or is about to.
      [[maybe_unused]] auto hidden = co_await queue->fail(std::move(delivery.receipt), kHandBack);
    } else {
      references.push_back(*reference);
      readable.push_back(std::move(delivery));
    }
  }
  reach_point();
  const auto began = std::chrono::steady_clock::now();
  auto claimed = co_await claims_.claim(references);
  const auto took = std::chrono::steady_clock::now() - began;
  reach_point();
  if (!claimed) {
    log_warning("jobs could not be claimed; they will be received again",
                {{"error", claimed.error().message}});
    for (Delivery& delivery : readable) {
      [[maybe_unused]] auto back = co_await queue->fail(std::move(delivery.receipt), kHandBack);
    }
    co_return;
  }
  for (std::size_t i = 0; i < readable.size(); ++i) {
    auto& job = (*claimed)[i];
    if (!job) {
      if (claims_.is_limited(references[i].tenant_id))
        paused_[references[i].tenant_id] = std::chrono::steady_clock::now() + kLimitPause;
      work_.spawn(decline(queue, std::move(readable[i]), references[i]));
      continue;
    }
    auto& longest = longest_waits_[queue->name()];
    longest = std::max(longest, clock_.now() - job->run_at);
    auto running = std::make_shared<Running>(executor_, std::move(*job), std::move(readable[i]));
    add_running(running);
    work_.spawn(work(running));
  }
  const bool is_full = std::ranges::any_of(references, [&](const JobReference& reference) {
    return room_of(queue->name(), reference.tenant_id) == 0;
  });
  windows_.at(queue->name()).claimed(std::chrono::duration_cast<Duration>(took), is_full);
}

// A message about a job that is not for the taking: it is dropped, or looked at again later.
Task<void> Worker::decline(ports::JobQueue* queue, Delivery delivery, JobReference reference) {
  auto later = co_await claims_.next_look(reference, delivery.receive_count);
  if (!later) {
    [[maybe_unused]] auto back = co_await queue->fail(std::move(delivery.receipt), kHandBack);
  } else if (*later) {
    [[maybe_unused]] auto hidden = co_await queue->fail(std::move(delivery.receipt), **later);
  } else {
    [[maybe_unused]] auto dropped = co_await queue->complete(std::move(delivery.receipt));
  }
}

}  // namespace elevaite::jobs
