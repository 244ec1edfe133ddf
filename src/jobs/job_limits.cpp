#include "jobs/job_limits.hpp"

#include <algorithm>

namespace elevaite::jobs {

using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kTenant = "tenant";
constexpr std::string_view kAgent = "agent/";
constexpr std::string_view kCredential = "credential/";

constexpr std::string_view kList =
    "SELECT subject, max_running, max_starts, period_us FROM job_limits WHERE tenant_id = $1"
    " ORDER BY subject LIMIT 1000";
constexpr std::string_view kSet =
    "INSERT INTO job_limits (tenant_id, subject, max_running, max_starts, period_us, next_at, "
    "claims)"
    " VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (tenant_id, subject) DO UPDATE SET"
    " max_running = excluded.max_running, max_starts = excluded.max_starts,"
    " period_us = excluded.period_us, next_at = excluded.next_at";
constexpr std::string_view kCredentialNamed =
    "SELECT id FROM credentials WHERE tenant_id = $1 AND name = $2";
constexpr std::string_view kFindAgent = "SELECT id FROM agents WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kFindCredential =
    "SELECT id FROM credentials WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kRemove = "DELETE FROM job_limits WHERE tenant_id = $1 AND subject = $2";

std::string text_of(const LimitSubject& subject) {
  if (const auto* agent_id = std::get_if<model::AgentId>(&subject))
    return std::string(kAgent) + agent_id->uuid.str();
  if (const auto* credential_id = std::get_if<model::CredentialId>(&subject))
    return std::string(kCredential) + credential_id->uuid.str();
  return std::string(kTenant);
}

LimitSubject subject_of(std::string_view text) {
  const auto uuid = Uuid::parse(text.substr(text.find('/') + 1));
  if (uuid && text.starts_with(kAgent)) return model::AgentId{*uuid};
  if (uuid && text.starts_with(kCredential)) return model::CredentialId{*uuid};
  return std::monostate();
}

}  // namespace

std::string subjects_text(const std::optional<model::AgentId>& agent_id,
                          const std::vector<model::CredentialId>& credential_ids) {
  std::string text;
  if (agent_id) text = text_of(*agent_id);
  for (const auto& id : credential_ids) text += " " + text_of(id);
  return text;
}

Task<Result<std::vector<JobLimit>>> JobLimits::list(model::TenantId tenant_id) {
  Statement statement{kList, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<JobLimit> limits;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    JobLimit limit;
    limit.subject = subject_of(rows.text(i, 0));
    if (!rows.is_null(i, 1)) limit.max_running = rows.integer(i, 1);
    if (!rows.is_null(i, 2)) limit.max_starts = rows.integer(i, 2);
    if (!rows.is_null(i, 3)) limit.period = Duration(rows.integer(i, 3));
    limits.push_back(limit);
  }
  co_return limits;
}

Task<Result<std::vector<model::CredentialId>>> JobLimits::find_credentials(
    model::TenantId tenant_id, std::vector<std::string> references) {
  std::vector<model::CredentialId> ids;
  for (const std::string& reference : references) {
    auto id = model::CredentialId::parse(reference);
    if (!id) {
      Statement statement{kCredentialNamed, {tenant_id.uuid, reference}};
      CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
      if (rows.empty()) continue;
      id = model::CredentialId{rows.uuid(0, 0)};
    }
    if (std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
  }
  co_return ids;
}

// The tenant's own, so that the limits are no more than what they are about.
Task<Result<void>> JobLimits::check_subject(model::TenantId tenant_id, LimitSubject subject) {
  std::optional<Statement> find;
  if (const auto* agent_id = std::get_if<model::AgentId>(&subject))
    find = Statement{kFindAgent, {tenant_id.uuid, agent_id->uuid}};
  if (const auto* credential_id = std::get_if<model::CredentialId>(&subject))
    find = Statement{kFindCredential, {tenant_id.uuid, credential_id->uuid}};
  if (!find) co_return Result<void>();
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(*find)));
  if (rows.empty()) co_return not_found("limit");
  co_return Result<void>();
}

Task<Result<void>> JobLimits::set(model::TenantId tenant_id, JobLimit limit) {
  CO_CHECK(co_await check_subject(tenant_id, limit.subject));
  const auto period = limit.period ? SqlValue(limit.period->count()) : SqlValue();
  Statement statement{kSet,
                      {tenant_id.uuid, text_of(limit.subject), ports::or_null(limit.max_running),
                       ports::or_null(limit.max_starts), period, to_micros(clock_.now())}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return Result<void>();
}

Task<Result<void>> JobLimits::remove(model::TenantId tenant_id, LimitSubject subject) {
  Statement statement{kRemove, {tenant_id.uuid, text_of(subject)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) co_return not_found("limit");
  co_return Result<void>();
}

}  // namespace elevaite::jobs
