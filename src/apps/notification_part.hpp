// The notifications of a process: what its routes read and, where it works jobs off, what tells
// people and endpoints.
#pragma once
#include "apps/process.hpp"
#include "http/notification_services.hpp"
#include "identity/tenant_secrets.hpp"
#include "jobs/notifications/noticer.hpp"
#include "jobs/notifications/notify_job.hpp"
#include "ports/services.hpp"

namespace elevaite::apps {

class NotificationPart {
 public:
  NotificationPart(ProcessContext& context, const Clock& clock, identity::TenantKeys& keys,
                   const ports::NodeServices& services, jobs::JobStore& jobs);

  http::NotificationServices& services() { return services_; }
  // For the worker.
  ports::JobKind& job_kind() { return *notify_job_; }
  // Where jobs are worked off.
  void start() { noticer_.start(); }
  Task<void> stop();

 private:
  identity::TenantSecrets secrets_;
  jobs::NotificationStore notifications_;
  jobs::InboxWatch inboxes_;
  jobs::WebhookEndpoints endpoints_;
  jobs::DeliveryStore deliveries_;
  jobs::Announcer announcer_;
  jobs::Noticer noticer_;
  std::unique_ptr<ports::JobKind> notify_job_;
  http::NotificationServices services_;
};

}  // namespace elevaite::apps
