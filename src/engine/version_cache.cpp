#include "engine/version_cache.hpp"

#include "core/log.hpp"

namespace elevaite::engine {
namespace {

constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kHookTokenBytes = 43;  // 32 random bytes as base64url
constexpr char kAgentKey = 'a';
constexpr char kHookKey = 'h';

void append_bytes(std::string& key, const Uuid& uuid) {
  key.append(reinterpret_cast<const char*>(uuid.bytes.data()), kUuidBytes);
}

// The agent as the caller spells it, id or slug: both spellings get an entry.
void agent_key(std::string& key, model::TenantId tenant_id, std::string_view agent) {
  key.assign(1, kAgentKey);
  append_bytes(key, tenant_id.uuid);
  key.append(agent);
}

void hook_key(std::string& key, std::string_view token) { key.assign(1, kHookKey).append(token); }

std::string version_key(model::TenantId tenant_id, model::VersionId version_id) {
  std::string key;
  append_bytes(key, tenant_id.uuid);
  append_bytes(key, version_id.uuid);
  return key;
}

Error stopping() { return Error{ErrorCode::unavailable, "The process is stopping.", "stopping"}; }

// Whoever waits for a flight is told, however the flight ends.
template <class FlightPtr>
struct Landing {
  FlightPtr flight;
  ~Landing() {
    if (!flight->result) flight->result.emplace(stopping());
    flight->landed.notify_all();
  }
};

}  // namespace

VersionCache::VersionCache(Executor executor, ports::Database& database,
                           model::NodeKindLookup kinds, const Clock& clock,
                           VersionCacheOptions options)
    : executor_(executor),
      store_(database),
      kinds_(std::move(kinds)),
      clock_(clock),
      options_(options),
      versions_(options.max_versions),
      live_(options.max_deployments),
      tasks_(executor) {}

VersionCache::~VersionCache() = default;

DeployedPtr VersionCache::find_deployed(model::TenantId tenant_id, std::string_view agent) {
  agent_key(key_, tenant_id, agent);
  return find_live(key_);
}

DeployedPtr VersionCache::find_hook(std::string_view token) {
  hook_key(key_, token);
  return find_live(key_);
}

Task<Result<DeployedPtr>> VersionCache::deployed(model::TenantId tenant_id, std::string agent) {
  std::string key;
  agent_key(key, tenant_id, agent);
  co_return co_await get_live(std::move(key));
}

Task<Result<DeployedPtr>> VersionCache::hook(std::string token) {
  if (token.size() != kHookTokenBytes) co_return not_found("webhook");
  std::string key;
  hook_key(key, token);
  co_return co_await get_live(std::move(key));
}

DeployedPtr VersionCache::find_live(const std::string& key) {
  Live* live = live_.find(key);
  if (live == nullptr) return nullptr;
  auto age = clock_.now() - live->read_at;
  if (age < Duration::zero() || age >= kDeploymentTtl) return nullptr;
  DeployedPtr deployed = live->deployed;
  if (age >= kRefreshAfter && !std::exchange(live->is_refreshing, true)) take_off_live(key);
  return deployed;
}

VersionCache::FlightPtr<DeployedPtr> VersionCache::take_off_live(const std::string& key) {
  if (auto found = live_flights_.find(key); found != live_flights_.end()) return found->second;
  auto flight = std::make_shared<Flight<DeployedPtr>>(executor_);
  if (is_stopping_) {
    flight->result.emplace(stopping());
    return flight;
  }
  live_flights_.emplace(key, flight);
  tasks_.spawn(fly_live(key, flight));
  return flight;
}

Task<Result<DeployedPtr>> VersionCache::get_live(std::string key) {
  if (auto deployed = find_live(key)) co_return deployed;
  auto flight = take_off_live(key);
  while (!flight->result) {
    co_await flight->landed.wait();
  }
  co_return *flight->result;
}

Task<void> VersionCache::fly_live(std::string key, FlightPtr<DeployedPtr> flight) {
  Landing<FlightPtr<DeployedPtr>> landing{flight};
  // The entry is as old as the question, not as the answer.
  Instant read_at = clock_.now();
  auto deployed = co_await read_live(key);
  if (!flight->is_outdated) {
    live_flights_.erase(key);
    if (deployed) {
      live_.put(key, {*deployed, read_at});
    } else if (deployed.error().code == ErrorCode::not_found) {
      live_.erase(key);
    } else if (Live* live = live_.find(key)) {
      live->is_refreshing = false;
    }
  }
  flight->result.emplace(std::move(deployed));
}

Task<Result<DeployedRow>> VersionCache::read_row(std::string key) {
  if (key[0] == kHookKey) co_return co_await store_.find_by_hook(key.substr(1));
  model::TenantId tenant_id;
  std::copy_n(key.begin() + 1, kUuidBytes, tenant_id.uuid.bytes.begin());
  std::string agent = key.substr(1 + kUuidBytes);
  auto id = model::AgentId::parse(agent);
  if (id) co_return co_await store_.find_deployed(tenant_id, *id);
  if (!model::is_slug(agent)) co_return not_found("deployed agent");
  co_return co_await store_.find_deployed_by_slug(tenant_id, std::move(agent));
}

Task<Result<DeployedPtr>> VersionCache::read_live(std::string key) {
  CO_TRY(auto row, co_await read_row(key));
  auto deployed = std::make_shared<Deployed>();
  CO_TRY(deployed->workflow, co_await load(row.tenant_id, row.version_id));
  if (key[0] == kHookKey) {
    int node = deployed->workflow->find(row.node_id);
    if (node < 0 || !deployed->workflow->node(node).kind->is_trigger ||
        deployed->workflow->node(node).node.is_disabled) {
      co_return not_found("webhook");
    }
    deployed->trigger = &deployed->workflow->node(node);
  }
  deployed->tenant_id = row.tenant_id;
  deployed->agent_id = row.agent_id;
  deployed->slug = std::move(row.slug);
  deployed->name = std::move(row.name);
  deployed->version_id = row.version_id;
  deployed->node_id = std::move(row.node_id);
  co_return DeployedPtr(std::move(deployed));
}

Task<Result<Compiled>> VersionCache::load(model::TenantId tenant_id, model::VersionId version_id) {
  std::string key = version_key(tenant_id, version_id);
  if (Version* version = versions_.find(key)) co_return version->workflow;
  FlightPtr<Compiled> flight;
  if (auto found = version_flights_.find(key); found != version_flights_.end()) {
    flight = found->second;
  } else if (is_stopping_) {
    co_return stopping();
  } else {
    flight = std::make_shared<Flight<Compiled>>(executor_);
    version_flights_.emplace(key, flight);
    tasks_.spawn(fly_version(key, tenant_id, version_id, flight));
  }
  while (!flight->result) {
    co_await flight->landed.wait();
  }
  co_return *flight->result;
}

Task<void> VersionCache::fly_version(std::string key, model::TenantId tenant_id,
                                     model::VersionId version_id, FlightPtr<Compiled> flight) {
  Landing<FlightPtr<Compiled>> landing{flight};
  auto version = co_await read_version(tenant_id, version_id);
  version_flights_.erase(key);
  if (!version) {
    flight->result.emplace(std::move(version).error());
    co_return;
  }
  flight->result.emplace(version->workflow);
  keep_version(key, std::move(*version));
}

Task<Result<VersionCache::Version>> VersionCache::read_version(model::TenantId tenant_id,
                                                               model::VersionId version_id) {
  CO_TRY(auto row, co_await store_.get_version(tenant_id, version_id));
  CO_TRY(auto json, parse_json(row.workflow, kMaxStoredJsonDepth));
  CO_TRY(auto workflow, model::parse_workflow(json));
  Version version;
  version.bytes = row.workflow.size();
  CO_TRY(version.workflow, CompiledWorkflow::compile(std::move(workflow), kinds_));
  co_return version;
}

void VersionCache::keep_version(const std::string& key, Version version) {
  if (version.bytes > options_.max_bytes || options_.max_versions == 0) return;
  while (versions_.size() >= options_.max_versions ||
         version_bytes_ + version.bytes > options_.max_bytes) {
    auto oldest = versions_.pop_oldest();
    if (!oldest) break;
    version_bytes_ -= oldest->bytes;
  }
  version_bytes_ += version.bytes;
  versions_.put(key, std::move(version));
}

void VersionCache::forget(model::TenantId tenant_id, model::AgentId agent_id) {
  live_.erase_if([&](const std::string&, const Live& live) {
    return live.deployed->agent_id == agent_id && live.deployed->tenant_id == tenant_id;
  });
  // What is being read may be from before the change, and whose it is shows only at its end: nobody
  // who comes from now on may join it. Who waits already asked before the change.
  for (auto& [key, flight] : live_flights_) flight->is_outdated = true;
  live_flights_.clear();
}

Task<void> VersionCache::stop() {
  is_stopping_ = true;
  tasks_.cancel();
  co_await tasks_.join();
}

}  // namespace elevaite::engine
