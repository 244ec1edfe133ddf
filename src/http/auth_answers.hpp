// What several routes of the Auth API share: tokens as an answer, the browser's refresh cookie,
// schemas.
#pragma once
#include "http/auth/services.hpp"

namespace elevaite::http {

identity::Device device_of(const RequestContext& context);

// The tokens as JSON; the refresh token goes into an HttpOnly cookie instead when `in_cookie`.
net::HttpResponse signed_in_response(const auth::AuthServices& services, int status,
                                     const identity::SignedIn& signed_in, bool in_cookie);
// What came of a sign-in: 200 with the tokens, or 202 with a challenge.
net::HttpResponse admitted_response(const auth::AuthServices& services,
                                    const identity::Admitted& admitted, bool in_cookie);
JsonObject challenge_json(const identity::Challenge& challenge);
Json challenge_schema();
JsonArray texts(const std::vector<std::string>& lines);
// The list of that name, whose schema says that it holds strings; empty when it is absent.
std::vector<std::string> text_list(const Json& body, std::string_view name);
// The tokens alone, as signed_in_response has them.
JsonObject tokens_json(const identity::SignedIn& signed_in, bool in_cookie);
// Makes the browser keep the refresh token.
void set_refresh_cookie(const auth::AuthServices& services, const identity::SignedIn& signed_in,
                        net::HttpResponse& response);
// Makes it keep something else out of scripts' reach for a while; 0 s: forget it.
void set_cookie(const auth::AuthServices& services, std::string_view name, std::string_view value,
                Duration life, net::HttpResponse& response);
// permission_denied unless the browser's Origin is one of ours. For requests that set or use the
// cookie: SameSite=Lax keeps foreign sites out, and this keeps out what is on the same site but not
// ours.
Result<void> check_origin(const auth::AuthServices& services, const RequestContext& context);
// Whether the body says "cookie": true.
bool wants_cookie(const RequestContext& context);
// From the body, or from the cookie after check_origin().
Result<std::string> refresh_token_of(const auth::AuthServices& services,
                                     const RequestContext& context);
// Makes the browser forget it.
void clear_refresh_cookie(const auth::AuthServices& services, net::HttpResponse& response);

// Schemas of answers.
Json tokens_schema();
Json tenant_schema();
Json api_key_schema();

Json api_key_json(const identity::ApiKeyView& key);
Json membership_json(const identity::Membership& membership);

}  // namespace elevaite::http
