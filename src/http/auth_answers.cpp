#include "http/auth_answers.hpp"

namespace elevaite::http {
namespace {

constexpr std::string_view kCookie = "elevaite_refresh";
// The web apps reach the Auth API below a prefix, which it does not know.
constexpr std::string_view kCookiePath = "/";

std::string cookie_text(const auth::AuthServices& services, std::string_view name,
                        std::string_view value, Duration life) {
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(life).count();
  auto text = fmt::format("{}={}; Path={}; Max-Age={}; HttpOnly; SameSite=Lax", name, value,
                          kCookiePath, seconds);
  if (services.has_secure_cookies) text += "; Secure";
  if (!services.cookie_domain.empty()) text += "; Domain=" + services.cookie_domain;
  return text;
}

}  // namespace

identity::Device device_of(const RequestContext& context) {
  return {std::string(context.request.headers.get("User-Agent")), context.request.remote_address};
}

bool wants_cookie(const RequestContext& context) {
  return find_bool(context.body, "cookie").value_or(false);
}

JsonObject tokens_json(const identity::SignedIn& signed_in, bool in_cookie) {
  const auto& principal = signed_in.principal;
  JsonObject body;
  body["access_token"] = signed_in.access_token;
  body["token_type"] = "Bearer";
  body["expires_in"] =
      std::chrono::duration_cast<std::chrono::seconds>(signed_in.access_ttl).count();
  if (!in_cookie) body["refresh_token"] = signed_in.refresh_token;
  body["refresh_expires_at"] = to_rfc3339(signed_in.refresh_expires_at);
  body["user_id"] = principal.user_id.str();
  body["tenant_id"] = principal.tenant_id.str();
  body["session_id"] = principal.session_id.str();
  body["role"] = to_string(principal.role);
  return body;
}

void set_cookie(const auth::AuthServices& services, std::string_view name, std::string_view value,
                Duration life, net::HttpResponse& response) {
  response.headers.add("Set-Cookie", cookie_text(services, name, value, life));
}

void set_refresh_cookie(const auth::AuthServices& services, const identity::SignedIn& signed_in,
                        net::HttpResponse& response) {
  set_cookie(services, kCookie, signed_in.refresh_token,
             signed_in.refresh_expires_at - system_clock().now(), response);
}

net::HttpResponse signed_in_response(const auth::AuthServices& services, int status,
                                     const identity::SignedIn& signed_in, bool in_cookie) {
  auto response = json_response(status, tokens_json(signed_in, in_cookie));
  if (in_cookie) set_refresh_cookie(services, signed_in, response);
  return response;
}

net::HttpResponse admitted_response(const auth::AuthServices& services,
                                    const identity::Admitted& admitted, bool in_cookie) {
  if (admitted.challenge) return json_response(202, challenge_json(*admitted.challenge));
  auto body = tokens_json(*admitted.signed_in, in_cookie);
  if (!admitted.recovery_codes.empty()) body["recovery_codes"] = texts(admitted.recovery_codes);
  auto response = json_response(200, std::move(body));
  if (in_cookie) set_refresh_cookie(services, *admitted.signed_in, response);
  return response;
}

JsonArray texts(const std::vector<std::string>& lines) {
  JsonArray out;
  for (const auto& line : lines) out.emplace_back(line);
  return out;
}

std::vector<std::string> text_list(const Json& body, std::string_view name) {
  std::vector<std::string> list;
  if (const auto* entries = find_array(body, name)) {
    for (const Json& entry : *entries) list.emplace_back(view(entry.as_string()));
  }
  return list;
}

JsonObject challenge_json(const identity::Challenge& challenge) {
  return {{"challenge", challenge.token},
          {"enrols", challenge.enrols},
          {"expires_at", to_rfc3339(challenge.expires_at)}};
}

Json challenge_schema() {
  return schema(R"({"type":"object","required":["challenge","enrols","expires_at"],"properties":{
    "challenge":{"type":"string","description":"For answer_challenge; a secret."},
    "enrols":{"type":"boolean",
      "description":"The tenant requires a second factor that is yet to be set up (enrol_by_challenge)."},
    "expires_at":{"type":"string","format":"date-time"}}})");
}

Result<void> check_origin(const auth::AuthServices& services, const RequestContext& context) {
  auto origin = context.request.headers.get("Origin");
  if (std::find(services.origins.begin(), services.origins.end(), origin) ==
      services.origins.end()) {
    return Error{ErrorCode::permission_denied,
                 "The refresh cookie may be used only from the operator's own web origins "
                 "(http.cors_origins).",
                 "origin_refused"};
  }
  return {};
}

