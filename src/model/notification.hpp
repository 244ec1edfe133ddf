// What people are told of, and by which channel they want to be told.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::model {

struct NotificationNoun {
  static constexpr std::string_view kPrefix = "ntf";
  static constexpr std::string_view kNoun = "notification";
};
using NotificationId = Id<NotificationNoun>;

// Something that happened: the same for everybody who is told of it, so also the webhook-id.
struct NoticeNoun {
  static constexpr std::string_view kPrefix = "ntc";
  static constexpr std::string_view kNoun = "notice";
};
using NoticeId = Id<NoticeNoun>;

struct EndpointNoun {
  static constexpr std::string_view kPrefix = "whe";
  static constexpr std::string_view kNoun = "webhook endpoint";
};
using EndpointId = Id<EndpointNoun>;

struct DeliveryNoun {
  static constexpr std::string_view kPrefix = "dlv";
  static constexpr std::string_view kNoun = "delivery";
};
using DeliveryId = Id<DeliveryNoun>;

enum class NotificationKind {
  job_succeeded,
  job_failed,
  file_ready,     // a job succeeded and made files
  run_succeeded,  // of a run that was no job and took long
  run_failed,
  approval_needed,
  endpoint_disabled,
};
enum class Channel { app, email, slack, webhook };

inline constexpr std::size_t kNotificationKinds = 7;
inline constexpr std::size_t kChannels = 4;

std::string_view to_string(NotificationKind kind);
std::string_view to_string(Channel channel);
const std::array<NotificationKind, kNotificationKinds>& all_notification_kinds();
const std::array<Channel, kChannels>& all_channels();
// The type of a webhook: "job.failed". Empty for what no endpoint is told of.
std::string_view event_type_of(NotificationKind kind);
// Every type that an endpoint may ask for.
std::vector<std::string_view> webhook_event_types();

// As one person finds it.
struct Notification {
  model::NotificationId id;
  std::int64_t seq = 0;  // in the order of their commits, from 1
  std::string kind;
  std::string title;
  std::string body;
  std::string link;
  Json data = nullptr;
  Instant created_at;
  std::optional<Instant> read_at;
};

// What one person wants to hear, and where.
struct NotificationPreferences {
  NotificationPreferences();  // the defaults

  bool wants(NotificationKind kind, Channel channel) const {
    return choices[static_cast<std::size_t>(kind)][static_cast<std::size_t>(channel)];
  }
  void choose(NotificationKind kind, Channel channel, bool is_wanted) {
    choices[static_cast<std::size_t>(kind)][static_cast<std::size_t>(channel)] = is_wanted;
  }
  std::array<std::array<bool, kChannels>, kNotificationKinds> choices;
  // The credential of the kind `slack`; nil: Slack is not used.
  CredentialId slack_credential{};
  std::string slack_channel{};  // for a bot
};

// {"channels": {"job_failed": {"app": true, …}, …}, "slack": null | {"credential_id", "channel"}}
Json to_json(const NotificationPreferences& preferences);
// What is absent has its default; what is unknown is left out.
NotificationPreferences preferences_from(const Json& value);

}  // namespace elevaite::model
