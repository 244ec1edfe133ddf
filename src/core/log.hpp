// JSON lines on standard error: {"at","level","message",…fields}. Thread-safe, never blocks on a
// slow reader beyond the pipe's own buffer. Secrets do not belong here: see core/secret.hpp.
#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

namespace elevaite {

enum class LogLevel { debug, info, warning, error, off };

// A field converts from what people log: text, numbers, booleans, JSON.
struct LogField {
  LogField(std::string_view name, std::string_view text) : key(name), value(text) {}
  LogField(std::string_view name, const char* text) : key(name), value(text) {}
  LogField(std::string_view name, const std::string& text) : key(name), value(text) {}
  LogField(std::string_view name, boost::json::value json) : key(name), value(std::move(json)) {}
  template <class Number>
    requires std::is_arithmetic_v<Number>
  LogField(std::string_view name, Number number) : key(name), value(number) {}

  std::string_view key;
  boost::json::value value;
};
using LogFields = std::initializer_list<LogField>;

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
