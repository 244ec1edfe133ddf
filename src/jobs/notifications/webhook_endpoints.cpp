#include "jobs/notifications/webhook_endpoints.hpp"

#include <algorithm>

#include "jobs/notifications/webhook_signature.hpp"

namespace elevaite::jobs {

using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

#define ENDPOINT_COLUMNS                                                                   \
  "id, url, description, events, is_enabled, disabled_because, failing_since, old_until, " \
  "created_at, updated_at"

constexpr std::string_view kInsertEndpoint =
    "INSERT INTO webhook_endpoints (id, tenant_id, url, description, events, is_enabled,"
    " disabled_because, key_version, sealed_secret, created_by, created_at, updated_at)"
    " SELECT $1, $2, CAST($3 AS text), CAST($4 AS text), CAST($5 AS text), CAST($6 AS boolean),"
    " CAST($7 AS text), CAST($8 AS bigint), $9, $10, CAST($11 AS bigint),"
    " CAST($11 AS bigint)"
    " WHERE (SELECT count(*) FROM webhook_endpoints e WHERE e.tenant_id = $2) < $12";
constexpr std::string_view kListEndpoints =
    "SELECT " ENDPOINT_COLUMNS " FROM webhook_endpoints WHERE tenant_id = $1 ORDER BY id";
constexpr std::string_view kGetEndpoint =
    "SELECT " ENDPOINT_COLUMNS " FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kUpdate =
    "UPDATE webhook_endpoints SET url = $1, description = $2, events = $3, is_enabled = $4,"
    " disabled_because = $5, failing_since = CASE WHEN CAST($6 AS boolean) THEN NULL"
    " ELSE failing_since END, updated_at = $7 WHERE tenant_id = $8 AND id = $9";
constexpr std::string_view kRemoveDeliveries =
    "DELETE FROM notification_deliveries WHERE tenant_id = $1 AND endpoint_id = $2";
constexpr std::string_view kRemoveEndpoint =
    "DELETE FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kRotate =
    "UPDATE webhook_endpoints SET old_key_version = key_version,"
    " old_sealed_secret = sealed_secret, old_until = $1, key_version = $2, sealed_secret = $3,"
    " updated_at = $4 WHERE tenant_id = $5 AND id = $6";
constexpr std::string_view kKeys = "SELECT " ENDPOINT_COLUMNS
                                   ", key_version, sealed_secret, old_key_version,"
                                   " old_sealed_secret FROM webhook_endpoints"
                                   " WHERE tenant_id = $1 AND id = $2";

constexpr std::size_t kMaxUrlBytes = 2000;

std::string place_of(model::EndpointId id) { return "webhook_endpoint/" + id.uuid.str(); }

WebhookEndpoint endpoint_from(const ports::Rows& rows, std::size_t row) {
  WebhookEndpoint out;
  out.id.uuid = rows.uuid(row, 0);
  out.url = rows.text(row, 1);
  out.description = rows.text(row, 2);
  auto events = parse_json(rows.text(row, 3));
  if (events && events->is_array()) {
    for (const Json& type : events->get_array()) out.events.push_back(display_text(type));
  }
  out.is_enabled = rows.boolean(row, 4);
  if (!rows.is_null(row, 5)) out.disabled_because = rows.text(row, 5);
  out.failing_since = rows.optional_instant(row, 6);
  out.old_secret_until = rows.optional_instant(row, 7);
  out.created_at = from_micros(rows.integer(row, 8));
  out.updated_at = from_micros(rows.integer(row, 9));
  return out;
}

std::string events_text(const std::vector<std::string>& events) {
  return to_text(JsonArray(events.begin(), events.end()));
}

}  // namespace

Result<void> WebhookEndpoints::check(const EndpointChange& change) const {
  if (change.url) {
    if (change.url->size() > kMaxUrlBytes)
      return invalid_field("url", "too_long", "The URL has at most 2000 bytes.");
    auto allowed = egress_.check_url(*change.url);
    if (!allowed) return invalid_field("url", "not_allowed", allowed.error().message);
  }
  if (change.events) {
    const auto types = model::webhook_event_types();
    for (const std::string& type : *change.events) {
      if (std::ranges::find(types, type) == types.end())
        return invalid_field("events", "unknown", "There is no event of the type " + type + ".");
    }
  }
  return {};
}

