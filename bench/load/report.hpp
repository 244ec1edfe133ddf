// What a load run measured, printed as one line of JSON.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace elevaite::bench {

class Report {
 public:
  // A good answer to a request that started inside the measured part.
  void add_latency(std::chrono::nanoseconds latency);
  // A good answer that arrived inside the measured part, whenever its request started.
  void add_finished() { ++finished_; }
  void add_error(const std::string& reason);
  std::size_t errors() const { return errors_; }

  // `seconds`: the length of the measured part.
  std::string to_json(std::size_t connections, double seconds);

 private:
  double percentile(double fraction) const;

  std::vector<std::uint32_t> latencies_us_;
  std::size_t finished_ = 0;
  std::size_t errors_ = 0;
  std::string first_error_;
};

}  // namespace elevaite::bench
