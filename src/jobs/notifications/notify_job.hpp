// The kind of job that brings one delivery to a mailbox, to Slack or to a webhook endpoint, in as
// many attempts as it takes. A worker that dies may have made an attempt that nobody recorded: the
// next one has the same webhook-id, or the same Message-ID.
#pragma once
#include <functional>
#include <memory>

#include "core/net/client.hpp"
#include "jobs/notifications/announcer.hpp"
#include "jobs/notifications/delivery_store.hpp"
#include "jobs/notifications/webhook_endpoints.hpp"
#include "ports/job_kind.hpp"
#include "ports/services.hpp"

namespace elevaite::jobs {

inline constexpr std::string_view kNotifyJob = "notify";

Json notify_job_payload(model::DeliveryId id);

struct NotifyOptions {
  // Between the attempts; after the last one the delivery has failed.
  std::vector<Duration> retry_delays{5s, 1min, 5min, 30min, 2h, 5h, 10h, 14h};
  Duration timeout = 15s;
  Duration disable_after = 5 * 24h;  // an endpoint at which nothing has arrived for so long
  std::function<double()> random;    // in [0, 1)
};

// Posts a text through a credential of the kind `slack`.
using PostToSlack = std::function<Task<Result<void>>(
    model::TenantId tenant_id, std::string credential_id, std::string channel, std::string text)>;

// What the job acts on; outlives it.
struct NotifyServices {
  ports::Database& database;
  DeliveryStore& deliveries;
  WebhookEndpoints& endpoints;
  Announcer& announcer;
  net::HttpClient& http;
  const net::EgressGuard& egress;
  ports::Mailer& mailer;
  PostToSlack post_to_slack;
  const Clock& clock;
};

std::unique_ptr<ports::JobKind> make_notify_job(NotifyServices services, NotifyOptions options);

}  // namespace elevaite::jobs
