// The part of AgentStore that concerns versions, deployments and hooks.
#include "core/crypto/random.hpp"
#include "engine/agent_store.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

#define VERSION_COLUMNS "id, agent_id, number, checksum, note, created_by, created_at"

constexpr std::string_view kInsertSnapshot =
    "INSERT INTO versions (id, tenant_id, agent_id, workflow, checksum, note, created_by,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

constexpr std::string_view kInsertNumbered =
    "INSERT INTO versions (id, tenant_id, agent_id, workflow, checksum, note, created_by,"
    " created_at, number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
    " (SELECT COALESCE(MAX(number), 0) + 1 FROM versions WHERE tenant_id = $2 AND agent_id = $3))";

constexpr std::string_view kGetVersion =
    "SELECT " VERSION_COLUMNS ", workflow FROM versions WHERE tenant_id = $1 AND id = $2";

constexpr std::string_view kFindVersion =
    "SELECT " VERSION_COLUMNS
    ", workflow FROM versions WHERE tenant_id = $1 AND agent_id = $2 AND checksum = $3"
    " AND (NOT $4 OR number IS NOT NULL) ORDER BY id LIMIT 1";

constexpr std::string_view kVersions =
    "SELECT " VERSION_COLUMNS
    " FROM versions WHERE tenant_id = $1 AND agent_id = $2 AND number < $3"
    " ORDER BY number DESC LIMIT $4";

constexpr std::string_view kMakeLive =
    "UPDATE agents SET deployment_id = $1, deployed_version_id = $2, updated_at = $3"
    " WHERE tenant_id = $4 AND id = $5 AND revision = $6 AND deleted_at IS NULL";

constexpr std::string_view kEndCurrentDeployment =
    "UPDATE deployments SET ended_at = $1 WHERE tenant_id = $2 AND agent_id = $3"
    " AND ended_at IS NULL";

constexpr std::string_view kInsertDeployment =
    "INSERT INTO deployments (id, tenant_id, agent_id, version_id, created_by, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)";

// A node keeps its address for ever, also while it is not deployed.
constexpr std::string_view kInsertHook =
    "INSERT INTO hooks (token, tenant_id, agent_id, node_id, created_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, agent_id, node_id) DO NOTHING";

// A schedule that the new version has too goes on as it was; one that is paused stays so.
constexpr std::string_view kInsertSchedule =
    "INSERT INTO schedules (tenant_id, id, agent_id, node_id, deployment_id, cron, time_zone,"
    " overlap, queue, payload, created_by, is_live, is_paused, next_at, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, TRUE, FALSE, $12, $13, $13)"
    " ON CONFLICT (tenant_id, agent_id, node_id) DO UPDATE SET"
    " deployment_id = excluded.deployment_id, cron = excluded.cron,"
    " time_zone = excluded.time_zone, overlap = excluded.overlap, queue = excluded.queue,"
    " payload = excluded.payload, created_by = excluded.created_by, is_live = TRUE,"
    " updated_at = excluded.updated_at, next_at = CASE WHEN schedules.is_paused THEN NULL"
    " WHEN schedules.is_live AND schedules.cron = excluded.cron"
    " AND schedules.time_zone = excluded.time_zone THEN schedules.next_at"
    " ELSE excluded.next_at END";

// Those that the deployment has not; all of them when there is none.
constexpr std::string_view kStopSchedules =
    "UPDATE schedules SET is_live = FALSE, next_at = NULL, updated_at = $1"
    " WHERE tenant_id = $2 AND agent_id = $3 AND is_live"
    " AND (CAST($4 AS uuid) IS NULL OR deployment_id <> $4)";

constexpr std::string_view kUndeploy =
    "UPDATE agents SET deployment_id = NULL, deployed_version_id = NULL, updated_at = $1"
    " WHERE tenant_id = $2 AND id = $3 AND deleted_at IS NULL AND deployment_id IS NOT NULL";

#define DEPLOYMENT_COLUMNS \
  "d.id, d.agent_id, d.version_id, v.number, d.created_by, d.created_at, d.ended_at"
#define DEPLOYMENT_TABLES \
  " FROM deployments d JOIN versions v ON v.tenant_id = d.tenant_id AND v.id = d.version_id"

constexpr std::string_view kGetDeployment =
    "SELECT " DEPLOYMENT_COLUMNS DEPLOYMENT_TABLES " WHERE d.tenant_id = $1 AND d.id = $2";

constexpr std::string_view kDeployments =
    "SELECT " DEPLOYMENT_COLUMNS DEPLOYMENT_TABLES
    " WHERE d.tenant_id = $1 AND d.agent_id = $2 AND d.id < $3 ORDER BY d.id DESC LIMIT $4";

constexpr std::string_view kHooks =
    "SELECT token, node_id FROM hooks WHERE tenant_id = $1 AND agent_id = $2 ORDER BY node_id";

#define LIVE_COLUMNS "a.tenant_id, a.id, a.slug, a.name, a.description, a.deployed_version_id"
#define IS_LIVE " a.deleted_at IS NULL AND a.deployed_version_id IS NOT NULL"

