#include "jobs/notifications/announcer.hpp"

#include <algorithm>

#include "jobs/notifications/notice_text.hpp"
#include "model/permission.hpp"

namespace elevaite::jobs {

using model::Channel;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::int64_t kMaxMembers = 500;

#define MEMBERS                                                                            \
  "SELECT m.user_id, u.email, m.role, p.choices FROM members m JOIN users u"               \
  " ON u.id = m.user_id LEFT JOIN notification_preferences p ON p.tenant_id = m.tenant_id" \
  " AND p.user_id = m.user_id WHERE m.tenant_id = $1"
constexpr std::string_view kNamed =
    MEMBERS " AND (m.user_id = $2 OR m.user_id = $3) ORDER BY m.user_id";
constexpr std::string_view kDeciders =
    MEMBERS " AND m.role <> 'viewer' ORDER BY m.user_id LIMIT $2";

constexpr std::string_view kEndpoints =
    "SELECT id, events FROM webhook_endpoints WHERE tenant_id = $1 AND is_enabled ORDER BY id";

constexpr std::string_view kNumber =
    "INSERT INTO notification_inboxes (tenant_id, user_id, last_seq, revision, changed_at)"
    " VALUES ($1, $2, 1, 1, $3) ON CONFLICT (tenant_id, user_id) DO UPDATE SET"
    " last_seq = notification_inboxes.last_seq + 1,"
    " revision = notification_inboxes.revision + 1, changed_at = excluded.changed_at";
constexpr std::string_view kInsertNotification =
    "INSERT INTO notifications (id, tenant_id, user_id, seq, notice_id, kind, title, body, link,"
    " data, created_at) SELECT $1, i.tenant_id, i.user_id, i.last_seq, $2, CAST($3 AS text),"
    " CAST($4 AS text), CAST($5 AS text), CAST($6 AS text), CAST($7 AS text), CAST($8 AS bigint)"
    " FROM notification_inboxes i WHERE i.tenant_id = $9 AND i.user_id = $10";
constexpr std::string_view kForget =
    "DELETE FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND seq <= (SELECT"
    " i.last_seq - CAST($3 AS bigint) FROM notification_inboxes i WHERE i.tenant_id = $1"
    " AND i.user_id = $2)";

constexpr std::string_view kToEndpoint =
    "INSERT INTO notification_deliveries (id, tenant_id, notice_id, channel, endpoint_id, type,"
    " payload, status, attempts, attempt_count, sends, created_at, next_at)"
    " VALUES ($1, $2, $3, 'webhook', $4, $5, $6, 'pending', '[]', 0, 0, $7, $7)";
// Not more than so many an hour.
constexpr std::string_view kToPerson =
    "INSERT INTO notification_deliveries (id, tenant_id, notice_id, channel, user_id, type,"
    " payload, status, attempts, attempt_count, sends, created_at, next_at)"
    " SELECT $1, $2, $3, CAST($4 AS text), $5, CAST($6 AS text), CAST($7 AS text),"
    " 'pending', '[]', 0, 0, CAST($8 AS bigint), CAST($8 AS bigint)"
    " WHERE (SELECT count(*) FROM notification_deliveries d WHERE d.user_id = $5"
    " AND d.created_at > $9 AND d.tenant_id = $2 AND d.channel = CAST($4 AS text)) < $10";

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

struct Announcer::Recipient {
  model::UserId user_id;
  std::string address;
  model::Role role = model::Role::viewer;
  model::NotificationPreferences preferences{};

  bool is_admin() const { return role >= model::Role::admin; }
};

Task<Result<std::vector<Announcer::Recipient>>> Announcer::recipients(const Notice& notice) {
  const Audience audience = notice.audience;
  const bool asks_many = audience.are_deciders || audience.are_admins;
  auto person = [&audience](std::size_t i) {
    return i < audience.people.size() ? audience.people[i].uuid : Uuid();
  };
  Statement select{asks_many ? kDeciders : kNamed, {notice.tenant_id.uuid}};
  if (asks_many) {
    select.params.emplace_back(kMaxMembers);
  } else {
    select.params.emplace_back(person(0));
    select.params.emplace_back(person(1));
  }
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  std::vector<Recipient> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Recipient who{model::UserId{rows.uuid(i, 0)}, rows.text(i, 1)};
    who.role = model::parse_role(rows.text(i, 2)).value_or(model::Role::viewer);
    if (!rows.is_null(i, 3)) {
      auto choices = parse_json(rows.text(i, 3));
      if (choices) who.preferences = model::preferences_from(*choices);
    }
    found.push_back(std::move(who));
  }
  if (!asks_many) co_return found;
  auto is_named = [&audience](const Recipient& who) {
    if (audience.are_admins) return who.is_admin();
    if (!audience.addresses.empty()) {
      return std::ranges::any_of(audience.addresses, [&who](const std::string& address) {
        return lower_case(address) == who.address;
      });
    }
    return std::ranges::find(audience.people, who.user_id) != audience.people.end();
  };
  std::vector<Recipient> chosen;
  for (const Recipient& who : found) {
    if (is_named(who)) chosen.push_back(who);
  }
  // Somebody has to decide.
  if (chosen.empty()) std::ranges::copy_if(found, std::back_inserter(chosen), &Recipient::is_admin);
  co_return chosen;
}

