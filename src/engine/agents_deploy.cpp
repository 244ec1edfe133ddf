// How a draft becomes live: checked, kept as a version, deployed; and back again.
#include "core/crypto/random.hpp"
#include "engine/agents.hpp"
#include "engine/credential_check.hpp"
#include "engine/run_job.hpp"

namespace elevaite::engine {
namespace {

constexpr std::size_t kRollBackSearch = 50;  // deployments that are looked through

Result<model::Workflow> stored_workflow(const std::string& text) {
  TRY(auto json, parse_json(text, kMaxStoredJsonDepth));
  return model::parse_workflow(json);
}

std::string checksum_of(const std::string& text) {
  return crypto::hex_encode(crypto::sha256(text));
}

Error with_reason(std::string reason, std::string message) {
  Error error = conflict(std::move(message));
  error.reason = std::move(reason);
  return error;
}

std::vector<std::string> webhook_nodes(const model::Workflow& workflow) {
  std::vector<std::string> nodes;
  for (const model::Node& node : workflow.nodes) {
    if (node.kind == "webhook_trigger" && !node.is_disabled) nodes.push_back(node.id);
  }
  return nodes;
}

// What the version's schedule_trigger nodes say, each with the job that a firing is.
Result<std::vector<model::Schedule>> schedules_of(const model::Workflow& workflow,
                                                  const model::Agent& agent,
                                                  model::VersionId version_id, Actor actor,
                                                  Instant now) {
  std::vector<model::Schedule> schedules;
  for (const model::Node& node : workflow.nodes) {
    if (node.kind != model::kScheduleTrigger || node.is_disabled) continue;
    model::Schedule schedule;
    TRY(schedule.settings, model::parse_schedule_settings(node.config));
    TRY(schedule.next_at, model::next_time(schedule.settings, now));
    schedule.id = model::ScheduleId::generate();
    schedule.tenant_id = agent.tenant_id;
    schedule.agent_id = agent.id;
    schedule.node_id = node.id;
    schedule.created_by = actor.user_id;
    StartRequest start;
    start.tenant_id = agent.tenant_id;
    start.agent_id = agent.id;
    start.version_id = version_id;
    start.trigger = model::TriggerKind::schedule;
    start.trigger_node = node.id;
    schedule.payload = run_job_payload(start);
    schedules.push_back(std::move(schedule));
  }
  return schedules;
}

}  // namespace

Task<Result<std::vector<Problem>>> Agents::check(Actor actor, model::Workflow workflow) {
  auto problems = check_workflow(workflow, kinds_);
  auto uses = credential_uses(workflow, kinds_);
  if (uses.empty()) co_return problems;
  CO_TRY(auto existing, co_await store_.credentials(actor.tenant_id));
  auto more = check_credentials(uses, existing);
  problems.insert(problems.end(), more.begin(), more.end());
  co_return problems;
}

Task<Result<std::vector<Problem>>> Agents::validate(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  CO_TRY(auto workflow, stored_workflow(agent.draft));
  co_return co_await check(actor, std::move(workflow));
}

Task<Result<std::vector<Problem>>> Agents::validate_workflow(Actor actor, Json workflow) {
  CO_TRY(auto parsed, model::parse_workflow(workflow));
  co_return co_await check(actor, std::move(parsed));
}

Task<Result<model::Deployment>> Agents::deploy(Actor actor, std::string name, std::string note,
                                               std::optional<std::int64_t> revision) {
  if (note.size() > kMaxNoteBytes || note.find('\0') != std::string::npos) {
    co_return invalid_field("note", "too_long", "A note is text of at most 2000 bytes.");
  }
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  if (revision && *revision != agent.revision) co_return stale_revision(agent.revision);
  CO_TRY(auto workflow, stored_workflow(agent.draft));
  CO_TRY(auto problems, co_await check(actor, std::move(workflow)));
  if (has_errors(problems)) co_return to_error(problems);
  std::string checksum = checksum_of(agent.draft);
  auto found = co_await store_.find_version(actor.tenant_id, agent.id, checksum, true);
  if (found) co_return co_await make_live(actor, std::move(agent), std::move(*found), false);
  if (found.error().code != ErrorCode::not_found) co_return found.error();
  model::Version version;
  version.id = model::VersionId::generate();
  version.agent_id = agent.id;
  version.workflow = agent.draft;
  version.checksum = std::move(checksum);
  version.note = std::move(note);
  version.created_by = actor.user_id;
  version.created_at = clock_.now();
  co_return co_await make_live(actor, std::move(agent), std::move(version), true);
}

Task<Result<model::Deployment>> Agents::make_live(Actor actor, model::Agent agent,
                                                  model::Version version, bool is_new) {
  if (agent.deployed_version_id == version.id && agent.deployment_id) {
    co_return co_await store_.get_deployment(actor.tenant_id, *agent.deployment_id);
  }
  CO_TRY(auto workflow, stored_workflow(version.workflow));
  DeploymentPlan plan;
  plan.webhook_nodes = webhook_nodes(workflow);
  CO_TRY(plan.schedules, schedules_of(workflow, agent, version.id, actor, clock_.now()));
  // A version whose node kinds are gone must not go live.
  CO_CHECK(CompiledWorkflow::compile(std::move(workflow), kinds_));
  plan.agent = agent;
  plan.audit = audit_of(actor, agent, "agent.deployed");
  auto live = [](const model::VersionId& id) { return JsonObject{{"version_id", id.str()}}; };
  if (agent.deployed_version_id) plan.audit.before = live(*agent.deployed_version_id);
  plan.audit.after = live(version.id);
  plan.deployment.id = model::DeploymentId::generate();
  plan.deployment.agent_id = agent.id;
  plan.deployment.version_id = version.id;
  plan.deployment.created_by = actor.user_id;
  plan.deployment.created_at = clock_.now();
  auto deployment_id = plan.deployment.id;
  if (is_new) plan.new_version = std::move(version);
  auto deployed = co_await store_.deploy(std::move(plan));
  if (!deployed) co_return co_await explain_conflict(actor, std::move(agent), deployed.error());
  cache_.forget(agent.tenant_id, agent.id);
  co_return co_await store_.get_deployment(actor.tenant_id, deployment_id);
}

Task<Result<model::Deployment>> Agents::roll_back(Actor actor, std::string name,
                                                  std::optional<model::VersionId> version_id) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  if (!version_id) {
    std::optional<model::DeploymentId> newest;
    CO_TRY(auto earlier,
           co_await store_.deployments(actor.tenant_id, agent.id, newest, kRollBackSearch));
    for (const auto& deployment : earlier) {
      if (deployment.version_id == agent.deployed_version_id) continue;
      version_id = deployment.version_id;
      break;
    }
  }
  if (!version_id) {
    co_return with_reason("no_earlier_version", "There is no earlier version to go back to.");
  }
  CO_TRY(auto version, co_await store_.get_version(actor.tenant_id, *version_id));
  if (version.agent_id != agent.id || !version.number) co_return not_found("version");
  co_return co_await make_live(actor, std::move(agent), std::move(version), false);
}

