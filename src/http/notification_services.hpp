// What the routes of notifications, webhook endpoints and kept mail act on.
#pragma once
#include "http/engine_services.hpp"
#include "jobs/notifications/delivery_store.hpp"
#include "jobs/notifications/inbox_watch.hpp"
#include "jobs/notifications/notification_store.hpp"
#include "jobs/notifications/webhook_endpoints.hpp"
#include "ports/mail_box.hpp"

namespace elevaite::http {

struct NotificationServices {
  jobs::NotificationStore& notifications;
  jobs::InboxWatch& inboxes;
  jobs::WebhookEndpoints& endpoints;
  jobs::DeliveryStore& deliveries;
  ports::MailBox* mail = nullptr;  // null: mail goes to a mail server, and nothing is kept
};

}  // namespace elevaite::http
