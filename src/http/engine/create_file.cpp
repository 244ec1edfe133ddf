// An upload: the body goes to the blob store as it arrives, and never lies here as a whole.
#include "http/engine_answers.hpp"
#include "http/file_answers.hpp"

namespace elevaite::http::engine {

void register_create_file(Router& router, EngineServices& services);

namespace {

Task<Result<std::string>> nothing() { co_return std::string(); }

Task<Result<net::HttpResponse>> create_file(EngineServices& services, RequestContext& context) {
  CO_TRY(auto request, read_new_file(context));
  auto* body = context.request.body_stream;
  elevaite::engine::Files::NextBytes next = [body] { return body ? body->read() : nothing(); };
  CO_TRY(auto file, co_await services.files.upload(std::move(request), std::move(next)));
  auto response = json_response(201, file_json(file));
  response.headers.add("Location", "/v1/files/" + file.id.str());
  co_return response;
}

}  // namespace

void register_create_file(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/files";
  spec.operation_id = "create_file";
  spec.summary = "Upload a file: the request's body is its content";
  spec.description =
      "Content-Type declares what it is; a type that the first bytes contradict is refused, and a "
      "missing one is found from them. Content-Digest (sha-256, RFC 9530) is checked. Nobody sees "
      "the file before the whole of it is stored. A file beyond files.max_size is 413, one beyond "
      "the tenant's quota 403 with the reason quota_exceeded.";
  spec.tag = "files";
  spec.permission = model::Permission::files_write;
  spec.body = Body::stream;
  spec.query = {{"name", "The file's name, without a path: at most 255 bytes.",
                 schema(R"({"type":"string","minLength":1,"maxLength":255})"), true}};
  spec.responses = {{201, "The file", file_schema()}};
  add_route(router, std::move(spec), services, &create_file);
}

}  // namespace elevaite::http::engine
