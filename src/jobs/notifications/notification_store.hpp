// The notifications of one person in one tenant, and what that person wants to hear.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/notification.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

// Whose they are.
struct Inbox {
  model::TenantId tenant_id;
  model::UserId user_id;
  auto operator<=>(const Inbox&) const = default;
};

struct InboxState {
  std::int64_t last_seq = 0;
  std::int64_t revision = 0;  // another one: something has changed
};

struct NotificationFilter {
  bool is_unread_only = false;
  std::optional<std::int64_t> before{};  // the cursor: older than this seq
  std::size_t limit = 50;
};

class NotificationStore {
 public:
  NotificationStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // Newest first.
  Task<Result<std::vector<model::Notification>>> list(Inbox inbox, NotificationFilter filter);
  // Oldest first.
  Task<Result<std::vector<model::Notification>>> after(Inbox inbox, std::int64_t seq,
                                                       std::size_t limit);
  Task<Result<model::Notification>> get(Inbox inbox, model::NotificationId id);
  Task<Result<std::int64_t>> unread(Inbox inbox);
  Task<Result<InboxState>> state(Inbox inbox);
  // Idempotent: the first reading counts.
  Task<Result<model::Notification>> mark_read(Inbox inbox, model::NotificationId id);
  // Those up to `seq`, or all; answers how many were unread.
  Task<Result<std::int64_t>> mark_all_read(Inbox inbox, std::optional<std::int64_t> seq);

  Task<Result<model::NotificationPreferences>> preferences(Inbox inbox);
  Task<Result<void>> set_preferences(Inbox inbox, model::NotificationPreferences preferences);
  // Where this person's e-mail goes.
  Task<Result<std::string>> address(Inbox inbox);

 private:
  Task<Result<std::vector<model::Notification>>> read(Inbox inbox, ports::Statement statement);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
