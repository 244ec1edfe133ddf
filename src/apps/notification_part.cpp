#include "apps/notification_part.hpp"

#include "core/crypto/random.hpp"
#include "core/log.hpp"
#include "nodes/settings/slack_call.hpp"

namespace elevaite::apps {
namespace {

jobs::AnnouncerOptions announcer_options(const Config& config) {
  jobs::AnnouncerOptions options;
  options.app_origin = config.text("web.app_origin");
  options.mails_per_hour = config.integer("notifications.mails_per_hour");
  return options;
}

jobs::NoticerOptions noticer_options(const Config& config) {
  jobs::NoticerOptions options;
  options.interval = config.duration("notifications.poll_interval");
  return options;
}

jobs::NotifyOptions notify_options(const Config& config) {
  jobs::NotifyOptions options;
  options.retry_delays.clear();
  for (const std::string& entry : config.list("notifications.retry_delays")) {
    auto delay = parse_duration(entry);
    if (delay && *delay >= Duration(0)) {
      options.retry_delays.push_back(*delay);
    } else {
      log_warning("an entry of notifications.retry_delays is no duration", {{"entry", entry}});
    }
  }
  options.timeout = config.duration("notifications.timeout");
  options.disable_after = config.duration("notifications.disable_after");
  options.random = &crypto::random_fraction;
  return options;
}

Task<Result<void>> post(ports::NodeServices services, Duration timeout, model::TenantId tenant_id,
                        nodes::SlackPost message) {
  CO_CHECK(co_await nodes::post_to_slack(services, tenant_id, std::move(message), timeout));
  co_return Result<void>();
}

jobs::PostToSlack slack_with(const ports::NodeServices& services, Duration timeout) {
  return [services, timeout](model::TenantId tenant_id, std::string credential_id,
                             std::string channel, std::string text) {
    nodes::SlackPost message{std::move(credential_id), std::move(channel), {}};
    message.message["text"] = text;
    return post(services, timeout, tenant_id, std::move(message));
  };
}

}  // namespace

NotificationPart::NotificationPart(ProcessContext& context, const Clock& clock,
                                   identity::TenantKeys& keys, const ports::NodeServices& services,
                                   jobs::JobStore& jobs)
    : secrets_(keys),
      notifications_(context.database, clock),
      inboxes_(context.executor, context.database, clock,
               context.config.duration("notifications.poll_interval")),
      endpoints_(context.database, secrets_, services.egress, clock),
      deliveries_(context.database, clock),
      announcer_(context.database, clock, announcer_options(context.config)),
      noticer_(context.executor, context.database, announcer_, jobs, deliveries_, clock,
               noticer_options(context.config)),
      services_{notifications_, inboxes_, endpoints_, deliveries_, services.mailer.box()} {
  auto slack = slack_with(services, context.config.duration("notifications.timeout"));
  notify_job_ =
      jobs::make_notify_job({context.database, deliveries_, endpoints_, announcer_, services.http,
                             services.egress, services.mailer, std::move(slack), clock},
                            notify_options(context.config));
}

Task<void> NotificationPart::stop() {
  co_await noticer_.stop();
  co_await inboxes_.stop();
}

}  // namespace elevaite::apps
