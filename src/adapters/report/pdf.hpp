// A report as PDF, on the calling thread.
#pragma once
#include <chrono>

#include "core/result.hpp"
#include "ports/report.hpp"

namespace elevaite::adapters::report {

struct PdfLimits {
  std::chrono::milliseconds time{30'000};
  std::size_t pages = 1000;
  std::size_t bytes = 64 << 20;
};

Result<ports::RenderedFile> render_pdf(ports::Report report, const PdfLimits& limits);

}  // namespace elevaite::adapters::report
