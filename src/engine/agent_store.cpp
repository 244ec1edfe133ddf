#include "engine/agent_store.hpp"

#include "ports/audited_batch.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

// The draft is compared with the live version's text: both are what to_json(Workflow) wrote.
#define AGENT_STATUS                                                                              \
  "CASE WHEN v.id IS NULL THEN 'draft' WHEN v.workflow = a.draft THEN 'deployed' ELSE 'changed' " \
  "END"

#define AGENT_COLUMNS                                                                            \
  "a.tenant_id, a.id, a.name, a.slug, a.description, a.revision, " AGENT_STATUS                  \
  ", a.deployment_id, a.deployed_version_id, v.number, a.created_by, a.created_at, a.updated_at" \
  ", a.deleted_at"

#define AGENT_TABLES                                                 \
  " FROM agents a LEFT JOIN versions v ON v.tenant_id = a.tenant_id" \
  " AND v.id = a.deployed_version_id"

constexpr std::string_view kInsertAgent =
    "INSERT INTO agents (tenant_id, id, name, slug, description, draft, revision, created_by,"
    " created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

constexpr std::string_view kGetAgent =
    "SELECT " AGENT_COLUMNS ", a.draft" AGENT_TABLES
    " WHERE a.tenant_id = $1 AND a.id = $2 AND (a.deleted_at IS NOT NULL) = $3";

constexpr std::string_view kGetBySlug =
    "SELECT " AGENT_COLUMNS ", a.draft" AGENT_TABLES
    " WHERE a.tenant_id = $1 AND a.slug = $2 AND a.deleted_at IS NULL";

// The page first, then each agent's last run by the index of runs by agent: one look per row.
constexpr std::string_view kListAgents =
    "SELECT p.*, u.name, r.id, r.status, r.is_test, r.created_at FROM "
    "(SELECT " AGENT_COLUMNS AGENT_TABLES
    " WHERE a.tenant_id = $1 AND a.id < $2 AND (a.deleted_at IS NOT NULL) = $3"
    " AND (lower(a.name) LIKE lower(CAST($4 AS text)) ESCAPE '\\'"
    "  OR a.slug LIKE lower(CAST($4 AS text)) ESCAPE '\\'"
    "  OR lower(a.description) LIKE lower(CAST($4 AS text)) ESCAPE '\\')"
    " AND (CAST($5 AS text) IS NULL OR " AGENT_STATUS
    " = $5)"
    " ORDER BY a.id DESC LIMIT $6) p LEFT JOIN users u ON u.id = p.created_by"
    " LEFT JOIN runs r ON r.tenant_id = p.tenant_id AND r.id = (SELECT l.id FROM runs l"
    " WHERE l.agent_id = p.id AND l.tenant_id = p.tenant_id ORDER BY l.id DESC LIMIT 1)"
    " ORDER BY p.id DESC";

constexpr std::string_view kUpdate =
    "UPDATE agents SET name = $1, slug = $2, description = $3, draft = $4, updated_at = $5,"
    " revision = revision + 1"
    " WHERE tenant_id = $6 AND id = $7 AND revision = $8 AND deleted_at IS NULL";

constexpr std::string_view kRemoveAgent =
    "UPDATE agents SET deleted_at = $1, updated_at = $1, deployment_id = NULL,"
    " deployed_version_id = NULL WHERE tenant_id = $2 AND id = $3 AND deleted_at IS NULL";

constexpr std::string_view kRestore =
    "UPDATE agents SET deleted_at = NULL, slug = $1, updated_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND deleted_at > $5";

constexpr std::string_view kEndDeployment =
    "UPDATE deployments SET ended_at = $1 WHERE tenant_id = $2 AND agent_id = $3"
    " AND ended_at IS NULL";

constexpr std::string_view kCredentials =
    "SELECT id, name, kind FROM credentials WHERE tenant_id = $1";

model::Agent agent_from_row(const Rows& rows, std::size_t row) {
  model::Agent agent;
  agent.tenant_id = {rows.uuid(row, 0)};
  agent.id = {rows.uuid(row, 1)};
  agent.name = rows.text(row, 2);
  agent.slug = rows.text(row, 3);
  agent.description = rows.text(row, 4);
  agent.revision = rows.integer(row, 5);
  agent.status = model::agent_status_from(rows.text(row, 6)).value_or(model::AgentStatus::draft);
  agent.deployment_id = rows.optional_id<model::DeploymentId>(row, 7);
  agent.deployed_version_id = rows.optional_id<model::VersionId>(row, 8);
  if (!rows.is_null(row, 9)) agent.deployed_number = rows.integer(row, 9);
  agent.created_by = rows.optional_id<model::UserId>(row, 10);
  agent.created_at = from_micros(rows.integer(row, 11));
  agent.updated_at = from_micros(rows.integer(row, 12));
  if (!rows.is_null(row, 13)) agent.deleted_at = from_micros(rows.integer(row, 13));
  return agent;
}

