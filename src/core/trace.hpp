// Traces: spans that say what took how long inside of what, in the words of OpenTelemetry and W3C.
// Whoever ends a span offers it to the process's queue, if there is one; that never waits. Ids of
// runs and steps follow from their own, so a process that takes a run over goes on with its trace.
// Spans hold no content: no prompt, no answer, no argument.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/time.hpp"

namespace elevaite::trace {

// Both as lower-case hex, as they are written everywhere.
struct SpanContext {
  std::string trace_id;  // 32 digits
  std::string span_id;   // 16 digits
};

// Of a well-formed traceparent whose sender wants it recorded; nullopt otherwise.
std::optional<SpanContext> read_traceparent(std::string_view text);
std::string write_traceparent(const SpanContext& context);
std::string derived_trace_id(std::string_view from);
std::string derived_span_id(std::string_view from);
SpanContext random_context();

enum class SpanKind { internal = 1, server = 2, client = 3 };  // OTLP's numbers

struct Span {
  std::string name;
  SpanKind kind = SpanKind::internal;
  SpanContext context;
  std::string parent_id{};
  Instant started_at;
  Instant ended_at;
  JsonObject attributes{};  // texts, whole numbers and booleans
  bool has_failed = false;
};

// Loop thread only.
class SpanQueue {
 public:
  explicit SpanQueue(std::size_t room) : room_(room) {}
  void offer(Span span);
  std::vector<Span> take(std::size_t most);
  std::size_t size() const { return spans_.size(); }
  // There was no room for them, or nobody took them.
  std::uint64_t dropped() const { return dropped_; }
  void count_dropped(std::size_t count) { dropped_ += count; }

 private:
  std::size_t room_;
  std::deque<Span> spans_;
  std::uint64_t dropped_ = 0;
};

// The process's; null while nobody wants traces.
SpanQueue* queue();
void set_queue(SpanQueue* queue);

// The body of a request to /v1/traces: OTLP as JSON.
std::string otlp_body(const std::vector<Span>& spans, const JsonObject& resource);

}  // namespace elevaite::trace
