#include "jobs/notifications/notify_job.hpp"

#include "jobs/notifications/notify_attempt.hpp"

namespace elevaite::jobs {

using ports::JobContext;
using ports::JobOutcome;
using ports::Scope;
using ports::Statement;

namespace {

constexpr std::string_view kArrived =
    "UPDATE webhook_endpoints SET failing_since = NULL"
    " WHERE tenant_id = $1 AND id = $2 AND failing_since IS NOT NULL";
constexpr std::string_view kFailing =
    "UPDATE webhook_endpoints SET failing_since = $1"
    " WHERE tenant_id = $2 AND id = $3 AND failing_since IS NULL";
constexpr std::string_view kSwitchOff =
    "UPDATE webhook_endpoints SET is_enabled = FALSE, disabled_because = $1, updated_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND is_enabled"
    " AND ($1 = 'gone' OR failing_since <= $5)";

class NotifyJob final : public ports::JobKind {
 public:
  NotifyJob(NotifyServices services, NotifyOptions options)
      : services_(std::move(services)), options_(std::move(options)) {}

  std::string_view name() const override { return kNotifyJob; }

  Task<Result<JobOutcome>> run(JobContext context) override {
    auto id =
        model::DeliveryId::parse(find_string(context.job.payload, "delivery_id").value_or(""));
    if (!id) co_return JobOutcome::failed(id.error());
    const auto tenant_id = context.job.tenant_id;
    auto found = co_await services_.deliveries.get(tenant_id, *id);
    // Its endpoint was removed, and it with it.
    if (!found && found.error().code == ErrorCode::not_found) co_return JobOutcome::done(nullptr);
    if (!found) co_return std::move(found).error();
    const bool is_redriven = context.job.redrives > 0 && context.job.attempt == 1;
    if (found->status == DeliveryStatus::failed && is_redriven) {
      CO_TRY(*found, co_await services_.deliveries.reopen(tenant_id, *id));
    }
    if (found->status != DeliveryStatus::pending) co_return JobOutcome::done(summary(*found));
    const auto now = services_.clock.now();
    if (found->next_at && *found->next_at > now)
      co_return JobOutcome::postponed(*found->next_at - now);
    co_return co_await try_once(std::move(*found));
  }

  Task<Result<void>> cancel(JobContext context, std::string reason) override {
    auto id =
        model::DeliveryId::parse(find_string(context.job.payload, "delivery_id").value_or(""));
    if (!id) co_return Result<void>();
    auto found = co_await services_.deliveries.get(context.job.tenant_id, *id);
    if (!found && found.error().code == ErrorCode::not_found) co_return Result<void>();
    if (!found) co_return std::move(found).error();
    if (found->status != DeliveryStatus::pending) co_return Result<void>();
    DeliveryAttempt attempt;
    attempt.at = services_.clock.now();
    attempt.error = std::move(reason);
    AttemptEnd end{DeliveryStatus::failed};
    auto recorded = co_await services_.deliveries.record(std::move(*found), attempt, end);
    if (!recorded && recorded.error().code != ErrorCode::conflict) co_return recorded;
    co_return Result<void>();
  }

 private:
  static Json summary(const NotificationDelivery& delivery) {
    return JsonObject{{"delivery_id", delivery.id.str()},
                      {"channel", delivery.channel},
                      {"status", to_string(delivery.status)}};
  }

  Task<Result<Attempted>> attempt(NotificationDelivery delivery) {
    if (delivery.channel == "webhook")
      co_return co_await attempt_webhook(services_, std::move(delivery), options_.timeout);
    if (delivery.channel == "slack")
      co_return co_await attempt_slack(services_, std::move(delivery));
    co_return co_await attempt_mail(services_, std::move(delivery));
  }

