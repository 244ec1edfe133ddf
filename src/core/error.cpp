#include "core/error.hpp"

#include "core/assert.hpp"

namespace elevaite {
namespace {

struct Row {
  ErrorCode code;
  std::string_view name;
  int http_status;
  bool is_retryable;
};

constexpr Row kTable[] = {
    {ErrorCode::invalid_argument, "invalid_argument", 400, false},
    {ErrorCode::unauthenticated, "unauthenticated", 401, false},
    {ErrorCode::permission_denied, "permission_denied", 403, false},
    {ErrorCode::not_found, "not_found", 404, false},
    {ErrorCode::conflict, "conflict", 409, false},
    {ErrorCode::limit_exceeded, "limit_exceeded", 413, false},
    {ErrorCode::rate_limited, "rate_limited", 429, true},
    {ErrorCode::unavailable, "unavailable", 503, true},
    {ErrorCode::timeout, "timeout", 504, true},
    {ErrorCode::cancelled, "cancelled", 499, false},
    {ErrorCode::internal, "internal", 500, false},
};

const Row& row(ErrorCode code) {
  for (const Row& candidate : kTable) {
    if (candidate.code == code) return candidate;
  }
  ASSERT(false);
}

}  // namespace

Error Error::while_doing(std::string_view what) && {
  message = std::string("while ") + std::string(what) + ": " + message;
  return std::move(*this);
}

Error invalid_argument(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

Error invalid_field(std::string field, std::string code, std::string message) {
  Error error{ErrorCode::invalid_argument, field + ": " + message};
  error.fields.push_back({std::move(field), std::move(code), std::move(message)});
  return error;
}

Error not_found(std::string_view what) {
  return Error{ErrorCode::not_found, "There is no such " + std::string(what) + "."};
}

Error conflict(std::string message) { return Error{ErrorCode::conflict, std::move(message)}; }

Error internal_error(std::string message) { return Error{ErrorCode::internal, std::move(message)}; }

std::string_view to_string(ErrorCode code) { return row(code).name; }
int http_status(ErrorCode code) { return row(code).http_status; }
bool is_retryable(ErrorCode code) { return row(code).is_retryable; }

}  // namespace elevaite