Task<Result<EndpointWithSecret>> WebhookEndpoints::create(model::TenantId tenant_id,
                                                          model::UserId by,
                                                          EndpointChange request) {
  CO_CHECK(check(request));
  WebhookEndpoint made;
  made.id = model::EndpointId::generate();
  made.url = request.url.value_or("");
  made.description = request.description.value_or("");
  made.events = request.events.value_or(std::vector<std::string>());
  made.is_enabled = request.is_enabled.value_or(true);
  if (!made.is_enabled) made.disabled_because = kDisabledByPerson;
  made.created_at = made.updated_at = clock_.now();
  std::string secret = new_webhook_secret();
  CO_TRY(auto sealed, co_await secrets_.seal(tenant_id, place_of(made.id), secret));
  Statement insert{
      kInsertEndpoint,
      {made.id.uuid, tenant_id.uuid, made.url, made.description, events_text(made.events),
       made.is_enabled, ports::or_null(made.disabled_because), sealed.key_version,
       std::move(sealed.bytes), by.uuid, to_micros(made.created_at), kMaxEndpoints}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(insert)));
  if (rows.affected() == 0) {
    co_return Error{ErrorCode::limit_exceeded,
                    "A tenant has at most " + std::to_string(kMaxEndpoints) +
                        " webhook endpoints: remove one first.",
                    "too_many_endpoints"};
  }
  co_return EndpointWithSecret{std::move(made), std::move(secret)};
}

Task<Result<std::vector<WebhookEndpoint>>> WebhookEndpoints::list(model::TenantId tenant_id) {
  Statement select{kListEndpoints, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  std::vector<WebhookEndpoint> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(endpoint_from(rows, i));
  co_return found;
}

Task<Result<WebhookEndpoint>> WebhookEndpoints::get(model::TenantId tenant_id,
                                                    model::EndpointId id) {
  Statement select{kGetEndpoint, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("webhook endpoint");
  co_return endpoint_from(rows, 0);
}

Task<Result<WebhookEndpoint>> WebhookEndpoints::update(model::TenantId tenant_id,
                                                       model::EndpointId id,
                                                       EndpointChange change) {
  CO_TRY(auto now_is, co_await get(tenant_id, id));
  CO_CHECK(check(change));
  if (change.url) now_is.url = *change.url;
  if (change.description) now_is.description = *change.description;
  if (change.events) now_is.events = *change.events;
  const bool is_changed = change.is_enabled && *change.is_enabled != now_is.is_enabled;
  if (is_changed) {
    now_is.is_enabled = *change.is_enabled;
    now_is.disabled_because.reset();
    if (!now_is.is_enabled) now_is.disabled_because = kDisabledByPerson;
  }
  Statement update{kUpdate,
                   {now_is.url, now_is.description, events_text(now_is.events), now_is.is_enabled,
                    ports::or_null(now_is.disabled_because), is_changed && now_is.is_enabled,
                    to_micros(clock_.now()), tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(update)));
  co_return co_await get(tenant_id, id);
}

Task<Result<void>> WebhookEndpoints::remove(model::TenantId tenant_id, model::EndpointId id) {
  std::vector<Statement> statements;
  statements.push_back({kRemoveDeliveries, {tenant_id.uuid, id.uuid}});
  statements.push_back({kRemoveEndpoint, {tenant_id.uuid, id.uuid}});
  CO_TRY(auto answers, co_await database_.batch(Scope::tenant(tenant_id), std::move(statements)));
  if (answers.back().affected() == 0) co_return not_found("webhook endpoint");
  co_return Result<void>();
}

Task<Result<EndpointWithSecret>> WebhookEndpoints::rotate(model::TenantId tenant_id,
                                                          model::EndpointId id, Duration overlap) {
  std::string secret = new_webhook_secret();
  CO_CHECK(co_await get(tenant_id, id));
  CO_TRY(auto sealed, co_await secrets_.seal(tenant_id, place_of(id), secret));
  const auto now = clock_.now();
  Statement rotate{kRotate,
                   {to_micros(now + overlap), sealed.key_version, std::move(sealed.bytes),
                    to_micros(now), tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(rotate)));
  CO_TRY(auto endpoint, co_await get(tenant_id, id));
  co_return EndpointWithSecret{std::move(endpoint), std::move(secret)};
}

Task<Result<EndpointKeys>> WebhookEndpoints::keys(model::TenantId tenant_id, model::EndpointId id) {
  Statement select{kKeys, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("webhook endpoint");
  EndpointKeys keys{endpoint_from(rows, 0), {}};
  ports::SealedSecret sealed{rows.integer(0, 10), rows.bytes(0, 11)};
  CO_TRY(auto secret, co_await secrets_.open(tenant_id, place_of(id), std::move(sealed)));
  keys.secrets.push_back(std::move(secret));
  const auto& until = keys.endpoint.old_secret_until;
  if (until && *until > clock_.now() && !rows.is_null(0, 13)) {
    ports::SealedSecret old{rows.integer(0, 12), rows.bytes(0, 13)};
    CO_TRY(auto old_secret, co_await secrets_.open(tenant_id, place_of(id), std::move(old)));
    keys.secrets.push_back(std::move(old_secret));
  }
  co_return keys;
}

}  // namespace elevaite::jobs
