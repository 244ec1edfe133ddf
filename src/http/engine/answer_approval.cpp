#include "core/json_schema/schema.hpp"
#include "engine/steps.hpp"
#include "http/engine_answers.hpp"
#include "ports/database.hpp"

namespace elevaite::http::engine {

void register_answer_approval(Router& router, EngineServices& services);

namespace {

constexpr std::string_view kEmail = "SELECT email FROM users WHERE id = $1";

Error already_answered() {
  Error error = conflict("This approval has been answered already, or is not asked for any more.");
  error.reason = "already_answered";
  return error;
}

// When the approval names people, only they may answer it.
Task<Result<void>> check_assignee(EngineServices& services, model::UserId user_id, Json payload) {
  const auto* assignees = find_array(payload, "assignees");
  if (assignees == nullptr || assignees->empty()) co_return Result<void>();
  ports::Statement statement{kEmail, {user_id.uuid}};
  auto scope = ports::Scope::system();
  CO_TRY(auto rows, co_await services.database.query(scope, std::move(statement)));
  for (const Json& assignee : *assignees) {
    bool is_named = !rows.empty() && assignee.is_string() &&
                    net::equals_ignoring_case(view(assignee.get_string()), rows.text(0, 0));
    if (is_named) co_return Result<void>();
  }
  co_return Error{ErrorCode::permission_denied,
                  "This approval names the people who may answer it, and you are not among them.",
                  "not_assigned"};
}

// A tool call says which arguments its tool takes; other questions have none to change.
Result<void> check_arguments(const Json& payload, const Json& arguments, bool approved) {
  const Json* parameters = find(payload, "parameters");
  if (!approved || parameters == nullptr) {
    return invalid_field("arguments", "unsupported",
                         "Only the arguments of a tool call that is approved can be changed.");
  }
  TRY(auto accepted, json_schema::Schema::compile(*parameters));
  auto faults = accepted.validate(arguments);
  if (faults.empty()) return {};
  Error error = invalid_argument("The arguments do not fit the tool's parameters.");
  for (FieldError& fault : faults) {
    fault.field = "/arguments" + fault.field;
    error.fields.push_back(std::move(fault));
  }
  return error;
}

Task<Result<net::HttpResponse>> answer_approval(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  const model::Principal& principal = context.principal;
  CO_CHECK(co_await services.engine.runs().get(principal.tenant_id, id));
  CO_TRY(auto events, co_await services.engine.runs().events(principal.tenant_id, id, 0,
                                                             elevaite::engine::kAllEvents));
  CO_TRY(auto steps, elevaite::engine::fold_steps(events));
  std::string step(find_string(context.body, "step").value_or(""));
  auto found = std::find_if(steps.begin(), steps.end(),
                            [&step](const auto& candidate) { return candidate.step == step; });
  if (found == steps.end()) co_return not_found("step of this run");
  if (!found->wait || !found->wait->key.starts_with("approval")) co_return already_answered();
  CO_CHECK(co_await check_assignee(services, principal.user_id, found->wait->payload));
  bool approved = *find_bool(context.body, "approved");
  JsonObject payload{{"approved", approved}, {"by", principal.user_id.str()}};
  if (auto comment = find_string(context.body, "comment")) payload["comment"] = *comment;
  if (const Json* arguments = find(context.body, "arguments")) {
    CO_CHECK(check_arguments(found->wait->payload, *arguments, approved));
    payload["arguments"] = *arguments;
  }
  std::string key = found->wait->key;
  CO_CHECK(co_await services.engine.signal_run(principal.tenant_id, id, step, std::move(key),
                                               Json(std::move(payload)), principal.user_id));
  co_return json_response(200,
                          JsonObject{{"run_id", id.str()}, {"step", step}, {"approved", approved}});
}

}  // namespace

void register_answer_approval(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/runs/{id}/approvals";
  spec.operation_id = "answer_approval";
  spec.summary = "Approve or reject what a run waits for";
  spec.description = "Once: the second answer is a conflict (already_answered).";
  spec.tag = "approvals";
  spec.permission = model::Permission::approvals_answer;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["step","approved"],"properties":{
    "step":{"type":"string","minLength":1,"maxLength":1000,
            "description":"The path of the waiting step, as list_approvals gives it."},
    "approved":{"type":"boolean"},
    "comment":{"type":"string","maxLength":5000,"description":"A reason; a model is told it."},
    "arguments":{"type":"object","additionalProperties":true,
      "description":"Of a tool call: approve it with these instead. They must fit `parameters` of the payload; the model is told that a person changed them."}}})");
  spec.responses = {{200, "Answered; the run goes on", schema(R"({"type":"object"})")}};
  add_route(router, std::move(spec), services, &answer_approval);
}

}  // namespace elevaite::http::engine
