// The renderer of PDF (cairo, Pango), XLSX (libxlsxwriter) and CSV.
#pragma once
#include <memory>

#include "ports/report.hpp"

namespace elevaite::adapters::report {

struct RendererOptions {
  std::size_t threads = 1;
  std::size_t max_waiting = 32;
  std::chrono::milliseconds max_time{30'000};
};

std::unique_ptr<ports::ReportRenderer> open_report_renderer(RendererOptions options = {});

}  // namespace elevaite::adapters::report