Task<Result<std::vector<Uuid>>> Announcer::endpoints(const Notice& notice, std::string type) {
  std::vector<Uuid> wanted;
  Statement select{kEndpoints, {notice.tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto events = parse_json(rows.text(i, 1));
    if (!events || !events->is_array()) continue;
    const auto& types = events->get_array();
    auto is_type = [&type](const Json& one) { return one == Json(type); };
    if (types.empty() || std::ranges::any_of(types, is_type)) wanted.push_back(rows.uuid(i, 0));
  }
  co_return wanted;
}

void Announcer::add_app(std::vector<Statement>& batch, const Notice& notice, model::NoticeId id,
                        model::UserId user_id) const {
  const auto now = to_micros(clock_.now());
  batch.push_back({kNumber, {notice.tenant_id.uuid, user_id.uuid, now}});
  batch.push_back(
      {kInsertNotification,
       {Uuid::generate(), id.uuid, std::string(to_string(notice.kind)), notice.title, notice.body,
        notice.link, to_text(notice.data), now, notice.tenant_id.uuid, user_id.uuid}});
  batch.push_back({kForget, {notice.tenant_id.uuid, user_id.uuid, options_.kept}});
}

void Announcer::add_personal(std::vector<Statement>& batch, const Notice& notice,
                             model::NoticeId id, const Recipient& who) const {
  const auto now = clock_.now();
  auto add = [&](Channel channel, JsonObject payload) {
    batch.push_back(
        {kToPerson,
         {Uuid::generate(), notice.tenant_id.uuid, id.uuid, std::string(to_string(channel)),
          who.user_id.uuid, std::string(to_string(notice.kind)), to_text(payload), to_micros(now),
          to_micros(now - 1h), options_.mails_per_hour}});
  };
  const auto& wants = who.preferences;
  if (wants.wants(notice.kind, Channel::email))
    add(Channel::email, mail_payload(notice, who.address, options_.app_origin));
  if (wants.wants(notice.kind, Channel::slack) && !wants.slack_credential.is_nil())
    add(Channel::slack, slack_payload(notice, wants, options_.app_origin));
}

void Announcer::add_webhooks(std::vector<Statement>& batch, const Notice& notice,
                             model::NoticeId id, const std::vector<Uuid>& endpoint_ids) const {
  const auto now = clock_.now();
  const std::string type(event_type_of(notice.kind));
  const auto payload = webhook_payload(notice, now, options_.app_origin);
  for (const Uuid& endpoint_id : endpoint_ids) {
    batch.push_back({kToEndpoint,
                     {Uuid::generate(), notice.tenant_id.uuid, id.uuid, endpoint_id, type, payload,
                      to_micros(now)}});
  }
}

Task<Result<bool>> Announcer::tell(Notice notice) {
  const auto id = model::NoticeId::generate();
  CO_TRY(auto people, co_await recipients(notice));
  std::vector<Statement> batch;
  for (Statement& mark : notice.marks) {
    mark.must_affect = true;
    batch.push_back(std::move(mark));
  }
  bool reaches_endpoints = people.empty();
  for (const Recipient& who : people) {
    if (who.preferences.wants(notice.kind, Channel::app)) add_app(batch, notice, id, who.user_id);
    add_personal(batch, notice, id, who);
    reaches_endpoints |= who.preferences.wants(notice.kind, Channel::webhook);
  }
  const std::string type(event_type_of(notice.kind));
  if (reaches_endpoints && !type.empty()) {
    CO_TRY(auto endpoint_ids, co_await endpoints(notice, type));
    if (!endpoint_ids.empty()) add_webhooks(batch, notice, id, endpoint_ids);
  }
  auto told = co_await database_.batch(Scope::system(), std::move(batch));
  if (told) co_return true;
  if (told.error().reason == ports::kMustAffect) co_return false;
  co_return std::move(told).error();
}

}  // namespace elevaite::jobs
