#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> confirm_email(AuthServices& services, RequestContext& context) {
  std::string token(find_string(context.body, "token").value_or(""));
  AccountServices& account = *services.account;
  CO_TRY(auto found, co_await account.tokens.find(std::move(token)));
  if (!found || found->purpose == identity::TokenPurpose::reset_password) {
    co_return Error{ErrorCode::invalid_argument, "This link has been used or is too old.",
                    "token_invalid"};
  }
  bool is_complete = true;
  auto purpose = found->purpose;
  auto email = found->email;
  if (purpose == identity::TokenPurpose::verify_email) {
    CO_CHECK(co_await account.verification.confirm(std::move(*found)));
  } else {
    CO_TRY(is_complete, co_await account.email_change.confirm(std::move(*found),
                                                              context.request.remote_address));
  }
  JsonObject body;
  body["purpose"] = identity::to_string(purpose);
  body["email"] = email;
  body["is_complete"] = is_complete;
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_confirm_email(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/confirmations";
  spec.operation_id = "confirm_email";
  spec.summary = "Confirm an address with the token of a mailed link";
  spec.description = "Of a new account, or of a change of address, which both addresses confirm.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["token"],"properties":{
    "token":{"type":"string","minLength":1,"maxLength":128}}})");
  spec.responses = {{200, "Confirmed", schema(R"({"type":"object",
    "required":["purpose","email","is_complete"],"properties":{
    "purpose":{"type":"string","enum":["verify_email","change_email"]},
    "email":{"type":"string","description":"The address that is, or is to be, the account's."},
    "is_complete":{"type":"boolean",
                   "description":"False while the other address of a change has to confirm."}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return confirm_email(services, context); });
}

}  // namespace elevaite::http::auth
