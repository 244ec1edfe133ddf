// What a worker does besides its jobs: looks whether they are still its own, and for lost ones.
#include "core/log.hpp"
#include "jobs/worker_running.hpp"

namespace elevaite::jobs {

namespace {

// A worker signs in with every sweep; so many missed ones and it counts as gone.
constexpr int kMissedSweeps = 5;
// So many looks are left out while nothing runs.
constexpr std::uint64_t kIdleLooks = 4;

}  // namespace

// Cancellations, deadlines, progress, and jobs that are this worker's no more.
Task<void> Worker::watch() {
  for (std::uint64_t look = 0;; ++look) {
    co_await sleep_for(options_.watch_interval);
    if (running_.empty() && look % kIdleLooks != 0) continue;
    // What is claimed while this looks is not in the answer.
    for (auto& [id, running] : running_) running->was_there = true;
    auto held = co_await claims_.held();
    if (held) {
      compare(*held);
      co_await let_go(std::move(*held));
    }
    co_await write_progress();
  }
}

void Worker::compare(const std::vector<HeldJob>& held) {
  std::unordered_map<model::JobId, HeldJob> by_id;
  for (const HeldJob& job : held) by_id.emplace(job.reference.id, job);
  const auto now = clock_.now();
  auto all = running_;
  for (auto& [id, running] : all) {
    auto found = by_id.find(id);
    const bool is_ours = found != by_id.end() && found->second.epoch == running->job.lease_epoch;
    if (!is_ours && running->was_there && !running->is_settling) {
      stop_work(*running, Verdict::fenced);
    } else if (is_ours && found->second.is_cancel_requested) {
      stop_work(*running, Verdict::cancelled);
    } else if (running->job.deadline_at && *running->job.deadline_at <= now) {
      stop_work(*running, Verdict::too_late);
    }
  }
}

// Claims whose answer was lost: the rows name this process, which would never look at them. What
// is seen twice is not just on its way here.
Task<void> Worker::let_go(std::vector<HeldJob> held) {
  std::unordered_map<model::JobId, std::int64_t> unknown;
  for (const HeldJob& job : held) {
    const auto id = job.reference.id;
    if (running_.contains(id)) continue;
    auto before = unknown_.find(id);
    if (before == unknown_.end() || before->second != job.epoch) {
      unknown.emplace(id, job.epoch);
      continue;
    }
    log_warning("a job that was claimed without an answer is sent back", {{"job_id", id.str()}});
    [[maybe_unused]] auto gone = co_await claims_.let_go(job);
  }
  unknown_ = std::move(unknown);
}

Task<void> Worker::write_progress() {
  auto all = running_;
  for (auto& [id, running] : all) {
    if (!running->has_news || running->is_settling) continue;
    running->has_news = false;
    // Only a report: the next one, or the end, says more.
    [[maybe_unused]] auto written =
        co_await claims_.set_progress(running->job, running->job.progress);
  }
}

Task<void> Worker::keep_hidden(std::shared_ptr<Running> running) {
  auto& queue = wake_ups_.queue(running->job.queue);
  while (true) {
    co_await sleep_for(options_.visibility / 3);
    // Fails when the message is gone or somebody else's: what that means the row says.
    [[maybe_unused]] auto hidden =
        co_await queue.extend(running->delivery.receipt, options_.visibility);
  }
}

Task<void> Worker::sweep() {
  while (true) {
    const auto slots = static_cast<std::int64_t>(options_.slots * wake_ups_.queues().size());
    const auto running = static_cast<std::int64_t>(running_.size());
    auto done = co_await claims_.sign_in(slots, running, options_.sweep_interval * kMissedSweeps);
    if (done) done = co_await claims_.read_limits();
    if (done) {
      auto swept = co_await claims_.sweep(options_.lost_after);
      if (!swept) done = swept.error();
    }
    if (!done) log_warning("looking for lost jobs failed", {{"error", done.error().message}});
    co_await sleep_for(options_.sweep_interval);
  }
}

}  // namespace elevaite::jobs
