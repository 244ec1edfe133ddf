#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> jwks(AuthServices& services, RequestContext& context) {
  static_cast<void>(context);
  auto response = json_response(200, services.signing_keys.jwks());
  response.headers.set("Cache-Control", "public, max-age=300");
  co_return response;
}

}  // namespace

void register_jwks(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/.well-known/jwks.json";
  spec.operation_id = "jwks";
  spec.summary = "The keys that verify access tokens (RFC 7517)";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.responses = {{200, "The keys", schema(R"({"type":"object","required":["keys"],
    "properties":{"keys":{"type":"array","items":{"type":"object"}}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return jwks(services, context); });
}

}  // namespace elevaite::http::auth
