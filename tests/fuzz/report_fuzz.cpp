// Any text as a report, drawn to the end within small limits. Nothing may crash or hang, and what
// comes out is a PDF.
#include "adapters/report/pdf.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  ports::Report report;
  report.markdown.assign(reinterpret_cast<const char*>(data), size);
  report.language = size % 2 == 0 ? "en" : "ar";
  report.has_cover = size % 3 == 0;
  adapters::report::PdfLimits limits;
  limits.pages = 50;
  limits.time = std::chrono::milliseconds(5000);
  auto file = adapters::report::render_pdf(std::move(report), limits);
  if (file && !file->bytes.starts_with("%PDF-")) __builtin_trap();
  if (!file && file.error().code == ErrorCode::internal) __builtin_trap();
  return 0;
}
