// The rows of agents, versions, deployments and hooks.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/agent.hpp"
#include "model/audit_event.hpp"
#include "model/schedule.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

struct AgentFilter {
  std::string search{};  // part of the name, slug or description; "" does not filter
  std::optional<model::AgentStatus> status{};
  bool is_deleted = false;  // true: the deleted ones instead
  std::optional<model::AgentId> before{};
  std::size_t limit = 50;
};

// A deployment about to be made. `new_version` is inserted first, with the next free number.
struct DeploymentPlan {
  model::Agent agent;
  std::optional<model::Version> new_version{};
  model::Deployment deployment{};
  model::AuditEvent audit{};
  std::vector<std::string> webhook_nodes{};
  std::vector<model::Schedule> schedules{};
};

// A live agent as a message, a webhook or an API call finds it.
struct DeployedRow {
  model::TenantId tenant_id;
  model::AgentId agent_id;
  std::string slug;
  std::string name;
  std::string description;
  model::VersionId version_id;
  std::string node_id;  // found by a hook: the trigger node
};

struct Hook {
  std::string token;
  std::string node_id;
};

struct CredentialReference {
  model::CredentialId id;
  std::string name;
  std::string kind;
};

class AgentStore {
 public:
  explicit AgentStore(ports::Database& database) : database_(database) {}

  // Conflict "agents_slug" when the slug is taken; so do update() and restore().
  Task<Result<void>> insert(model::Agent agent, model::AuditEvent audit);
  Task<Result<model::Agent>> get(model::TenantId tenant_id, model::AgentId id, bool is_deleted);
  Task<Result<model::Agent>> get_by_slug(model::TenantId tenant_id, std::string slug);
  // Newest first, without the drafts, with owner_name and last_run.
  Task<Result<std::vector<model::Agent>>> list(model::TenantId tenant_id, AgentFilter filter);
  // Writes name, slug, description and draft and counts the revision up. Conflict "must_affect"
  // unless the row still has `agent.revision` and is not deleted.
  Task<Result<void>> update(model::Agent agent);
  // What is audited here and below happens at the event's time, to the agent's tenant.
  Task<Result<void>> remove(model::AgentId id, model::AuditEvent audit);
  Task<Result<void>> restore(model::AgentId id, std::string slug, Instant deleted_after,
                             model::AuditEvent audit);

  Task<Result<void>> insert_version(model::TenantId tenant_id, model::Version version);
  Task<Result<model::Version>> get_version(model::TenantId tenant_id, model::VersionId id);
  // The oldest version with that checksum; with `is_numbered` snapshots of drafts do not count.
  Task<Result<model::Version>> find_version(model::TenantId tenant_id, model::AgentId agent_id,
                                            std::string checksum, bool is_numbered);
  // Numbered ones with a number below `before`, highest first, without their workflows.
  Task<Result<std::vector<model::Version>>> versions(model::TenantId tenant_id,
                                                     model::AgentId agent_id, std::int64_t before,
                                                     std::size_t limit);

  // All or nothing; conflict "must_affect" when the agent's revision is another by now.
  Task<Result<void>> deploy(DeploymentPlan plan);
  // Conflict "must_affect" when it is not deployed.
  Task<Result<void>> undeploy(model::AgentId id, model::AuditEvent audit);
  Task<Result<model::Deployment>> get_deployment(model::TenantId tenant_id, model::DeploymentId id);
  // Newest first.
  Task<Result<std::vector<model::Deployment>>> deployments(
      model::TenantId tenant_id, model::AgentId agent_id, std::optional<model::DeploymentId> before,
      std::size_t limit);

  Task<Result<std::vector<Hook>>> hooks(model::TenantId tenant_id, model::AgentId agent_id);
  Task<Result<DeployedRow>> find_deployed(model::TenantId tenant_id, model::AgentId id);
  Task<Result<DeployedRow>> find_deployed_by_slug(model::TenantId tenant_id, std::string slug);
  // In the system scope: the token is what proves the right to be there.
  Task<Result<DeployedRow>> find_by_hook(std::string token);
  Task<Result<std::vector<DeployedRow>>> list_deployed(model::TenantId tenant_id,
                                                       std::size_t limit);
  Task<Result<std::vector<CredentialReference>>> credentials(model::TenantId tenant_id);

 private:
  static ports::Statement stop_schedules(model::TenantId tenant_id, model::AgentId id, Instant now);

  ports::Database& database_;
};

}  // namespace elevaite::engine
