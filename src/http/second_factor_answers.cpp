#include "http/second_factor_answers.hpp"

#include "http/auth_answers.hpp"

namespace elevaite::http {

net::HttpResponse enrolment_response(const identity::Enrolment& enrolment) {
  return json_response(200, JsonObject{{"secret", enrolment.secret}, {"uri", enrolment.uri}});
}

net::HttpResponse recovery_codes_response(const std::vector<std::string>& codes) {
  JsonObject body;
  body["recovery_codes"] = texts(codes);
  return json_response(200, std::move(body));
}

Json enrolment_schema() {
  return schema(R"({"type":"object","required":["secret","uri"],"properties":{
    "secret":{"type":"string","description":"Base32, for typing in."},
    "uri":{"type":"string","description":"otpauth:, for a QR code."}}})");
}

Json recovery_codes_schema() {
  return schema(R"({"type":"object","required":["recovery_codes"],"properties":{
    "recovery_codes":{"type":"array","items":{"type":"string"}}}})");
}

Json code_schema() {
  return schema(R"({"type":"object","required":["code"],"properties":{
    "code":{"type":"string","maxLength":64}}})");
}

Json step_up_schema() {
  return schema(R"({"type":"object","properties":{
    "password":{"type":"string","maxLength":1024},
    "code":{"type":"string","maxLength":64,
            "description":"Of who has no password: of their second factor."}}})");
}

}  // namespace elevaite::http