constexpr std::string_view kLiveById =
    "SELECT " LIVE_COLUMNS " FROM agents a WHERE a.tenant_id = $1 AND a.id = $2 AND" IS_LIVE;

constexpr std::string_view kLiveBySlug =
    "SELECT " LIVE_COLUMNS " FROM agents a WHERE a.tenant_id = $1 AND a.slug = $2 AND" IS_LIVE;

constexpr std::string_view kLiveByHook =
    "SELECT " LIVE_COLUMNS
    ", h.node_id FROM hooks h JOIN agents a ON a.tenant_id = h.tenant_id AND a.id = h.agent_id"
    " WHERE h.token = $1 AND" IS_LIVE;

constexpr std::string_view kAllLive =
    "SELECT " LIVE_COLUMNS " FROM agents a WHERE a.tenant_id = $1 AND" IS_LIVE
    " ORDER BY a.slug LIMIT $2";

Statement insert_of(std::string_view sql, model::TenantId tenant_id, model::Version version) {
  return {sql,
          {version.id.uuid, tenant_id.uuid, version.agent_id.uuid, std::move(version.workflow),
           std::move(version.checksum), std::move(version.note), ports::or_null(version.created_by),
           to_micros(version.created_at)}};
}

Statement insert_of(model::Schedule schedule, model::DeploymentId deployment_id, std::int64_t now) {
  return {kInsertSchedule,
          {schedule.tenant_id.uuid, schedule.id.uuid, schedule.agent_id.uuid,
           std::move(schedule.node_id), deployment_id.uuid, std::move(schedule.settings.cron),
           std::move(schedule.settings.time_zone),
           std::string(to_string(schedule.settings.overlap)), std::move(schedule.settings.queue),
           to_text(schedule.payload), ports::or_null(schedule.created_by),
           schedule.next_at ? SqlValue(to_micros(*schedule.next_at)) : SqlValue(), now}};
}

model::Version version_from_row(const Rows& rows, std::size_t row) {
  model::Version version;
  version.id = {rows.uuid(row, 0)};
  version.agent_id = {rows.uuid(row, 1)};
  if (!rows.is_null(row, 2)) version.number = rows.integer(row, 2);
  version.checksum = rows.text(row, 3);
  version.note = rows.text(row, 4);
  if (!rows.is_null(row, 5)) version.created_by = model::UserId{rows.uuid(row, 5)};
  version.created_at = from_micros(rows.integer(row, 6));
  return version;
}

model::Deployment deployment_from_row(const Rows& rows, std::size_t row) {
  model::Deployment deployment;
  deployment.id = {rows.uuid(row, 0)};
  deployment.agent_id = {rows.uuid(row, 1)};
  deployment.version_id = {rows.uuid(row, 2)};
  if (!rows.is_null(row, 3)) deployment.number = rows.integer(row, 3);
  if (!rows.is_null(row, 4)) deployment.created_by = model::UserId{rows.uuid(row, 4)};
  deployment.created_at = from_micros(rows.integer(row, 5));
  if (!rows.is_null(row, 6)) deployment.ended_at = from_micros(rows.integer(row, 6));
  return deployment;
}

DeployedRow live_from_row(const Rows& rows, std::size_t row) {
  DeployedRow live;
  live.tenant_id = {rows.uuid(row, 0)};
  live.agent_id = {rows.uuid(row, 1)};
  live.slug = rows.text(row, 2);
  live.name = rows.text(row, 3);
  live.description = rows.text(row, 4);
  live.version_id = {rows.uuid(row, 5)};
  return live;
}

}  // namespace

Task<Result<void>> AgentStore::insert_version(model::TenantId tenant_id, model::Version version) {
  auto statement = insert_of(kInsertSnapshot, tenant_id, std::move(version));
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return Result<void>();
}

