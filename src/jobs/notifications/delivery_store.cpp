#include "jobs/notifications/delivery_store.hpp"

#include <array>

namespace elevaite::jobs {

using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

#define DELIVERY_COLUMNS                                                             \
  "id, tenant_id, notice_id, channel, endpoint_id, type, payload, status, attempts," \
  " attempt_count, sends, created_at, next_at, finished_at"

constexpr std::string_view kListDeliveries =
    "SELECT " DELIVERY_COLUMNS
    " FROM notification_deliveries WHERE tenant_id = $1 AND endpoint_id = $2"
    " AND (CAST($3 AS text) IS NULL OR status = $3) AND id < $4 ORDER BY id DESC LIMIT $5";
constexpr std::string_view kGetDelivery =
    "SELECT " DELIVERY_COLUMNS " FROM notification_deliveries WHERE tenant_id = $1 AND id = $2";
#define BEGIN_ANEW                                                                              \
  " status = 'pending', sends = sends + 1, attempt_count = 0, next_at = $1, finished_at = NULL" \
  " WHERE tenant_id = $2 AND id = $3 AND status <> 'pending'"
constexpr std::string_view kResend = "UPDATE notification_deliveries SET job_id = NULL," BEGIN_ANEW;
constexpr std::string_view kReopen = "UPDATE notification_deliveries SET" BEGIN_ANEW;
constexpr std::string_view kAddTest =
    "INSERT INTO notification_deliveries (id, tenant_id, notice_id, channel, endpoint_id, type,"
    " payload, status, attempts, attempt_count, sends, created_at, next_at)"
    " VALUES ($1, $2, $3, 'webhook', $4, 'test', $5, 'pending', '[]', 0, 0, $6, $6)";
constexpr std::string_view kRecord =
    "UPDATE notification_deliveries SET status = $1, attempts = $2, attempt_count = $3,"
    " next_at = $4, finished_at = $5 WHERE tenant_id = $6 AND id = $7 AND status = 'pending'"
    " AND attempt_count = $8 AND sends = $9";
constexpr std::string_view kJobless =
    "SELECT " DELIVERY_COLUMNS
    " FROM notification_deliveries WHERE job_id IS NULL AND status = 'pending'"
    " ORDER BY created_at LIMIT $1";
constexpr std::string_view kSetJob =
    "UPDATE notification_deliveries SET job_id = $1 WHERE tenant_id = $2 AND id = $3"
    " AND sends = $4 AND job_id IS NULL";

constexpr std::array<std::string_view, 3> kStatuses = {"pending", "succeeded", "failed"};

NotificationDelivery delivery_from(const ports::Rows& rows, std::size_t row) {
  NotificationDelivery out;
  out.id.uuid = rows.uuid(row, 0);
  out.tenant_id.uuid = rows.uuid(row, 1);
  out.notice_id.uuid = rows.uuid(row, 2);
  out.channel = rows.text(row, 3);
  if (!rows.is_null(row, 4)) out.endpoint_id = model::EndpointId{rows.uuid(row, 4)};
  out.type = rows.text(row, 5);
  out.payload = rows.text(row, 6);
  out.status = delivery_status_from(rows.text(row, 7)).value_or(DeliveryStatus::failed);
  auto attempts = parse_json(rows.text(row, 8));
  if (attempts && attempts->is_array()) out.attempts = std::move(attempts->get_array());
  out.attempt_count = rows.integer(row, 9);
  out.sends = rows.integer(row, 10);
  out.created_at = from_micros(rows.integer(row, 11));
  out.next_at = rows.optional_instant(row, 12);
  out.finished_at = rows.optional_instant(row, 13);
  return out;
}

Result<std::vector<NotificationDelivery>> deliveries_from(const ports::Rows& rows) {
  std::vector<NotificationDelivery> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(delivery_from(rows, i));
  return found;
}

JsonObject attempt_json(const DeliveryAttempt& attempt) {
  JsonObject out;
  out["at"] = to_rfc3339(attempt.at);
  out["duration_ms"] = attempt.took.count() / 1000;
  out["response_status"] = attempt.response_status ? Json(*attempt.response_status) : Json(nullptr);
  out["response"] = attempt.response;
  out["error"] = attempt.error.empty() ? Json(nullptr) : Json(attempt.error);
  return out;
}

}  // namespace

