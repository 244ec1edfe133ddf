#include "engine/files.hpp"
#include "http/engine_answers.hpp"
#include "http/file_links.hpp"

namespace elevaite::http::engine {

void register_create_file_link(Router& router, EngineServices& services);

namespace {

constexpr std::int64_t kDefaultSeconds = 300;

Task<Result<net::HttpResponse>> create_file_link(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::FileId>("id"));
  auto tenant_id = context.principal.tenant_id;
  CO_TRY(auto file, co_await services.files.get(tenant_id, id));
  std::chrono::seconds lifetime(find_int(context.body, "expires_in").value_or(kDefaultSeconds));
  auto expires_at = std::chrono::floor<std::chrono::seconds>(services.clock.now()) + lifetime;
  CO_TRY(auto url, co_await services.files.link(std::move(file), lifetime));
  JsonObject answer{{"expires_at", to_rfc3339(expires_at)}};
  if (url) {
    answer["url"] = *url;
    answer["path"] = nullptr;
  } else {
    FileLink link{tenant_id, id, expires_at};
    auto path = "/v1/file-links/" + seal_file_link(services.master_keys, link);
    answer["url"] = services.public_url + path;
    answer["path"] = path;
  }
  co_return json_response(201, Json(std::move(answer)));
}

}  // namespace

void register_create_file_link(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/files/{id}/link";
  spec.operation_id = "create_file_link";
  spec.summary = "A link to the content that needs no credentials, for a short time";
  spec.description =
      "With S3 it is a presigned URL of the bucket's own; otherwise one of ours, whose `path` can "
      "be "
      "put behind any address of this API.";
  spec.tag = "files";
  spec.permission = model::Permission::files_read;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "expires_in":{"type":"integer","minimum":1,"maximum":86400,
      "description":"Seconds; 300 without it."}}})");
  spec.is_body_optional = true;
  spec.responses = {{201, "The link", schema(R"({"type":"object",
    "required":["url","path","expires_at"],"properties":{"url":{"type":"string"},
    "path":{"type":["string","null"]},
    "expires_at":{"type":"string","format":"date-time"}}})")}};
  add_route(router, std::move(spec), services, &create_file_link);
}

}  // namespace elevaite::http::engine