Task<Result<model::Version>> AgentStore::get_version(model::TenantId tenant_id,
                                                     model::VersionId id) {
  Statement statement{kGetVersion, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("version");
  auto version = version_from_row(rows, 0);
  version.workflow = rows.text(0, 7);
  co_return version;
}

Task<Result<model::Version>> AgentStore::find_version(model::TenantId tenant_id,
                                                      model::AgentId agent_id, std::string checksum,
                                                      bool is_numbered) {
  Statement statement{kFindVersion,
                      {tenant_id.uuid, agent_id.uuid, std::move(checksum), is_numbered}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("version");
  auto version = version_from_row(rows, 0);
  version.workflow = rows.text(0, 7);
  co_return version;
}

Task<Result<std::vector<model::Version>>> AgentStore::versions(model::TenantId tenant_id,
                                                               model::AgentId agent_id,
                                                               std::int64_t before,
                                                               std::size_t limit) {
  Statement statement{kVersions,
                      {tenant_id.uuid, agent_id.uuid, before, static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::Version> versions;
  for (std::size_t i = 0; i < rows.size(); ++i) versions.push_back(version_from_row(rows, i));
  co_return versions;
}

Task<Result<void>> AgentStore::deploy(DeploymentPlan plan) {
  const model::Deployment& deployment = plan.deployment;
  const Uuid tenant = plan.agent.tenant_id.uuid;
  const Uuid agent = plan.agent.id.uuid;
  const std::int64_t now = to_micros(deployment.created_at);
  std::vector<Statement> statements;
  // First, because it locks the agent's row: of two deployments at once the second sees the first.
  statements.push_back(
      {kMakeLive,
       {deployment.id.uuid, deployment.version_id.uuid, now, tenant, agent, plan.agent.revision},
       true});
  if (plan.new_version) {
    statements.push_back(
        insert_of(kInsertNumbered, plan.agent.tenant_id, std::move(*plan.new_version)));
  }
  statements.push_back({kEndCurrentDeployment, {now, tenant, agent}});
  statements.push_back({kInsertDeployment,
                        {deployment.id.uuid, tenant, agent, deployment.version_id.uuid,
                         ports::or_null(deployment.created_by), now}});
  for (auto& node : plan.webhook_nodes) {
    statements.push_back(
        {kInsertHook, {crypto::random_token(), tenant, agent, std::move(node), now}});
  }
  for (auto& schedule : plan.schedules) {
    statements.push_back(insert_of(std::move(schedule), deployment.id, now));
  }
  statements.push_back({kStopSchedules, {now, tenant, agent, deployment.id.uuid}});
  CO_CHECK(co_await ports::audited_batch(database_, Scope::tenant(plan.agent.tenant_id),
                                         std::move(statements), std::move(plan.audit)));
  co_return Result<void>();
}

ports::Statement AgentStore::stop_schedules(model::TenantId tenant_id, model::AgentId id,
                                            Instant now) {
  return {kStopSchedules, {to_micros(now), tenant_id.uuid, id.uuid, SqlValue()}};
}

Task<Result<void>> AgentStore::undeploy(model::AgentId id, model::AuditEvent audit) {
  const auto tenant_id = audit.tenant_id;
  const Instant now = audit.at;
  std::vector<Statement> statements;
  statements.push_back({kUndeploy, {to_micros(now), tenant_id.uuid, id.uuid}, true});
  statements.push_back({kEndCurrentDeployment, {to_micros(now), tenant_id.uuid, id.uuid}});
  statements.push_back(stop_schedules(tenant_id, id, now));
  CO_CHECK(co_await ports::audited_batch(database_, Scope::tenant(tenant_id), std::move(statements),
                                         std::move(audit)));
  co_return Result<void>();
}

Task<Result<model::Deployment>> AgentStore::get_deployment(model::TenantId tenant_id,
                                                           model::DeploymentId id) {
  Statement statement{kGetDeployment, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("deployment");
  co_return deployment_from_row(rows, 0);
}

Task<Result<std::vector<model::Deployment>>> AgentStore::deployments(
    model::TenantId tenant_id, model::AgentId agent_id, std::optional<model::DeploymentId> before,
    std::size_t limit) {
  Statement statement{kDeployments,
                      {tenant_id.uuid, agent_id.uuid, before ? before->uuid : Uuid::greatest(),
                       static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::Deployment> deployments;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    deployments.push_back(deployment_from_row(rows, i));
  }
  co_return deployments;
}

Task<Result<std::vector<Hook>>> AgentStore::hooks(model::TenantId tenant_id,
                                                  model::AgentId agent_id) {
  Statement statement{kHooks, {tenant_id.uuid, agent_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Hook> hooks;
  for (std::size_t i = 0; i < rows.size(); ++i) hooks.push_back({rows.text(i, 0), rows.text(i, 1)});
  co_return hooks;
}

Task<Result<DeployedRow>> AgentStore::find_deployed(model::TenantId tenant_id, model::AgentId id) {
  Statement statement{kLiveById, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("deployed agent");
  co_return live_from_row(rows, 0);
}

Task<Result<DeployedRow>> AgentStore::find_deployed_by_slug(model::TenantId tenant_id,
                                                            std::string slug) {
  Statement statement{kLiveBySlug, {tenant_id.uuid, std::move(slug)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("deployed agent");
  co_return live_from_row(rows, 0);
}

Task<Result<DeployedRow>> AgentStore::find_by_hook(std::string token) {
  Statement statement{kLiveByHook, {std::move(token)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  if (rows.empty()) co_return not_found("webhook");
  auto live = live_from_row(rows, 0);
  live.node_id = rows.text(0, 6);
  co_return live;
}

Task<Result<std::vector<DeployedRow>>> AgentStore::list_deployed(model::TenantId tenant_id,
                                                                 std::size_t limit) {
  Statement statement{kAllLive, {tenant_id.uuid, static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<DeployedRow> live;
  for (std::size_t i = 0; i < rows.size(); ++i) live.push_back(live_from_row(rows, i));
  co_return live;
}

}  // namespace elevaite::engine
