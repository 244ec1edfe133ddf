#include "model/notification.hpp"

namespace elevaite::model {
namespace {

struct KindRow {
  NotificationKind kind;
  std::string_view name;
  std::string_view event_type;
  bool is_mailed;  // by default: what a person has to act on, or waits for
};

constexpr std::array<KindRow, kNotificationKinds> kKinds = {{
    {NotificationKind::job_succeeded, "job_succeeded", "job.succeeded", false},
    {NotificationKind::job_failed, "job_failed", "job.failed", true},
    {NotificationKind::file_ready, "file_ready", "file.ready", true},
    {NotificationKind::run_succeeded, "run_succeeded", "run.succeeded", false},
    {NotificationKind::run_failed, "run_failed", "run.failed", false},
    {NotificationKind::approval_needed, "approval_needed", "approval.needed", true},
    {NotificationKind::endpoint_disabled, "endpoint_disabled", "", true},
}};

constexpr std::array<std::string_view, kChannels> kChannelNames = {"app", "email", "slack",
                                                                   "webhook"};

const KindRow& row_of(NotificationKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view to_string(NotificationKind kind) { return row_of(kind).name; }

std::string_view to_string(Channel channel) {
  return kChannelNames[static_cast<std::size_t>(channel)];
}

const std::array<NotificationKind, kNotificationKinds>& all_notification_kinds() {
  static const auto all = [] {
    std::array<NotificationKind, kNotificationKinds> kinds{};
    for (std::size_t i = 0; i < kKinds.size(); ++i) kinds[i] = kKinds[i].kind;
    return kinds;
  }();
  return all;
}

const std::array<Channel, kChannels>& all_channels() {
  static constexpr std::array<Channel, kChannels> all = {Channel::app, Channel::email,
                                                         Channel::slack, Channel::webhook};
  return all;
}

std::string_view event_type_of(NotificationKind kind) { return row_of(kind).event_type; }

std::vector<std::string_view> webhook_event_types() {
  std::vector<std::string_view> types;
  for (const KindRow& row : kKinds) {
    if (!row.event_type.empty()) types.push_back(row.event_type);
  }
  return types;
}

NotificationPreferences::NotificationPreferences() : choices() {
  for (const KindRow& row : kKinds) {
    choices[static_cast<std::size_t>(row.kind)] = {true, row.is_mailed, row.is_mailed,
                                                   !row.event_type.empty()};
  }
}

Json to_json(const NotificationPreferences& preferences) {
  JsonObject channels;
  for (const KindRow& row : kKinds) {
    JsonObject choices;
    for (Channel channel : all_channels()) {
      if (channel == Channel::webhook && row.event_type.empty()) continue;
      choices[to_string(channel)] = preferences.wants(row.kind, channel);
    }
    channels[row.name] = std::move(choices);
  }
  JsonObject out;
  out["channels"] = std::move(channels);
  out["slack"] = nullptr;
  if (!preferences.slack_credential.is_nil()) {
    out["slack"] = JsonObject{{"credential_id", preferences.slack_credential.str()},
                              {"channel", preferences.slack_channel}};
  }
  return out;
}

NotificationPreferences preferences_from(const Json& value) {
  NotificationPreferences preferences;
  if (const auto* channels = find_object(value, "channels")) {
    for (const KindRow& row : kKinds) {
      const auto* choices = find_object(*channels, row.name);
      if (choices == nullptr) continue;
      for (Channel channel : all_channels()) {
        auto wanted = find_bool(*choices, to_string(channel));
        if (wanted) preferences.choose(row.kind, channel, *wanted);
      }
    }
  }
  if (const auto* slack = find_object(value, "slack")) {
    auto id = CredentialId::parse(find_string(*slack, "credential_id").value_or(""));
    if (id) preferences.slack_credential = *id;
    preferences.slack_channel = find_string(*slack, "channel").value_or("");
  }
  return preferences;
}

}  // namespace elevaite::model
