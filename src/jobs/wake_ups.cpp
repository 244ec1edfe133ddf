#include "jobs/wake_ups.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace elevaite::jobs {

using ports::QueueMessage;
using ports::Scope;
using ports::Statement;

namespace {

constexpr std::int64_t kMessageVersion = 1;
// As many as SQS takes in one call.
constexpr std::int64_t kRelayed = 10;

constexpr std::string_view kIntoOutbox =
    "INSERT INTO job_outbox (tenant_id, id, job_id, queue, priority, body, run_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kReadOutbox =
    "SELECT tenant_id, id, job_id, priority, body, run_at FROM job_outbox WHERE queue = $1"
    " ORDER BY id LIMIT $2";
constexpr std::string_view kOutOfOutbox = "DELETE FROM job_outbox WHERE tenant_id = $1 AND id = $2";

}  // namespace

std::string message_body(const JobReference& reference) {
  return to_text(JsonObject{{"v", kMessageVersion},
                            {"job_id", reference.id.str()},
                            {"tenant_id", reference.tenant_id.str()}});
}

Result<JobReference> parse_message(std::string_view body) {
  TRY(auto message, parse_json(body));
  if (find_int(message, "v") != kMessageVersion) {
    return invalid_argument("The message is of no version that is known here.");
  }
  TRY(auto id, model::JobId::parse(find_string(message, "job_id").value_or("")));
  TRY(auto tenant_id, model::TenantId::parse(find_string(message, "tenant_id").value_or("")));
  return JobReference{tenant_id, id};
}

ports::JobQueue& WakeUps::queue(const std::string& name) const {
  auto found = queues_.find(name);
  ASSERT(found != queues_.end());
  return *found->second;
}

QueueMessage WakeUps::message_of(const model::Job& job) const {
  return {job.id.uuid, job.tenant_id, job.priority, message_body({job.tenant_id, job.id}),
          std::max(job.run_at - clock_.now(), Duration(0))};
}

Statement WakeUps::into_outbox(const model::Job& job) const {
  return {kIntoOutbox,
          {job.tenant_id.uuid, Uuid::generate(), job.id.uuid, job.queue,
           static_cast<std::int64_t>(job.priority), message_body({job.tenant_id, job.id}),
           to_micros(job.run_at)}};
}

Statement WakeUps::send(const model::Job& job) const {
  const auto* statements = queue(job.queue).statements();
  return statements != nullptr ? statements->enqueue(message_of(job)) : into_outbox(job);
}

Statement WakeUps::send_unless_there(const model::Job& job) const {
  const auto* statements = queue(job.queue).statements();
  return statements != nullptr ? statements->ensure(message_of(job)) : into_outbox(job);
}

void WakeUps::sent(const std::string& name) {
  auto& target = queue(name);
  if (target.statements() != nullptr) {
    target.announce();
  } else {
    in_outbox_.notify_all();
  }
}

Task<Result<std::size_t>> WakeUps::relay(ports::Database& database, std::string name) {
  Statement read{kReadOutbox, {name, kRelayed}};
  CO_TRY(auto rows, co_await database.query(Scope::system(), std::move(read)));
  if (rows.empty()) co_return std::size_t{0};
  std::vector<QueueMessage> messages;
  std::vector<Statement> removals;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto delay = from_micros(rows.integer(i, 5)) - clock_.now();
    messages.push_back({rows.uuid(i, 2), model::TenantId{rows.uuid(i, 0)},
                        static_cast<int>(rows.integer(i, 3)), rows.text(i, 4),
                        std::max(delay, Duration(0))});
    removals.push_back({kOutOfOutbox, {rows.uuid(i, 0), rows.uuid(i, 1)}});
  }
  // Sent, then removed: a crash between the two sends twice, never not at all.
  CO_CHECK(co_await queue(name).enqueue(std::move(messages)));
  CO_CHECK(co_await database.batch(Scope::system(), std::move(removals)));
  co_return rows.size();
}

Task<void> WakeUps::wait_for_outbox(Duration limit) { co_await in_outbox_.wait_for(limit); }

}  // namespace elevaite::jobs
