// https://platform.openai.com/docs/api-reference/models/list
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_models(Router& router, EngineServices& services);

namespace {

// A version's id begins with the milliseconds of its making (UUIDv7).
std::int64_t created_of(const elevaite::engine::DeployedRow& agent) {
  std::int64_t milliseconds = 0;
  for (int i = 0; i < 6; ++i) {
    milliseconds = milliseconds * 256 + agent.version_id.uuid.bytes[static_cast<std::size_t>(i)];
  }
  return milliseconds / 1000;
}

Task<Result<net::HttpResponse>> list_models(EngineServices& services, RequestContext& context) {
  constexpr std::size_t kMaxModels = 1000;
  CO_TRY(auto deployed, co_await services.agents.list_deployed(actor_of(context), kMaxModels));
  JsonArray models;
  for (const auto& agent : deployed) {
    models.push_back(JsonObject{{"id", agent.slug},
                                {"object", "model"},
                                {"created", created_of(agent)},
                                {"owned_by", "elevaite"},
                                {"name", agent.name}});
  }
  co_return json_response(200, Json(JsonObject{{"object", "list"}, {"data", std::move(models)}}));
}

}  // namespace

void register_list_models(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/models";
  spec.operation_id = "list_models";
  spec.summary = "The deployed agents, as OpenAI lists models";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.responses = {{200, "Every deployed agent", schema(R"({"type":"object"})")}};
  add_route(router, std::move(spec), services, &list_models);
}

}  // namespace elevaite::http::engine
