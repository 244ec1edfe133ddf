// JSON lines on standard error: {"at","level","message",…fields}. Thread-safe, never blocks on a slow
// reader beyond the pipe's own buffer. Secrets do not belong here: see core/secret.hpp.
#pragma once
#include <boost/json.hpp>
#include <string_view>

namespace elevaite {

enum class LogLevel { debug, info, warning, error, off };

using LogFields = std::initializer_list<std::pair<std::string_view, boost::json::value>>;

void set_log_level(LogLevel level);
LogLevel log_level();

void log(LogLevel level, std::string_view message, LogFields fields);
inline void log_debug(std::string_view message, LogFields fields = {}) {
  if (log_level() <= LogLevel::debug) log(LogLevel::debug, message, fields);
}
inline void log_info(std::string_view message, LogFields fields = {}) {
  if (log_level() <= LogLevel::info) log(LogLevel::info, message, fields);
}
inline void log_warning(std::string_view message, LogFields fields = {}) {
  if (log_level() <= LogLevel::warning) log(LogLevel::warning, message, fields);
}
inline void log_error(std::string_view message, LogFields fields = {}) {
  if (log_level() <= LogLevel::error) log(LogLevel::error, message, fields);
}

}  // namespace elevaite
