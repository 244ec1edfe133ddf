#include "adapters/database/postgres_errors.hpp"

#include <libpq-fe.h>

#include "ports/database.hpp"

namespace elevaite::adapters::database {
namespace {

std::string field(const pg_result* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

std::string constraint_reason(const pg_result* result) {
  auto name = field(result, PG_DIAG_CONSTRAINT_NAME);
  if (!name.empty()) return name;
  auto column = field(result, PG_DIAG_COLUMN_NAME);
  return column.empty() ? std::string() : field(result, PG_DIAG_TABLE_NAME) + "." + column;
}

bool in_class(std::string_view state, std::string_view prefix) { return state.starts_with(prefix); }

// Connection exceptions, resources, operator intervention, system errors: time or a person mends
// them.
bool is_unavailable(std::string_view state) {
  return (in_class(state, "08") && state != "08P01") || in_class(state, "53") ||
         in_class(state, "57P") || in_class(state, "58") || state == "25006" || state == "55P03";
}

Error error_of(const pg_result* result, std::string_view state, bool guarded) {
  auto message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (message.empty()) message = "the connection was lost";
  if (in_class(state, "23")) {
    return Error{ErrorCode::conflict, "The database refused the change: " + message + ".",
                 constraint_reason(result)};
  }
  if (state == "22012" && guarded) {
    return Error{ErrorCode::conflict, "The row was changed by somebody else, or is gone.",
                 std::string(ports::kMustAffect)};
  }
  if (state == "57014") {
    return Error{ErrorCode::timeout, "The database took too long for a statement.", "timeout"};
  }
  if (state == "55P03") {
    return Error{ErrorCode::unavailable, "The database cannot answer now: " + message + ".",
                 std::string(kLockTimeout)};
  }
  if (state == "22021" || state == "22P05") {
    return Error{ErrorCode::invalid_argument, "Text must be UTF-8 without NUL bytes.",
                 message.find("0x00") != std::string::npos ? "nul_in_text" : "not_utf8"};
  }
  if (state == "22003" || state == "22001" || state == "54000") {
    return Error{ErrorCode::invalid_argument, "The database cannot hold a value: " + message + "."};
  }
  if (state.empty() || is_unavailable(state)) {
    return Error{ErrorCode::unavailable, "The database cannot answer now: " + message + "."};
  }
  return internal_error("The database refused a statement: " + message + " (" + std::string(state) +
                        ").");
}

}  // namespace

PostgresFailure postgres_failure(const pg_result* result, bool guarded) {
  auto state = field(result, PG_DIAG_SQLSTATE);
  auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  PostgresFailure failure{error_of(result, state, guarded)};
  failure.session_ended = severity == "FATAL" || severity == "PANIC";
  failure.retry = state == "40001" || state == "40P01";
  failure.stale_statement =
      state == "26000" ||
      (state == "0A000" && field(result, PG_DIAG_MESSAGE_PRIMARY).starts_with("cached plan"));
  if (failure.retry) {
    failure.error =
        Error{ErrorCode::unavailable, "Too many changes of the same rows at once. Try again.",
              std::string(kContention)};
  }
  return failure;
}

}  // namespace elevaite::adapters::database
