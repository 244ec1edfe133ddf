// How many jobs of one tenant a worker has at a time, between a few and all of its slots. While
// claims are answered soon it grows; when they are not, the processors or the database have more to
// do than they can, and more jobs at a time would only make everybody wait longer for the next one:
// it shrinks. Jobs that wait for something outside do not slow claims down, so their window is
// wide.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/time.hpp"

namespace elevaite::jobs {

class JobWindow {
 public:
  static constexpr std::size_t kLeast = 6;
  static constexpr std::size_t kFirst = 16;
  // A claim that took longer than this, and than several times the fastest one (a disk may be slow
  // without anything to do), says that something is overloaded; half of it, that nothing is.
  static constexpr Duration kSlow = 12ms;
  static constexpr int kTimesFastest = 4;
  // So often the fastest one is looked for anew.
  static constexpr std::uint32_t kRemembered = 4096;

  explicit JobWindow(std::size_t most) : most_(most), size_(std::min(kFirst, most)) {}

  std::size_t size() const { return size_; }

  // After each claim; `is_full`: there was no room for more.
  void claimed(Duration took, bool is_full) {
    fastest_ = ++claims_ % kRemembered == 0 ? took : std::min(fastest_, took);
    const Duration slow = std::max(kSlow, fastest_ * kTimesFastest);
    if (took > slow) {
      size_ = std::max(std::min(kLeast, most_), size_ - size_ / 4);
    } else if (is_full && took < slow / 2) {
      size_ = std::min(most_, size_ + std::max<std::size_t>(size_ / 8, 1));
    }
  }

 private:
  std::size_t most_;
  std::size_t size_;
  Duration fastest_ = Duration::max() / kTimesFastest;
  std::uint32_t claims_ = 0;
};

}  // namespace elevaite::jobs
