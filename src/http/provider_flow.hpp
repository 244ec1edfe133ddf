// What the routes of signing in through a provider share.
#pragma once
#include "http/auth/services.hpp"

namespace elevaite::http {

// Where providers send browsers back to: the one address that is registered there.
std::string provider_redirect_uri(const auth::AuthServices& services);
// The address of the provider, and the cookie that binds the flow to this browser.
net::HttpResponse begun_response(const auth::AuthServices& services,
                                 const identity::Federation::Begun& begun);
Json begun_schema();

}  // namespace elevaite::http
