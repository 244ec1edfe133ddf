#include "jobs/notifications/notification_store.hpp"

namespace elevaite::jobs {

using ports::Scope;
using ports::Statement;

namespace {

#define NOTIFICATION_COLUMNS "id, seq, kind, title, body, link, data, created_at, read_at"

constexpr std::string_view kListNotifications =
    "SELECT " NOTIFICATION_COLUMNS
    " FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND seq < $3"
    " ORDER BY seq DESC LIMIT $4";
constexpr std::string_view kListUnread =
    "SELECT " NOTIFICATION_COLUMNS
    " FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND seq < $3 AND read_at IS NULL"
    " ORDER BY seq DESC LIMIT $4";
constexpr std::string_view kAfter =
    "SELECT " NOTIFICATION_COLUMNS
    " FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND seq > $3"
    " ORDER BY seq LIMIT $4";
constexpr std::string_view kGetNotification =
    "SELECT " NOTIFICATION_COLUMNS
    " FROM notifications WHERE tenant_id = $1 AND user_id = $2"
    " AND id = $3";
constexpr std::string_view kUnread =
    "SELECT count(*) FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL";
constexpr std::string_view kState =
    "SELECT last_seq, revision FROM notification_inboxes WHERE tenant_id = $1 AND user_id = $2";
constexpr std::string_view kRead =
    "UPDATE notifications SET read_at = $1 WHERE tenant_id = $2 AND user_id = $3 AND id = $4"
    " AND read_at IS NULL";
constexpr std::string_view kReadUpTo =
    "UPDATE notifications SET read_at = $1 WHERE tenant_id = $2 AND user_id = $3 AND seq <= $4"
    " AND read_at IS NULL";
constexpr std::string_view kChangedNotifications =
    "UPDATE notification_inboxes SET revision = revision + 1, changed_at = $1"
    " WHERE tenant_id = $2 AND user_id = $3";
constexpr std::string_view kPreferences =
    "SELECT choices FROM notification_preferences WHERE tenant_id = $1 AND user_id = $2";
constexpr std::string_view kSetPreferences =
    "INSERT INTO notification_preferences (tenant_id, user_id, choices, updated_at)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, user_id)"
    " DO UPDATE SET choices = excluded.choices, updated_at = excluded.updated_at";
constexpr std::string_view kAddress =
    "SELECT u.email FROM members m JOIN users u ON u.id = m.user_id"
    " WHERE m.tenant_id = $1 AND m.user_id = $2";

model::Notification notification_from(const ports::Rows& rows, std::size_t row) {
  model::Notification out;
  out.id.uuid = rows.uuid(row, 0);
  out.seq = rows.integer(row, 1);
  out.kind = rows.text(row, 2);
  out.title = rows.text(row, 3);
  out.body = rows.text(row, 4);
  out.link = rows.text(row, 5);
  auto data = parse_json(rows.text(row, 6), kMaxStoredJsonDepth);
  if (data) out.data = std::move(*data);
  out.created_at = from_micros(rows.integer(row, 7));
  if (!rows.is_null(row, 8)) out.read_at = from_micros(rows.integer(row, 8));
  return out;
}

}  // namespace

Task<Result<std::vector<model::Notification>>> NotificationStore::read(Inbox inbox,
                                                                       Statement statement) {
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  std::vector<model::Notification> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(notification_from(rows, i));
  co_return found;
}

Task<Result<std::vector<model::Notification>>> NotificationStore::list(Inbox inbox,
                                                                       NotificationFilter filter) {
  Statement statement{filter.is_unread_only ? kListUnread : kListNotifications,
                      {inbox.tenant_id.uuid, inbox.user_id.uuid, filter.before.value_or(INT64_MAX),
                       static_cast<std::int64_t>(filter.limit)}};
  co_return co_await read(inbox, std::move(statement));
}

Task<Result<std::vector<model::Notification>>> NotificationStore::after(Inbox inbox,
                                                                        std::int64_t seq,
                                                                        std::size_t limit) {
  Statement statement{
      kAfter, {inbox.tenant_id.uuid, inbox.user_id.uuid, seq, static_cast<std::int64_t>(limit)}};
  co_return co_await read(inbox, std::move(statement));
}

Task<Result<model::Notification>> NotificationStore::get(Inbox inbox, model::NotificationId id) {
  Statement statement{kGetNotification, {inbox.tenant_id.uuid, inbox.user_id.uuid, id.uuid}};
  CO_TRY(auto found, co_await read(inbox, std::move(statement)));
  if (found.empty()) co_return not_found("notification");
  co_return std::move(found.front());
}

Task<Result<std::int64_t>> NotificationStore::unread(Inbox inbox) {
  Statement statement{kUnread, {inbox.tenant_id.uuid, inbox.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  co_return rows.integer(0, 0);
}

Task<Result<InboxState>> NotificationStore::state(Inbox inbox) {
  Statement statement{kState, {inbox.tenant_id.uuid, inbox.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  InboxState state;
  if (!rows.empty()) state = {rows.integer(0, 0), rows.integer(0, 1)};
  co_return state;
}

Task<Result<model::Notification>> NotificationStore::mark_read(Inbox inbox,
                                                               model::NotificationId id) {
  CO_TRY(auto found, co_await get(inbox, id));
  if (found.read_at) co_return found;
  const auto now = to_micros(clock_.now());
  std::vector<Statement> statements;
  // The inbox first, as by whoever adds to it: two that wait for each other would never end.
  statements.push_back({kChangedNotifications, {now, inbox.tenant_id.uuid, inbox.user_id.uuid}});
  statements.push_back({kRead, {now, inbox.tenant_id.uuid, inbox.user_id.uuid, id.uuid}});
  CO_CHECK(co_await database_.batch(Scope::tenant(inbox.tenant_id), std::move(statements)));
  co_return co_await get(inbox, id);
}

Task<Result<std::int64_t>> NotificationStore::mark_all_read(Inbox inbox,
                                                            std::optional<std::int64_t> seq) {
  const auto now = to_micros(clock_.now());
  std::vector<Statement> statements;
  statements.push_back({kChangedNotifications, {now, inbox.tenant_id.uuid, inbox.user_id.uuid}});
  statements.push_back(
      {kReadUpTo, {now, inbox.tenant_id.uuid, inbox.user_id.uuid, seq.value_or(INT64_MAX)}});
  CO_TRY(auto answers,
         co_await database_.batch(Scope::tenant(inbox.tenant_id), std::move(statements)));
  co_return answers.back().affected();
}

Task<Result<model::NotificationPreferences>> NotificationStore::preferences(Inbox inbox) {
  Statement statement{kPreferences, {inbox.tenant_id.uuid, inbox.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  if (rows.empty()) co_return model::NotificationPreferences();
  CO_TRY(auto stored, parse_json(rows.text(0, 0)));
  co_return model::preferences_from(stored);
}

Task<Result<void>> NotificationStore::set_preferences(Inbox inbox,
                                                      model::NotificationPreferences preferences) {
  Statement statement{kSetPreferences,
                      {inbox.tenant_id.uuid, inbox.user_id.uuid, to_text(to_json(preferences)),
                       to_micros(clock_.now())}};
  CO_CHECK(co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  co_return Result<void>();
}

Task<Result<std::string>> NotificationStore::address(Inbox inbox) {
  Statement statement{kAddress, {inbox.tenant_id.uuid, inbox.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(inbox.tenant_id), std::move(statement)));
  co_return rows.empty() ? std::string() : rows.text(0, 0);
}

}  // namespace elevaite::jobs
