// The closed set of expected failures. Nothing else crosses a function boundary below `http`.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace elevaite {

// Spelled as they appear on the wire. error.cpp holds the one table that maps a code to its HTTP
// status and says whether trying again can help.
enum class ErrorCode {
  invalid_argument,
  unauthenticated,
  permission_denied,
  not_found,
  conflict,
  limit_exceeded,
  rate_limited,
  unavailable,
  timeout,
  cancelled,
  internal,
};

// One wrong field of an input: `field` is a JSON pointer or a dotted path, `code` a stable word.
struct FieldError {
  std::string field;
  std::string code;
  std::string message;
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  // A sentence for a person. It never holds a secret. For `internal` it is logged and not shown.
  std::string message;
  // A stable machine word finer than `code`, for example "outcome_unknown". Often empty.
  std::string reason{};
  std::vector<FieldError> fields{};
  std::optional<std::chrono::milliseconds> retry_after{};

  // Adds context on the way up: "while loading agent agt_…: no such row".
  Error while_doing(std::string_view what) &&;
};

Error invalid_argument(std::string message);
Error invalid_field(std::string field, std::string code, std::string message);
Error not_found(std::string_view what);
Error conflict(std::string message);
Error internal_error(std::string message);

std::string_view to_string(ErrorCode code);
int http_status(ErrorCode code);
bool is_retryable(ErrorCode code);

}  // namespace elevaite
