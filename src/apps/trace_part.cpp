#include "apps/trace_part.hpp"

#include "core/log.hpp"
#include "core/net/client.hpp"
#include "core/trace.hpp"

namespace elevaite::apps {
namespace {

constexpr std::size_t kRoom = 8192;
constexpr std::size_t kBatch = 512;
constexpr Duration kInterval = 1s;
// A batch that the collector has no time for is kept for so many more attempts, and new spans wait
// in the queue as long as it has room.
constexpr int kAttempts = 5;

class TracePart final : public Part {
 public:
  TracePart(ProcessContext& context, const std::string& service)
      : url_(context.config.text("traces.url")),
        resource_{{"service.name", "elevaite-" + service}, {"service.namespace", "elevaite"}},
        queue_(kRoom),
        http_(context.executor),
        sent_(context.metrics.counter("elevaite_spans_sent_total",
                                      "Spans that the collector has taken.")),
        tasks_(context.executor) {
    context.metrics.gauge_function("elevaite_spans_dropped",
                                   "Spans for which there was no room, or that nobody took.", {},
                                   [this] { return static_cast<double>(queue_.dropped()); });
    trace::set_queue(&queue_);
  }
  ~TracePart() override { trace::set_queue(nullptr); }

  Task<Result<void>> start() override {
    tasks_.spawn(keep_sending());
    co_return Result<void>();
  }

  Task<void> stop(Duration) override {
    tasks_.cancel();
    co_await tasks_.join();
    auto rest = queue_.take(kRoom);
    if (!rest.empty()) co_await send(std::move(rest), 1);
  }

 private:
  Task<void> keep_sending() {
    while (true) {
      co_await sleep_for(kInterval);
      while (queue_.size() > 0) {
        co_await send(queue_.take(kBatch), kAttempts);
      }
    }
  }

  Task<void> send(std::vector<trace::Span> spans, int attempts) {
    const auto body = trace::otlp_body(spans, resource_);
    std::string fault;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
      net::ClientRequest request;
      request.method = "POST";
      request.url = url_;
      request.headers.add("Content-Type", "application/json");
      request.body = body;
      request.connect_timeout = 2s;
      request.total_timeout = 5s;
      auto answer = co_await http_.send(std::move(request));
      if (answer && answer->status / 100 == 2) {
        sent_.add(spans.size());
        has_failed_ = false;
        co_return;
      }
      fault = answer ? fmt::format("It answered {}.", answer->status) : answer.error().message;
      // What it does not understand it will not understand later.
      bool may_help = !answer || answer->status == 429 || answer->status >= 500;
      if (!may_help) break;
      if (attempt < attempts) co_await sleep_for(kInterval * attempt);
    }
    queue_.count_dropped(spans.size());
    if (!std::exchange(has_failed_, true)) {
      log_warning("the collector of traces takes none", {{"reason", fault}});
    }
  }

  std::string url_;
  JsonObject resource_;
  trace::SpanQueue queue_;
  net::HttpClient http_;
  Counter& sent_;
  bool has_failed_ = false;  // it is in the log
  TaskGroup tasks_;
};

}  // namespace

std::unique_ptr<Part> make_trace_part(ProcessContext& context, const std::string& service) {
  if (context.config.text("traces.url").empty()) return nullptr;
  return std::make_unique<TracePart>(context, service);
}

}  // namespace elevaite::apps
