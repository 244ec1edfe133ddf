#include "engine/agents.hpp"

#include "core/crypto/random.hpp"
#include "core/utf8.hpp"

namespace elevaite::engine {
namespace {

constexpr int kNumberedSlugs = 5;

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void check_name(std::string_view name, std::vector<FieldError>& errors) {
  if (name.find_first_not_of(' ') == std::string_view::npos) {
    errors.push_back({"name", "required", "Give the agent a name."});
  } else if (name.size() > model::kMaxNameBytes) {
    errors.push_back({"name", "too_long", "A name has at most 200 bytes."});
  } else if (has_control_character(name)) {
    errors.push_back({"name", "format", "A name is one line of text, without control characters."});
  }
}

void check_slug(std::string_view slug, std::vector<FieldError>& errors) {
  if (model::is_slug(slug)) return;
  errors.push_back({"slug", "format", "A slug has 2 to 63 of the characters a-z, 0-9 and -."});
}

void check_description(std::string_view description, std::vector<FieldError>& errors) {
  if (description.size() > kMaxDescriptionBytes) {
    errors.push_back({"description", "too_long", "A description has at most 10000 bytes."});
  } else if (description.find('\0') != std::string_view::npos) {
    errors.push_back({"description", "format", "A description holds no NUL characters."});
  }
}

Result<void> refuse_if_any(std::vector<FieldError> errors) {
  if (errors.empty()) return {};
  Error error = invalid_argument("The agent cannot be stored.");
  for (const FieldError& field : errors) error.message += " " + field.field + ": " + field.message;
  error.fields = std::move(errors);
  return error;
}

// The workflow as it is stored: only what parse_workflow() understood, spelled one way.
Result<std::string> draft_of(const Json& workflow) {
  if (workflow.is_null()) return to_text(model::to_json(model::Workflow{}));
  TRY(auto parsed, model::parse_workflow(workflow));
  return to_text(model::to_json(parsed));
}

Error slug_taken(const std::string& slug) {
  Error error = conflict("Another agent has the slug \"" + slug + "\" already. Choose another.");
  error.reason = "slug_taken";
  error.fields.push_back({"slug", "taken", "Another agent has this slug already."});
  return error;
}

bool is_slug_conflict(const Error& error) {
  return error.code == ErrorCode::conflict && error.reason == "agents_slug";
}

std::string variant_of(const std::string& slug, int attempt) {
  std::string suffix = "-" + std::to_string(attempt);
  if (attempt > kNumberedSlugs) suffix = "-" + crypto::hex_encode(crypto::random_bytes(4));
  return slug.substr(0, model::kMaxSlugBytes - suffix.size()) + suffix;
}

}  // namespace

Error stale_revision(std::int64_t current) {
  Error error = conflict("Somebody has changed the agent meanwhile: its revision is " +
                         std::to_string(current) + ". Read it again, then repeat your change.");
  error.reason = "stale_revision";
  error.fields.push_back({"revision", "stale", std::to_string(current)});
  return error;
}

Agents::Agents(ports::Database& database, model::NodeKindLookup kinds, VersionCache& cache,
               const Clock& clock)
    : store_(database), kinds_(std::move(kinds)), cache_(cache), clock_(clock) {}

Task<Result<model::Agent>> Agents::get(Actor actor, std::string agent) {
  if (auto id = model::AgentId::parse(agent)) {
    co_return co_await store_.get(actor.tenant_id, *id, false);
  }
  if (!model::is_slug(agent)) co_return not_found("agent");
  co_return co_await store_.get_by_slug(actor.tenant_id, std::move(agent));
}

Task<Result<std::vector<model::Agent>>> Agents::list(Actor actor, AgentFilter filter) {
  co_return co_await store_.list(actor.tenant_id, std::move(filter));
}

Task<Result<model::Agent>> Agents::create(Actor actor, NewAgent agent) {
  co_return co_await insert(actor, std::move(agent));
}

Task<Result<model::Agent>> Agents::insert(Actor actor, NewAgent fresh) {
  std::vector<FieldError> errors;
  check_name(fresh.name, errors);
  check_description(fresh.description, errors);
  if (!fresh.slug.empty()) check_slug(fresh.slug, errors);
  CO_CHECK(refuse_if_any(std::move(errors)));
  model::Agent agent;
  CO_TRY(agent.draft, draft_of(fresh.workflow));
  agent.id = model::AgentId::generate();
  agent.tenant_id = actor.tenant_id;
  agent.created_by = actor.user_id;
  agent.name = std::move(fresh.name);
  agent.description = std::move(fresh.description);
  agent.created_at = agent.updated_at = clock_.now();
  const std::string slug = fresh.slug.empty() ? model::slug_of(agent.name) : fresh.slug;
  agent.slug = slug;
  for (int attempt = 2;; ++attempt) {
    auto audit = audit_of(actor, agent, "agent.created");
    audit.after = JsonObject{{"name", agent.name}, {"slug", agent.slug}};
    auto inserted = co_await store_.insert(agent, std::move(audit));
    if (inserted) co_return agent;
    if (!is_slug_conflict(inserted.error())) co_return inserted.error();
    if (!fresh.slug.empty() || attempt > kNumberedSlugs + 2) co_return slug_taken(slug);
    agent.slug = variant_of(slug, attempt);
  }
}

// What a conditional write met instead of the row it expected.
Task<Error> Agents::explain_conflict(Actor actor, model::Agent agent, Error error) {
  if (is_slug_conflict(error)) co_return slug_taken(agent.slug);
  if (error.code != ErrorCode::conflict || error.reason != ports::kMustAffect) co_return error;
  auto current = co_await store_.get(actor.tenant_id, agent.id, false);
  if (!current) co_return std::move(current).error();
  co_return stale_revision(current->revision);
}

Task<Result<model::Agent>> Agents::update(Actor actor, std::string name, AgentPatch patch) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  if (agent.revision != patch.revision) co_return stale_revision(agent.revision);
  std::vector<FieldError> errors;
  if (patch.name) check_name(*patch.name, errors);
  if (patch.slug) check_slug(*patch.slug, errors);
  if (patch.description) check_description(*patch.description, errors);
  CO_CHECK(refuse_if_any(std::move(errors)));
  if (patch.workflow) {
    CO_TRY(agent.draft, draft_of(*patch.workflow));
  }
  bool is_renamed = patch.name || patch.slug;
  if (patch.name) agent.name = std::move(*patch.name);
  if (patch.slug) agent.slug = std::move(*patch.slug);
  if (patch.description) agent.description = std::move(*patch.description);
  agent.updated_at = clock_.now();
  auto updated = co_await store_.update(agent);
  if (!updated) co_return co_await explain_conflict(actor, std::move(agent), updated.error());
  if (is_renamed) cache_.forget(agent.tenant_id, agent.id);
  co_return co_await store_.get(actor.tenant_id, agent.id, false);
}

