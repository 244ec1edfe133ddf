#include "adapters/report/open.hpp"

#include "adapters/report/csv.hpp"
#include "adapters/report/pdf.hpp"
#include "adapters/report/xlsx.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::report {
namespace {

using ports::RenderedFile;

class PooledRenderer final : public ports::ReportRenderer {
 public:
  explicit PooledRenderer(const RendererOptions& options)
      : pool_(options.threads, options.max_waiting) {
    limits_.time = options.max_time;
  }

  Task<Result<RenderedFile>> pdf(ports::Report report) override {
    auto work = [report = std::move(report), limits = limits_]() mutable {
      return render_pdf(std::move(report), limits);
    };
    co_return co_await pool_.run<RenderedFile>(std::move(work));
  }

  Task<Result<RenderedFile>> csv(ports::TableExport table) override {
    auto work = [table = std::move(table)] { return write_csv(table); };
    co_return co_await pool_.run<RenderedFile>(std::move(work));
  }

  Task<Result<RenderedFile>> xlsx(ports::TableExport table) override {
    auto work = [table = std::move(table)] { return write_xlsx(table); };
    co_return co_await pool_.run<RenderedFile>(std::move(work));
  }

 private:
  PdfLimits limits_;
  ThreadPool pool_;
};

}  // namespace

std::unique_ptr<ports::ReportRenderer> open_report_renderer(RendererOptions options) {
  return std::make_unique<PooledRenderer>(options);
}

}  // namespace elevaite::adapters::report