std::optional<model::LastRun> last_run_from(const Rows& rows, std::size_t row, std::size_t column) {
  if (rows.is_null(row, column)) return std::nullopt;
  model::LastRun run;
  run.id = {rows.uuid(row, column)};
  run.status = model::run_status_from(rows.text(row, column + 1)).value_or(run.status);
  run.is_test = rows.boolean(row, column + 2);
  run.created_at = from_micros(rows.integer(row, column + 3));
  return run;
}

std::string name_pattern(std::string_view search) {
  std::string pattern = "%";
  for (char c : search) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  if (!search.empty()) pattern += '%';
  return pattern;
}

}  // namespace

Task<Result<void>> AgentStore::insert(model::Agent agent, model::AuditEvent audit) {
  Statement statement{
      kInsertAgent,
      {agent.tenant_id.uuid, agent.id.uuid, std::move(agent.name), std::move(agent.slug),
       std::move(agent.description), std::move(agent.draft), agent.revision,
       ports::or_null(agent.created_by), to_micros(agent.created_at), to_micros(agent.updated_at)}};
  std::vector<Statement> statements{std::move(statement)};
  CO_CHECK(co_await ports::audited_batch(database_, Scope::tenant(agent.tenant_id),
                                         std::move(statements), std::move(audit)));
  co_return Result<void>();
}

Task<Result<model::Agent>> AgentStore::get(model::TenantId tenant_id, model::AgentId id,
                                           bool is_deleted) {
  Statement statement{kGetAgent, {tenant_id.uuid, id.uuid, is_deleted}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("agent");
  auto agent = agent_from_row(rows, 0);
  agent.draft = rows.text(0, 14);
  co_return agent;
}

Task<Result<model::Agent>> AgentStore::get_by_slug(model::TenantId tenant_id, std::string slug) {
  Statement statement{kGetBySlug, {tenant_id.uuid, std::move(slug)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("agent");
  auto agent = agent_from_row(rows, 0);
  agent.draft = rows.text(0, 14);
  co_return agent;
}

Task<Result<std::vector<model::Agent>>> AgentStore::list(model::TenantId tenant_id,
                                                         AgentFilter filter) {
  std::vector<SqlValue> params{tenant_id.uuid,
                               filter.before ? filter.before->uuid : Uuid::greatest(),
                               filter.is_deleted, name_pattern(filter.search)};
  params.push_back(filter.status ? SqlValue(std::string(to_string(*filter.status))) : SqlValue());
  params.push_back(static_cast<std::int64_t>(filter.limit));
  Statement statement{kListAgents, std::move(params)};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::Agent> agents;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    agents.push_back(agent_from_row(rows, i));
    if (!rows.is_null(i, 14)) agents.back().owner_name = rows.text(i, 14);
    agents.back().last_run = last_run_from(rows, i, 15);
  }
  co_return agents;
}

Task<Result<void>> AgentStore::update(model::Agent agent) {
  std::vector<Statement> statements;
  statements.push_back({kUpdate,
                        {std::move(agent.name), std::move(agent.slug), std::move(agent.description),
                         std::move(agent.draft), to_micros(agent.updated_at), agent.tenant_id.uuid,
                         agent.id.uuid, agent.revision},
                        true});
  CO_CHECK(co_await database_.batch(Scope::tenant(agent.tenant_id), std::move(statements)));
  co_return Result<void>();
}

Task<Result<void>> AgentStore::remove(model::AgentId id, model::AuditEvent audit) {
  const auto tenant_id = audit.tenant_id;
  const Instant now = audit.at;
  std::vector<Statement> statements;
  statements.push_back({kRemoveAgent, {to_micros(now), tenant_id.uuid, id.uuid}, true});
  statements.push_back({kEndDeployment, {to_micros(now), tenant_id.uuid, id.uuid}});
  statements.push_back(stop_schedules(tenant_id, id, now));
  auto written = co_await ports::audited_batch(database_, Scope::tenant(tenant_id),
                                               std::move(statements), std::move(audit));
  if (written) co_return Result<void>();
  if (written.error().reason == ports::kMustAffect) co_return not_found("agent");
  co_return written.error();
}

Task<Result<void>> AgentStore::restore(model::AgentId id, std::string slug, Instant deleted_after,
                                       model::AuditEvent audit) {
  const auto tenant_id = audit.tenant_id;
  const Instant now = audit.at;
  std::vector<Statement> statements;
  statements.push_back(
      {kRestore,
       {std::move(slug), to_micros(now), tenant_id.uuid, id.uuid, to_micros(deleted_after)},
       true});
  auto written = co_await ports::audited_batch(database_, Scope::tenant(tenant_id),
                                               std::move(statements), std::move(audit));
  if (written) co_return Result<void>();
  if (written.error().reason == ports::kMustAffect) co_return not_found("agent");
  co_return written.error();
}

Task<Result<std::vector<CredentialReference>>> AgentStore::credentials(model::TenantId tenant_id) {
  Statement statement{kCredentials, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<CredentialReference> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.push_back({{rows.uuid(i, 0)}, rows.text(i, 1), rows.text(i, 2)});
  }
  co_return found;
}

}  // namespace elevaite::engine
