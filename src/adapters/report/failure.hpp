// How rendering stops in the middle of a page: an exception that never leaves this folder.
#pragma once
#include <fmt/format.h>

#include <chrono>
#include <exception>

#include "core/error.hpp"

namespace elevaite::adapters::report {

struct Failure final : std::exception {
  explicit Failure(Error reason) : error(std::move(reason)) {}
  const char* what() const noexcept override { return error.message.c_str(); }
  Error error;
};

// `line` counts from 1 in the text that the person wrote.
[[noreturn]] inline void refuse(std::size_t line, std::string_view what) {
  throw Failure(invalid_field("markdown", "report", fmt::format("Line {}: {}", line, what)));
}

[[noreturn]] inline void exceed(std::string_view what) {
  throw Failure(Error{ErrorCode::limit_exceeded, std::string(what)});
}

class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit)
      : end_(std::chrono::steady_clock::now() + limit) {}
  void check() const {
    if (std::chrono::steady_clock::now() < end_) return;
    throw Failure(Error{ErrorCode::timeout, "The report took too long to draw. Make it shorter."});
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

}  // namespace elevaite::adapters::report
