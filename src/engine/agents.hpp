// Agents: built as drafts, kept as versions, made live by deployments.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/agent_store.hpp"
#include "engine/graph_check.hpp"
#include "engine/version_cache.hpp"

namespace elevaite::engine {

constexpr std::size_t kMaxDescriptionBytes = 10'000;
constexpr std::size_t kMaxNoteBytes = 2'000;
constexpr Duration kRestoreWindow = std::chrono::hours(24 * 30);
constexpr std::string_view kAgentFormat = "elevaite.agent/1";

// Who asks: every row that is read or written belongs to `tenant_id`.
struct Actor {
  model::TenantId tenant_id;
  std::optional<model::UserId> user_id{};
  model::AuditActor audit{};  // as the audit log names it
};

struct NewAgent {
  std::string name;
  std::string slug{};  // empty: made from the name, with a number behind it when it is taken
  std::string description{};
  Json workflow = nullptr;  // null: a blank one
};

// What is absent stays as it is.
struct AgentPatch {
  std::int64_t revision = 0;  // that the writer has seen
  std::optional<std::string> name{};
  std::optional<std::string> slug{};
  std::optional<std::string> description{};
  std::optional<Json> workflow{};
};

struct DraftSnapshot {
  model::Agent agent;
  model::VersionId version_id;
  Compiled workflow;
};

// Conflict, reason "stale_revision"; the field error "revision" has the current one as its message.
Error stale_revision(std::int64_t current);

// Where `agent` is a text it is an id or a slug. Errors: not_found for what does not exist, is
// deleted or belongs to another tenant; conflict with the reasons slug_taken, stale_revision,
// not_deployed, no_earlier_version; invalid_argument with a field per fault.
class Agents {
 public:
  // The cache is told of every change; both outlive this.
  Agents(ports::Database& database, model::NodeKindLookup kinds, VersionCache& cache,
         const Clock& clock);

  Task<Result<model::Agent>> create(Actor actor, NewAgent agent);
  Task<Result<model::Agent>> get(Actor actor, std::string agent);
  Task<Result<std::vector<model::Agent>>> list(Actor actor, AgentFilter filter);
  Task<Result<model::Agent>> update(Actor actor, std::string agent, AgentPatch patch);
  Task<Result<model::Agent>> duplicate(Actor actor, std::string agent, std::string name);
  // Undeploys as well; its hooks stop. Runs under way go on.
  Task<Result<void>> remove(Actor actor, std::string agent);
  // Within kRestoreWindow of the deletion. A `slug` replaces one that is taken by now.
  Task<Result<model::Agent>> restore(Actor actor, model::AgentId id, std::string slug);

  // {"format":"elevaite.agent/1","name","description","workflow"}
  Task<Result<Json>> export_agent(Actor actor, std::string agent);
  // Refuses a workflow with errors of the graph, listing all; credentials may be missing still.
  Task<Result<model::Agent>> import_agent(Actor actor, Json file);

  // Everything wrong with the draft: graph_check and the credentials it refers to.
  Task<Result<std::vector<Problem>>> validate(Actor actor, std::string agent);
  // The same for a workflow that is not stored.
  Task<Result<std::vector<Problem>>> validate_workflow(Actor actor, Json workflow);

  // Makes the draft live. An unchanged workflow keeps its version; when that one is live already
  // nothing happens. `revision`: refuse (stale_revision) when the draft is another by now.
  Task<Result<model::Deployment>> deploy(Actor actor, std::string agent, std::string note,
                                         std::optional<std::int64_t> revision = {});
  // Makes an earlier version live; without one, that of the deployment before the last.
  Task<Result<model::Deployment>> roll_back(Actor actor, std::string agent,
                                            std::optional<model::VersionId> version_id);
  Task<Result<void>> undeploy(Actor actor, std::string agent);

  Task<Result<std::vector<model::Version>>> versions(Actor actor, std::string agent,
                                                     std::int64_t before, std::size_t limit);
  Task<Result<model::Version>> get_version(Actor actor, std::string agent,
                                           model::VersionId version_id);
  Task<Result<std::vector<model::Deployment>>> deployments(
      Actor actor, std::string agent, std::optional<model::DeploymentId> before, std::size_t limit);
  Task<Result<std::vector<Hook>>> hooks(Actor actor, std::string agent);
  Task<Result<std::vector<DeployedRow>>> list_deployed(Actor actor, std::size_t limit);

  // The draft as a version without a number, for a test run. Refuses only what cannot be compiled.
  Task<Result<DraftSnapshot>> snapshot_draft(Actor actor, std::string agent);

 private:
  Task<Result<model::Agent>> insert(Actor actor, NewAgent agent);
  Task<Result<std::vector<Problem>>> check(Actor actor, model::Workflow workflow);
  Task<Result<model::Deployment>> make_live(Actor actor, model::Agent agent, model::Version version,
                                            bool is_new);
  model::AuditEvent audit_of(const Actor& actor, const model::Agent& agent,
                             std::string action) const;
  Task<Error> explain_conflict(Actor actor, model::Agent agent, Error error);

  AgentStore store_;
  model::NodeKindLookup kinds_;
  VersionCache& cache_;
  const Clock& clock_;
};

}  // namespace elevaite::engine
