#include "http/limit_answers.hpp"

namespace elevaite::http::engine {

void register_remove_job_limit(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> remove_job_limit(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto subject, read_limit_subject(context.path_parameter("subject")));
  jobs::JobLimits limits(services.database, services.clock);
  CO_CHECK(co_await limits.remove(context.principal.tenant_id, subject));
  co_return no_content();
}

}  // namespace

void register_remove_job_limit(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/job-limits/{subject}";
  spec.operation_id = "remove_job_limit";
  spec.summary = "Remove a limit on jobs";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_manage;
  spec.responses = {{204, "Removed"}};
  add_route(router, std::move(spec), services, &remove_job_limit);
}

}  // namespace elevaite::http::engine
