// What the routes of the second factor share.
#pragma once
#include "http/auth/services.hpp"

namespace elevaite::http {

net::HttpResponse enrolment_response(const identity::Enrolment& enrolment);
net::HttpResponse recovery_codes_response(const std::vector<std::string>& codes);

Json enrolment_schema();
Json recovery_codes_schema();
Json code_schema();
Json step_up_schema();

}  // namespace elevaite::http