Result<std::string> refresh_token_of(const auth::AuthServices& services,
                                     const RequestContext& context) {
  if (auto token = find_string(context.body, "refresh_token")) return std::string(*token);
  auto cookie = context.cookie(kCookie);
  if (!cookie) {
    return Error{ErrorCode::unauthenticated,
                 "Send the refresh token in the body, or let the browser send its cookie.",
                 "refresh_token_missing"};
  }
  CHECK(check_origin(services, context));
  return *cookie;
}

void clear_refresh_cookie(const auth::AuthServices& services, net::HttpResponse& response) {
  response.headers.add("Set-Cookie", cookie_text(services, kCookie, "", Duration{0}));
}

Json tokens_schema() {
  return schema(R"({"type":"object","required":["access_token","token_type","expires_in",
    "refresh_expires_at","user_id","tenant_id","session_id","role"],"properties":{
    "access_token":{"type":"string"},
    "token_type":{"type":"string","const":"Bearer"},
    "expires_in":{"type":"integer","description":"Seconds."},
    "refresh_token":{"type":"string","description":"Absent when it went into the cookie."},
    "refresh_expires_at":{"type":"string","format":"date-time"},
    "user_id":{"type":"string"},"tenant_id":{"type":"string"},"session_id":{"type":"string"},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]}}})");
}

Json tenant_schema() {
  return schema(R"({"type":"object","required":["id","name","role","joined_at"],"properties":{
    "id":{"type":"string"},"name":{"type":"string"},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]},
    "joined_at":{"type":"string","format":"date-time"}}})");
}

Json api_key_schema() {
  return schema(R"({"type":"object","required":["id","user_id","name","prefix","role","scopes",
    "created_at","expires_at","last_used_at","allowed_addresses","rotated_at","previous"],
    "properties":{
    "id":{"type":"string"},"user_id":{"type":"string"},"name":{"type":"string"},
    "prefix":{"type":"string","description":"How the key begins."},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]},
    "scopes":{"type":"array","items":{"type":"string"},
              "description":"Empty: all that the role grants."},
    "created_at":{"type":"string","format":"date-time"},
    "expires_at":{"type":["string","null"],"format":"date-time"},
    "last_used_at":{"type":["string","null"],"format":"date-time",
                    "description":"To the minute."},
    "allowed_addresses":{"type":"array","items":{"type":"string"},
                         "description":"CIDR blocks; empty: from everywhere."},
    "rotated_at":{"type":["string","null"],"format":"date-time"},
    "previous":{"type":["object","null"],"required":["prefix","until","last_used_at"],
      "description":"The secret before, while it works.",
      "properties":{"prefix":{"type":"string"},"until":{"type":"string","format":"date-time"},
        "last_used_at":{"type":["string","null"],"format":"date-time",
                        "description":"Since the renewal: null when everybody has changed."}}}}})");
}

Json api_key_json(const identity::ApiKeyView& key) {
  auto instant = [](const std::optional<Instant>& at) -> Json {
    return at ? Json(to_rfc3339(*at)) : Json(nullptr);
  };
  JsonArray scopes;
  for (auto scope : key.scopes) scopes.push_back(Json(to_string(scope)));
  JsonObject out;
  out["id"] = key.id.str();
  out["user_id"] = key.user_id.str();
  out["name"] = key.name;
  out["prefix"] = key.prefix;
  out["role"] = to_string(key.role);
  out["scopes"] = std::move(scopes);
  out["created_at"] = to_rfc3339(key.created_at);
  out["expires_at"] = instant(key.expires_at);
  out["last_used_at"] = instant(key.last_used_at);
  out["allowed_addresses"] = texts(key.allowed_addresses);
  out["rotated_at"] = instant(key.rotated_at);
  out["previous"] = nullptr;
  if (key.previous) {
    out["previous"] = JsonObject{{"prefix", key.previous->prefix},
                                 {"until", to_rfc3339(key.previous->until)},
                                 {"last_used_at", instant(key.previous->used_at)}};
  }
  return out;
}

Json membership_json(const identity::Membership& membership) {
  JsonObject out;
  out["id"] = membership.tenant_id.str();
  out["name"] = membership.tenant_name;
  out["role"] = to_string(membership.role);
  out["joined_at"] = to_rfc3339(membership.created_at);
  return out;
}

}  // namespace elevaite::http
