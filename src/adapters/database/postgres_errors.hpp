// From SQLSTATE to our errors, and what to do about them.
#pragma once
#include <string_view>

#include "core/error.hpp"

struct pg_result;

namespace elevaite::adapters::database {

// The reason of a deadlock or a serialisation failure.
inline constexpr std::string_view kContention = "contention";

// The reason when a lock was not to be had in time (lock_timeout, NOWAIT).
inline constexpr std::string_view kLockTimeout = "lock_timeout";

struct PostgresFailure {
  Error error;
  bool session_ended = false;  // the server said good-bye: nothing after this was executed
  bool retry = false;  // a deadlock or a serialisation failure: the same batch may well succeed
  bool stale_statement = false;  // the prepared statement is gone or outdated: prepare it anew
};

// `guarded` says that the statement was rewritten to fail when it affects no row.
PostgresFailure postgres_failure(const pg_result* result, bool guarded);

}  // namespace elevaite::adapters::database
