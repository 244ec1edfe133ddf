// What one evaluation may still do. Shared by the templates of one value.
#pragma once
#include "core/expression/template.hpp"

namespace elevaite::expression {

class Budget {
 public:
  Budget() = default;
  Budget(std::size_t steps, std::size_t bytes) : steps_(steps), bytes_(bytes) {}
  // Both answer false when the evaluation must end.
  bool spend_steps(std::size_t count) { return take(steps_, count); }
  bool spend_bytes(std::size_t count) { return take(bytes_, count); }

 private:
  static bool take(std::size_t& left, std::size_t count) {
    if (count > left) return false;
    left -= count;
    return true;
  }
  std::size_t steps_ = kMaxSteps;
  // Intermediate values count as well.
  std::size_t bytes_ = 4 * kMaxOutputBytes;
};

}  // namespace elevaite::expression