std::string_view to_string(DeliveryStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

std::optional<DeliveryStatus> delivery_status_from(std::string_view text) {
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    if (kStatuses[i] == text) return static_cast<DeliveryStatus>(i);
  }
  return std::nullopt;
}

Task<Result<std::vector<NotificationDelivery>>> DeliveryStore::list(model::TenantId tenant_id,
                                                                    DeliveryFilter filter) {
  Uuid greatest;
  greatest.bytes.fill(0xff);
  SqlValue status;
  if (filter.status) status = std::string(to_string(*filter.status));
  Statement select{
      kListDeliveries,
      {tenant_id.uuid, filter.endpoint_id.uuid, std::move(status),
       filter.before ? filter.before->uuid : greatest, static_cast<std::int64_t>(filter.limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  co_return deliveries_from(rows);
}

Task<Result<NotificationDelivery>> DeliveryStore::get(model::TenantId tenant_id,
                                                      model::DeliveryId id) {
  Statement select{kGetDelivery, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("delivery");
  co_return delivery_from(rows, 0);
}

Task<Result<NotificationDelivery>> DeliveryStore::get_of(model::TenantId tenant_id,
                                                         model::EndpointId endpoint_id,
                                                         model::DeliveryId id) {
  CO_TRY(auto found, co_await get(tenant_id, id));
  if (found.endpoint_id != endpoint_id) co_return not_found("delivery");
  co_return found;
}

Task<Result<NotificationDelivery>> DeliveryStore::resend(model::TenantId tenant_id,
                                                         model::EndpointId endpoint_id,
                                                         model::DeliveryId id) {
  CO_CHECK(co_await get_of(tenant_id, endpoint_id, id));
  Statement update{kResend, {to_micros(clock_.now()), tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(update)));
  if (rows.affected() == 0) {
    Error error = conflict("The delivery has not ended yet.");
    error.reason = "delivery_pending";
    co_return error;
  }
  co_return co_await get(tenant_id, id);
}

Task<Result<NotificationDelivery>> DeliveryStore::reopen(model::TenantId tenant_id,
                                                         model::DeliveryId id) {
  Statement update{kReopen, {to_micros(clock_.now()), tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(update)));
  co_return co_await get(tenant_id, id);
}

Task<Result<NotificationDelivery>> DeliveryStore::add_test(model::TenantId tenant_id,
                                                           model::EndpointId endpoint_id) {
  const auto now = clock_.now();
  auto id = model::DeliveryId::generate();
  JsonObject payload{{"type", "test"},
                     {"timestamp", to_rfc3339(now)},
                     {"data", JsonObject{{"message", "This is a test."}}}};
  Statement insert{kAddTest,
                   {id.uuid, tenant_id.uuid, Uuid::generate(), endpoint_id.uuid, to_text(payload),
                    to_micros(now)}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(insert)));
  co_return co_await get(tenant_id, id);
}

Task<Result<void>> DeliveryStore::record(NotificationDelivery delivery, DeliveryAttempt attempt,
                                         AttemptEnd end) {
  JsonArray attempts = std::move(delivery.attempts);
  attempts.push_back(attempt_json(attempt));
  while (attempts.size() > kMaxAttemptsKept) attempts.erase(attempts.begin());
  std::optional<Instant> finished_at;
  if (end.status != DeliveryStatus::pending) finished_at = clock_.now();
  Statement update{
      kRecord,
      {std::string(to_string(end.status)), to_text(attempts), delivery.attempt_count + 1,
       ports::or_null(end.next_at), ports::or_null(finished_at), delivery.tenant_id.uuid,
       delivery.id.uuid, delivery.attempt_count, delivery.sends}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(delivery.tenant_id), std::move(update)));
  if (rows.affected() == 0) co_return conflict("Somebody else has the delivery.");
  co_return Result<void>();
}

Task<Result<std::vector<NotificationDelivery>>> DeliveryStore::jobless(std::size_t limit) {
  Statement select{kJobless, {static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  co_return deliveries_from(rows);
}

Task<Result<void>> DeliveryStore::set_job(NotificationDelivery delivery, Uuid job_id) {
  Statement update{kSetJob, {job_id, delivery.tenant_id.uuid, delivery.id.uuid, delivery.sends}};
  CO_CHECK(co_await database_.query(Scope::tenant(delivery.tenant_id), std::move(update)));
  co_return Result<void>();
}

}  // namespace elevaite::jobs
