// How a job's wake-up is sent, in the transaction that makes the job: into the queue itself when
// that lives in the database, else into the outbox, which a relay empties.
#pragma once
#include <map>
#include <string>

#include "model/job.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::jobs {

// What a message says: enough to find the row, and nothing that could be out of date.
struct JobReference {
  model::TenantId tenant_id;
  model::JobId id;
};
std::string message_body(const JobReference& reference);
Result<JobReference> parse_message(std::string_view body);

class WakeUps {
 public:
  WakeUps(Executor executor, const Clock& clock)
      : executor_(executor), clock_(clock), in_outbox_(executor) {}
  Executor executor() const { return executor_; }

  void add(ports::JobQueue& queue) { queues_.emplace(queue.name(), &queue); }
  ports::JobQueue& queue(const std::string& name) const;
  const std::map<std::string, ports::JobQueue*>& queues() const { return queues_; }

  // Takes the place of an earlier wake-up of the job where the queue can do so.
  ports::Statement send(const model::Job& job) const;
  // For a wake-up that may be lost.
  ports::Statement send_unless_there(const model::Job& job) const;
  // After the commit.
  void sent(const std::string& queue);

  // One pass of the relay: moves what is in the outbox of that queue; answers how many. Several
  // relays may work at a time; what two of them send twice changes nothing.
  Task<Result<std::size_t>> relay(ports::Database& database, std::string queue);
  // Returns when something may have come into the outbox, or after `limit`.
  Task<void> wait_for_outbox(Duration limit);

 private:
  ports::QueueMessage message_of(const model::Job& job) const;
  ports::Statement into_outbox(const model::Job& job) const;

  Executor executor_;
  const Clock& clock_;
  std::map<std::string, ports::JobQueue*> queues_;
  Notification in_outbox_;
};

}  // namespace elevaite::jobs
