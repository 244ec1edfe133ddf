// What is on its way to somebody, and how the attempts went: the log that people see.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/notification.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

enum class DeliveryStatus { pending, succeeded, failed };
std::string_view to_string(DeliveryStatus status);
std::optional<DeliveryStatus> delivery_status_from(std::string_view text);

// One try. Of the answer a snippet is kept.
struct DeliveryAttempt {
  Instant at;
  std::optional<int> response_status{};
  std::string response{};
  std::string error{};  // empty: it succeeded
  Duration took{};
};

inline constexpr std::size_t kMaxAttemptsKept = 20;
inline constexpr std::size_t kMaxResponseKept = 1024;

struct NotificationDelivery {
  model::DeliveryId id;
  model::TenantId tenant_id;
  model::NoticeId notice_id;
  std::string channel;
  std::optional<model::EndpointId> endpoint_id{};
  std::string type;  // "job.failed"
  std::string payload;
  DeliveryStatus status = DeliveryStatus::pending;
  JsonArray attempts;  // the newest last, at most kMaxAttemptsKept
  std::int64_t attempt_count = 0;
  std::int64_t sends = 0;  // how often a person sent it again
  Instant created_at;
  std::optional<Instant> next_at{};
  std::optional<Instant> finished_at{};
};

struct DeliveryFilter {
  model::EndpointId endpoint_id;
  std::optional<DeliveryStatus> status{};
  std::optional<model::DeliveryId> before{};
  std::size_t limit = 50;
};

// What an attempt has led to.
struct AttemptEnd {
  DeliveryStatus status = DeliveryStatus::pending;
  std::optional<Instant> next_at{};  // of a pending one
};

class DeliveryStore {
 public:
  DeliveryStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // Newest first.
  Task<Result<std::vector<NotificationDelivery>>> list(model::TenantId tenant_id,
                                                       DeliveryFilter filter);
  Task<Result<NotificationDelivery>> get(model::TenantId tenant_id, model::DeliveryId id);
  // not_found when it is another endpoint's.
  Task<Result<NotificationDelivery>> get_of(model::TenantId tenant_id,
                                            model::EndpointId endpoint_id, model::DeliveryId id);
  // Ended ones only: conflict ("delivery_pending"). The same webhook-id again.
  Task<Result<NotificationDelivery>> resend(model::TenantId tenant_id,
                                            model::EndpointId endpoint_id, model::DeliveryId id);
  // The same for the job that it has, which a person sent back.
  Task<Result<NotificationDelivery>> reopen(model::TenantId tenant_id, model::DeliveryId id);
  // To one endpoint alone, whatever it asked for.
  Task<Result<NotificationDelivery>> add_test(model::TenantId tenant_id,
                                              model::EndpointId endpoint_id);

  // conflict: it has ended, or somebody else's attempt was recorded meanwhile.
  Task<Result<void>> record(NotificationDelivery delivery, DeliveryAttempt attempt, AttemptEnd end);
  // Those without a job, of every tenant, oldest first.
  Task<Result<std::vector<NotificationDelivery>>> jobless(std::size_t limit);
  Task<Result<void>> set_job(NotificationDelivery delivery, Uuid job_id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
