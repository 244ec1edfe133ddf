#include "http/problem.hpp"

#include <array>

namespace elevaite::http {
namespace {

struct ReasonStatus {
  std::string_view reason;
  int status;
};
constexpr std::array<ReasonStatus, 8> kReasonStatuses = {{
    {"method_not_allowed", 405},
    {"unsupported_media_type", 415},
    {"precondition_failed", 412},
    {"precondition_required", 428},
    {"gone", 410},
    {"body_timeout", 408},
    {"quota_exceeded", 403},
    {"range_not_satisfiable", 416},
}};

std::string_view title_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "The request is not valid";
    case ErrorCode::unauthenticated:
      return "Sign in first";
    case ErrorCode::permission_denied:
      return "Not permitted";
    case ErrorCode::not_found:
      return "Not found";
    case ErrorCode::conflict:
      return "Conflict";
    case ErrorCode::limit_exceeded:
      return "A limit was exceeded";
    case ErrorCode::rate_limited:
      return "Too many requests";
    case ErrorCode::unavailable:
      return "Temporarily unavailable";
    case ErrorCode::timeout:
      return "Timed out";
    case ErrorCode::cancelled:
      return "Cancelled";
    case ErrorCode::internal:
      return "Internal error";
  }
  return "Error";
}

}  // namespace

int status_of(const Error& error) {
  for (const auto& row : kReasonStatuses) {
    if (error.reason == row.reason) return row.status;
  }
  return http_status(error.code);
}

net::HttpResponse json_response(int status, const Json& body) {
  net::HttpResponse response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = to_text(body);
  return response;
}

net::HttpResponse accepted() {
  auto response = no_content();
  response.status = 202;
  return response;
}

net::HttpResponse no_content() {
  net::HttpResponse response;
  response.status = 204;
  return response;
}

Json problem_json(const Error& error, int status, std::string_view request_id) {
  JsonObject problem;
  auto code = to_string(error.code);
  problem["type"] = "urn:elevaite:problem:" + std::string(code);
  problem["title"] = title_of(error.code);
  problem["status"] = status;
  problem["detail"] = error.code == ErrorCode::internal
                          ? "Something went wrong on our side. Give the request_id to the operator."
                          : std::string_view(error.message);
  problem["code"] = code;
  if (!error.reason.empty()) problem["reason"] = error.reason;
  if (!error.fields.empty()) {
    JsonArray errors;
    for (const FieldError& field : error.fields) {
      errors.push_back(
          JsonObject{{"field", field.field}, {"code", field.code}, {"message", field.message}});
    }
    problem["errors"] = std::move(errors);
  }
  if (error.retry_after) problem["retry_after_ms"] = error.retry_after->count();
  problem["request_id"] = request_id;
  return problem;
}

net::HttpResponse problem_response(const Error& error, std::string_view request_id) {
  net::HttpResponse response;
  response.status = status_of(error);
  response.headers.add("Content-Type", "application/problem+json");
  if (error.retry_after) {
    auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retry_after).count();
    response.headers.add("Retry-After", std::to_string(seconds));
  }
  if (response.status == 401) response.headers.add("WWW-Authenticate", "Bearer");
  response.body = to_text(problem_json(error, response.status, request_id));
  return response;
}

}  // namespace elevaite::http