Task<Result<model::Agent>> Agents::duplicate(Actor actor, std::string name, std::string new_name) {
  CO_TRY(auto original, co_await get(actor, std::move(name)));
  NewAgent copy;
  copy.name = new_name.empty()
                  ? std::string(clip_utf8(original.name, model::kMaxNameBytes - 5)) + " copy"
                  : std::move(new_name);
  copy.description = std::move(original.description);
  CO_TRY(copy.workflow, parse_json(original.draft, kMaxStoredJsonDepth));
  co_return co_await insert(actor, std::move(copy));
}

model::AuditEvent Agents::audit_of(const Actor& actor, const model::Agent& agent,
                                   std::string action) const {
  model::AuditEvent event;
  event.tenant_id = actor.tenant_id;
  event.at = clock_.now();
  event.actor = actor.audit;
  event.action = std::move(action);
  event.target_kind = "agent";
  event.target_id = agent.id.str();
  return event;
}

Task<Result<void>> Agents::remove(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  auto audit = audit_of(actor, agent, "agent.deleted");
  audit.before = JsonObject{{"name", agent.name}, {"slug", agent.slug}};
  CO_CHECK(co_await store_.remove(agent.id, std::move(audit)));
  cache_.forget(agent.tenant_id, agent.id);
  co_return Result<void>();
}

Task<Result<model::Agent>> Agents::restore(Actor actor, model::AgentId id, std::string slug) {
  CO_TRY(auto agent, co_await store_.get(actor.tenant_id, id, true));
  if (!slug.empty()) {
    std::vector<FieldError> errors;
    check_slug(slug, errors);
    CO_CHECK(refuse_if_any(std::move(errors)));
    agent.slug = slug;
  }
  Instant now = clock_.now();
  auto audit = audit_of(actor, agent, "agent.restored");
  auto restored = co_await store_.restore(id, agent.slug, now - kRestoreWindow, std::move(audit));
  if (!restored) {
    if (is_slug_conflict(restored.error())) co_return slug_taken(agent.slug);
    co_return restored.error();
  }
  co_return co_await store_.get(actor.tenant_id, id, false);
}

Task<Result<Json>> Agents::export_agent(Actor actor, std::string name) {
  CO_TRY(auto agent, co_await get(actor, std::move(name)));
  CO_TRY(auto draft, parse_json(agent.draft, kMaxStoredJsonDepth));
  CO_TRY(auto workflow, model::parse_workflow(draft));
  // Pinned data comes from real runs, and a file goes to others.
  for (model::Node& node : workflow.nodes) node.pinned.reset();
  JsonObject file{
      {"format", kAgentFormat}, {"name", agent.name}, {"description", agent.description}};
  file["workflow"] = model::to_json(workflow);
  co_return Json(std::move(file));
}

Task<Result<model::Agent>> Agents::import_agent(Actor actor, Json file) {
  std::vector<FieldError> errors;
  if (find_string(file, "format") != kAgentFormat) {
    errors.push_back({"format", "unsupported", "An agent's file has the format elevaite.agent/1."});
  }
  NewAgent agent;
  agent.name = find_string(file, "name").value_or("");
  agent.description = find_string(file, "description").value_or("");
  check_name(agent.name, errors);
  check_description(agent.description, errors);
  const Json* workflow = find(file, "workflow");
  if (workflow == nullptr) {
    errors.push_back({"workflow", "required", "The file holds no workflow."});
    CO_CHECK(refuse_if_any(errors));
  }
  agent.workflow = *workflow;
  auto parsed = model::parse_workflow(agent.workflow);
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.fields.insert(error.fields.begin(), errors.begin(), errors.end());
    co_return error;
  }
  auto problems = check_workflow(*parsed, kinds_);
  if (has_errors(problems)) {
    Error error = to_error(problems);
    error.fields.insert(error.fields.begin(), errors.begin(), errors.end());
    co_return error;
  }
  CO_CHECK(refuse_if_any(std::move(errors)));
  co_return co_await insert(actor, std::move(agent));
}

}  // namespace elevaite::engine
