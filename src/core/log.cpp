#include "core/log.hpp"

#include <unistd.h>

#include <atomic>

#include "core/time.hpp"

namespace elevaite {
namespace {

std::atomic<LogLevel> current_level{LogLevel::info};

std::string_view name(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
    case LogLevel::off:
      return "off";
  }
  return "";
}

}  // namespace

void set_log_level(LogLevel level) { current_level = level; }
LogLevel log_level() { return current_level.load(std::memory_order_relaxed); }

void log(LogLevel level, std::string_view message, LogFields fields) {
  boost::json::object line;
  line["at"] = to_rfc3339(system_clock().now());
  line["level"] = name(level);
  line["message"] = message;
  for (const auto& [key, value] : fields) line[key] = value;
  std::string text = boost::json::serialize(line);
  text += '\n';
  // One write call for the line keeps lines of several threads and processes whole.
  [[maybe_unused]] auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace elevaite
