// An agent and what it leaves behind: its versions (immutable) and its deployments (one live at
// most).
#pragma once
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/run.hpp"

namespace elevaite::model {

constexpr std::size_t kMinSlugBytes = 2;
constexpr std::size_t kMaxSlugBytes = 63;
constexpr std::size_t kMaxNameBytes = 200;

// draft: not deployed. deployed: what is live is the draft. changed: the draft has moved on since.
enum class AgentStatus { draft, deployed, changed };

std::string_view to_string(AgentStatus status);
std::optional<AgentStatus> agent_status_from(std::string_view text);

struct LastRun {
  RunId id;
  RunStatus status = RunStatus::failed;
  bool is_test = false;
  Instant created_at;
};

struct Agent {
  AgentId id;
  TenantId tenant_id;
  std::string name;
  std::string slug;  // [a-z0-9-]{2,63}, unique among the tenant's agents that are not deleted
  std::string description;
  std::string draft;  // the workflow as JSON text (to_json(Workflow)); empty in lists
  std::int64_t revision = 1;
  AgentStatus status = AgentStatus::draft;
  std::optional<DeploymentId> deployment_id;
  std::optional<VersionId> deployed_version_id;
  std::optional<std::int64_t> deployed_number;
  std::optional<UserId> created_by;
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> deleted_at;
  // Only in lists.
  std::optional<std::string> owner_name;
  std::optional<LastRun> last_run;
};

struct Version {
  VersionId id;
  AgentId agent_id;
  std::optional<std::int64_t> number;  // from 1; none for the snapshot of a draft under test
  std::string workflow;                // JSON text; empty in lists
  std::string checksum;                // SHA-256 of that text, in hex
  std::string note;
  std::optional<UserId> created_by;
  Instant created_at;
};

struct Deployment {
  DeploymentId id;
  AgentId agent_id;
  VersionId version_id;
  std::optional<std::int64_t> number;  // of the version
  std::optional<UserId> created_by;
  Instant created_at;
  std::optional<Instant> ended_at;  // none: live
};

// Also refuses the words that mean something else in a path ("import").
bool is_slug(std::string_view text);
// What a person would write for that name ("Order desk!" gives "order-desk"); always a slug.
std::string slug_of(std::string_view name);

}  // namespace elevaite::model
