// Compiled versions, and which one is live, kept ready for the hot path.
//
// How fresh it is: a version never changes, so it is kept until there is no room. Which version is
// live is believed for kDeploymentTtl (1 s) at most: a deploy, an undeploy or a deletion made in
// this process is seen at once (Agents calls forget()), one made in another process within that
// second. An entry that is asked for when it is older than kRefreshAfter is read again in the
// background, so a busy agent or hook never waits for the database.
//
// Loop thread only. stop() before the loop ends.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>

#include "core/lru_cache.hpp"
#include "engine/agent_store.hpp"
#include "engine/compiled_workflow.hpp"

namespace elevaite::engine {

constexpr Duration kDeploymentTtl = 1s;
constexpr Duration kRefreshAfter = 500ms;

struct VersionCacheOptions {
  std::size_t max_versions = 1000;
  std::size_t max_bytes = 64 << 20;  // of the workflows' texts
  std::size_t max_deployments = 20000;
};

using Compiled = std::shared_ptr<const CompiledWorkflow>;

// A live agent, or what a hook leads to.
struct Deployed {
  model::TenantId tenant_id;
  model::AgentId agent_id;
  std::string slug;
  std::string name;
  model::VersionId version_id;
  Compiled workflow;
  std::string node_id;                    // of a hook: the webhook_trigger that begins the run
  const CompiledNode* trigger = nullptr;  // that node, inside of `workflow`
};
using DeployedPtr = std::shared_ptr<const Deployed>;

class VersionCache {
 public:
  VersionCache(Executor executor, ports::Database& database, model::NodeKindLookup kinds,
               const Clock& clock, VersionCacheOptions options = {});
  ~VersionCache();

  // Errors: not_found; invalid_argument when a kind of its nodes is gone. Of several callers one
  // reads.
  Task<Result<Compiled>> load(model::TenantId tenant_id, model::VersionId version_id);
  // `agent` is an id or a slug. not_found when there is none, or it is not deployed.
  Task<Result<DeployedPtr>> deployed(model::TenantId tenant_id, std::string agent);
  // not_found also when the agent is not deployed, or its live version has lost the node.
  Task<Result<DeployedPtr>> hook(std::string token);

  // The same without suspending: null when the answer is not at hand (then ask the above).
  DeployedPtr find_deployed(model::TenantId tenant_id, std::string_view agent);
  DeployedPtr find_hook(std::string_view token);

  // What is live of that agent has changed.
  void forget(model::TenantId tenant_id, model::AgentId agent_id);
  Task<void> stop();

 private:
  struct Version {
    Compiled workflow;
    std::size_t bytes = 0;
  };
  struct Live {
    DeployedPtr deployed;
    Instant read_at;
    bool is_refreshing = false;
  };
  template <class Value>
  struct Flight {
    explicit Flight(Executor executor) : landed(executor) {}
    Notification landed;
    std::optional<Result<Value>> result;
    bool is_outdated = false;  // forget() came while it was in the air
  };
  template <class Value>
  using FlightPtr = std::shared_ptr<Flight<Value>>;

  DeployedPtr find_live(const std::string& key);
  Task<Result<DeployedPtr>> get_live(std::string key);
  Task<Result<DeployedRow>> read_row(std::string key);
  Task<void> fly_live(std::string key, FlightPtr<DeployedPtr> flight);
  Task<Result<DeployedPtr>> read_live(std::string key);
  FlightPtr<DeployedPtr> take_off_live(const std::string& key);
  Task<void> fly_version(std::string key, model::TenantId tenant_id, model::VersionId version_id,
                         FlightPtr<Compiled> flight);
  Task<Result<Version>> read_version(model::TenantId tenant_id, model::VersionId version_id);
  void keep_version(const std::string& key, Version version);

  Executor executor_;
  AgentStore store_;
  model::NodeKindLookup kinds_;
  const Clock& clock_;
  VersionCacheOptions options_;
  LruCache<std::string, Version> versions_;  // keys: the bytes of the tenant's and the version's id
  std::size_t version_bytes_ = 0;
  LruCache<std::string, Live> live_;  // keys: see agent_key() and hook_key() in version_cache.cpp
  std::unordered_map<std::string, FlightPtr<Compiled>> version_flights_;
  std::unordered_map<std::string, FlightPtr<DeployedPtr>> live_flights_;
  std::string key_;  // scratch of find_deployed() and find_hook()
  TaskGroup tasks_;
  bool is_stopping_ = false;
};

}  // namespace elevaite::engine