  Task<Result<JobOutcome>> try_once(NotificationDelivery delivery) {
    const auto began = services_.clock.now();
    CO_TRY(auto attempted, co_await attempt(delivery));
    const auto now = services_.clock.now();
    attempted.attempt.at = began;
    attempted.attempt.took = now - began;
    const auto done = static_cast<std::size_t>(delivery.attempt_count);
    AttemptEnd end;
    std::optional<Duration> wait;
    if (attempted.succeeded()) {
      end.status = DeliveryStatus::succeeded;
    } else if (attempted.is_final || done >= options_.retry_delays.size()) {
      end.status = DeliveryStatus::failed;
    } else {
      wait = std::max(jittered(options_.retry_delays[done]),
                      attempted.retry_after.value_or(Duration(0)));
      end.next_at = now + *wait;
    }
    CO_CHECK(co_await services_.deliveries.record(delivery, attempted.attempt, end));
    CO_CHECK(co_await judge_endpoint(delivery, attempted));
    if (wait) co_return JobOutcome::postponed(*wait);
    if (end.status == DeliveryStatus::failed) {
      Error error{ErrorCode::unavailable, attempted.attempt.error, "delivery_failed"};
      co_return JobOutcome::failed(std::move(error));
    }
    delivery.status = end.status;
    co_return JobOutcome::done(summary(delivery));
  }

  // A fifth longer or shorter, so that what failed together does not come back together.
  Duration jittered(Duration delay) const {
    const double factor = 0.8 + 0.4 * options_.random();
    return Duration(static_cast<std::int64_t>(static_cast<double>(delay.count()) * factor));
  }

  Task<Result<void>> judge_endpoint(NotificationDelivery delivery, Attempted attempted) {
    if (!delivery.endpoint_id) co_return Result<void>();
    const auto tenant_id = delivery.tenant_id;
    const auto endpoint_id = *delivery.endpoint_id;
    const auto now = to_micros(services_.clock.now());
    if (attempted.succeeded()) {
      Statement arrived{kArrived, {tenant_id.uuid, endpoint_id.uuid}};
      CO_CHECK(co_await services_.database.query(Scope::tenant(tenant_id), std::move(arrived)));
      co_return Result<void>();
    }
    Statement failing{kFailing, {now, tenant_id.uuid, endpoint_id.uuid}};
    CO_CHECK(co_await services_.database.query(Scope::tenant(tenant_id), std::move(failing)));
    co_return co_await switch_off_if_due(tenant_id, endpoint_id, attempted.is_gone);
  }

  Task<Result<void>> switch_off_if_due(model::TenantId tenant_id, model::EndpointId endpoint_id,
                                       bool is_gone) {
    auto keys = co_await services_.endpoints.get(tenant_id, endpoint_id);
    if (!keys || !keys->is_enabled) co_return Result<void>();
    const auto now = services_.clock.now();
    const Instant limit = now - options_.disable_after;
    const bool is_due = keys->failing_since && *keys->failing_since <= limit;
    if (!is_gone && !is_due) co_return Result<void>();
    Notice notice;
    notice.tenant_id = tenant_id;
    notice.kind = model::NotificationKind::endpoint_disabled;
    notice.title = "A webhook endpoint was switched off";
    // Without its query, which may hold a secret: this goes by mail.
    notice.body =
        keys->url.substr(0, keys->url.find('?')) +
        (is_gone ? " answered that it is gone (410)." : " has not taken anything for too long.");
    notice.link = "/webhooks";
    notice.data["endpoint_id"] = endpoint_id.str();
    notice.audience.are_admins = true;
    const auto because = is_gone ? kDisabledGone : kDisabledFailing;
    notice.marks.push_back({kSwitchOff,
                            {std::string(because), to_micros(now), tenant_id.uuid, endpoint_id.uuid,
                             to_micros(limit)}});
    CO_CHECK(co_await services_.announcer.tell(std::move(notice)));
    co_return Result<void>();
  }

  NotifyServices services_;
  NotifyOptions options_;
};

}  // namespace

Json notify_job_payload(model::DeliveryId id) { return JsonObject{{"delivery_id", id.str()}}; }

std::unique_ptr<ports::JobKind> make_notify_job(NotifyServices services, NotifyOptions options) {
  return std::make_unique<NotifyJob>(std::move(services), std::move(options));
}

}  // namespace elevaite::jobs