Task<Result<void>> Agents::undeploy(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  auto audit = audit_of(actor, agent, "agent.undeployed");
  auto undeployed = co_await store_.undeploy(agent.id, std::move(audit));
  if (!undeployed) {
    if (undeployed.error().reason != ports::kMustAffect) co_return undeployed.error();
    co_return with_reason("not_deployed", "The agent is not deployed.");
  }
  cache_.forget(agent.tenant_id, agent.id);
  co_return Result<void>();
}

Task<Result<std::vector<model::Version>>> Agents::versions(Actor actor, std::string name,
                                                           std::int64_t before, std::size_t limit) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  co_return co_await store_.versions(actor.tenant_id, agent.id, before, limit);
}

Task<Result<model::Version>> Agents::get_version(Actor actor, std::string name,
                                                 model::VersionId version_id) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  CO_TRY(auto version, co_await store_.get_version(actor.tenant_id, version_id));
  if (version.agent_id != agent.id) co_return not_found("version");
  co_return version;
}

Task<Result<std::vector<model::Deployment>>> Agents::deployments(
    Actor actor, std::string name, std::optional<model::DeploymentId> before, std::size_t limit) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  co_return co_await store_.deployments(actor.tenant_id, agent.id, before, limit);
}

Task<Result<std::vector<Hook>>> Agents::hooks(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  co_return co_await store_.hooks(actor.tenant_id, agent.id);
}

Task<Result<std::vector<DeployedRow>>> Agents::list_deployed(Actor actor, std::size_t limit) {
  co_return co_await store_.list_deployed(actor.tenant_id, limit);
}

Task<Result<DraftSnapshot>> Agents::snapshot_draft(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  CO_TRY(auto workflow, stored_workflow(agent.draft));
  DraftSnapshot snapshot;
  std::string checksum = checksum_of(agent.draft);
  auto found = co_await store_.find_version(actor.tenant_id, agent.id, checksum, false);
  if (found) {
    snapshot.version_id = found->id;
  } else if (found.error().code != ErrorCode::not_found) {
    co_return found.error();
  } else {
    CO_CHECK(CompiledWorkflow::compile(std::move(workflow), kinds_));
    model::Version version;
    version.id = snapshot.version_id = model::VersionId::generate();
    version.agent_id = agent.id;
    version.workflow = agent.draft;
    version.checksum = std::move(checksum);
    version.created_by = actor.user_id;
    version.created_at = clock_.now();
    CO_CHECK(co_await store_.insert_version(actor.tenant_id, std::move(version)));
  }
  CO_TRY(snapshot.workflow, co_await cache_.load(actor.tenant_id, snapshot.version_id));
  snapshot.agent = std::move(agent);
  co_return snapshot;
}

}  // namespace elevaite::engine
