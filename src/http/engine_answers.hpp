// What several routes of the Workflow Engine share: how a request's principal, revision and waiting
// time are read, and how agents, versions and runs are written.
#pragma once
#include "engine/agents.hpp"
#include "engine/engine.hpp"
#include "http/engine_services.hpp"
#include "http/page.hpp"

namespace elevaite::http {

using EngineHandler = Task<Result<net::HttpResponse>> (*)(EngineServices&, RequestContext&);
void add_route(Router& router, RouteSpec spec, EngineServices& services, EngineHandler handler);

elevaite::engine::Actor actor_of(const RequestContext& context);

// The revision that the writer has seen: If-Match ("7" or W/"7") or the body's `revision`; both
// must agree. invalid_argument for another If-Match.
Result<std::optional<std::int64_t>> seen_revision(const RequestContext& context);

// The Idempotency-Key header: 1 to 255 printable characters.
Result<std::optional<std::string>> read_idempotency_key(const net::HttpRequest& request);

// `is_whole` adds the workflow. `hooks` may be empty.
Json agent_json(const model::Agent& agent, bool is_whole,
                const std::vector<elevaite::engine::Hook>& hooks = {});
// 200 (or `status`) with an ETag that holds the revision.
net::HttpResponse agent_response(int status, const model::Agent& agent,
                                 const std::vector<elevaite::engine::Hook>& hooks = {});
Json version_json(const model::Version& version, bool is_whole);
Json deployment_json(const model::Deployment& deployment);
Json run_json(const model::Run& run);

// The answer to a request that started a run: 201 when it has ended, 202 when it has not, with its
// output as far as it has one.
Task<Result<net::HttpResponse>> started_response(EngineServices& services,
                                                 model::TenantId tenant_id,
                                                 elevaite::engine::Started started, Duration wait);
// `wait` in a body: false, true (30 s), or seconds.
Duration wait_of(const Json& body);

// Schemas of answers.
Json agent_schema();
Json version_schema();
Json deployment_schema();
Json run_schema();
Json step_schema();

}  // namespace elevaite::http
