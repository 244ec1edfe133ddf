#include "model/notification.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {

TEST(NotificationPreferences, are_read_as_they_are_written) {
  NotificationPreferences changed;
  changed.choose(NotificationKind::run_failed, Channel::email, true);
  changed.choose(NotificationKind::job_failed, Channel::app, false);
  changed.slack_credential = CredentialId::generate();
  changed.slack_channel = "#ops";
  auto read = preferences_from(to_json(changed));
  EXPECT_EQ(to_text(to_json(read)), to_text(to_json(changed)));
  EXPECT_FALSE(read.wants(NotificationKind::job_failed, Channel::app));
  EXPECT_TRUE(read.wants(NotificationKind::run_failed, Channel::email));
}

TEST(NotificationPreferences, have_defaults_for_what_is_absent_or_wrong) {
  const auto defaults = to_text(to_json(NotificationPreferences()));
  for (const char* text : {"null", "{}", R"({"channels":[]})", R"({"channels":{"job_failed":3}})",
                           R"({"channels":{"job_failed":{"app":"no"}},"slack":{}})",
                           R"({"slack":{"credential_id":"nothing"}})"}) {
    EXPECT_EQ(to_text(to_json(preferences_from(parse_json(text).value()))), defaults) << text;
  }
}

TEST(NotificationKinds, have_one_event_type_each_but_for_what_endpoints_cannot_hear) {
  EXPECT_EQ(webhook_event_types().size(), kNotificationKinds - 1);
  EXPECT_TRUE(event_type_of(NotificationKind::endpoint_disabled).empty());
  for (std::size_t i = 0; i < kNotificationKinds; ++i)
    EXPECT_EQ(static_cast<std::size_t>(all_notification_kinds()[i]), i);
}

}  // namespace elevaite::model
