#include "load/report.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace elevaite::bench {
namespace {

double own_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

}  // namespace

void Report::add_latency(std::chrono::nanoseconds latency) {
  latencies_us_.push_back(static_cast<std::uint32_t>(latency.count() / 1000));
}

void Report::add_error(const std::string& reason) {
  if (errors_++ == 0) first_error_ = reason;
}

double Report::percentile(double fraction) const {
  if (latencies_us_.empty()) return 0;
  const auto rank =
      static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(latencies_us_.size())));
  return latencies_us_[std::max<std::size_t>(rank, 1) - 1] / 1000.0;
}

std::string Report::to_json(std::size_t connections, double seconds) {
  std::ranges::sort(latencies_us_);
  std::ostringstream out;
  out << std::fixed << std::setprecision(3) << "{\"connections\":" << connections
      << ",\"seconds\":" << seconds << ",\"ok\":" << finished_ << ",\"errors\":" << errors_
      << ",\"rps\":" << (seconds > 0 ? static_cast<double>(finished_) / seconds : 0.0)
      << ",\"p50_ms\":" << percentile(0.5) << ",\"p90_ms\":" << percentile(0.9)
      << ",\"p99_ms\":" << percentile(0.99) << ",\"max_ms\":" << percentile(1)
      << ",\"cpu_seconds\":" << own_cpu_seconds();
  if (errors_ > 0) out << ",\"first_error\":" << json_string(first_error_);
  out << '}';
  return out.str();
}

}  // namespace elevaite::bench
