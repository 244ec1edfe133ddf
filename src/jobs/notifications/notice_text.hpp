// What a notice says, by channel. Pure.
#pragma once
#include "jobs/notifications/announcer.hpp"

namespace elevaite::jobs {

// One line without control characters: a title may become a header of a mail.
std::string one_line(std::string_view text, std::size_t max_bytes);

// Text that a database holds: line breaks stay, other control characters do not.
std::string plain_text(std::string_view text, std::size_t max_bytes);

// {"to", "subject", "text"}
JsonObject mail_payload(const Notice& notice, const std::string& address,
                        std::string_view app_origin);
// {"credential_id", "channel", "text"}
JsonObject slack_payload(const Notice& notice, const model::NotificationPreferences& preferences,
                         std::string_view app_origin);
// The body of a webhook: {"type", "timestamp", "data"}, the payload of Standard Webhooks.
std::string webhook_payload(const Notice& notice, Instant at, std::string_view app_origin);

}  // namespace elevaite::jobs
