#include "http/schedule_answers.hpp"

namespace elevaite::http::engine {

void register_preview_schedule(Router& router, EngineServices& services);

namespace {

constexpr int kTimes = 5;

Task<Result<net::HttpResponse>> preview_schedule(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto settings, model::parse_schedule_settings(context.body));
  JsonArray times = upcoming_times(settings, services.clock.now(), kTimes);
  co_return json_response(200, JsonObject{{"times", std::move(times)}});
}

}  // namespace

void register_preview_schedule(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/schedules/preview";
  spec.operation_id = "preview_schedule";
  spec.summary = "When a cron expression comes next";
  spec.tag = "schedules";
  spec.permission = model::Permission::agents_read;
  spec.body = Body::json;
  spec.request_schema = schema(R"({"type":"object","additionalProperties":false,
    "required":["cron","time_zone"],"properties":{
      "cron":{"type":"string","maxLength":200},"time_zone":{"type":"string","maxLength":64}}})");
  spec.responses = {{200, "The next five times, by the clock there; fewer when no more come",
                     schema(R"({"type":"object","required":["times"],"properties":{
                       "times":{"type":"array","items":{"type":"string"}}}})")}};
  add_route(router, std::move(spec), services, &preview_schedule);
}

}  // namespace elevaite::http::engine
