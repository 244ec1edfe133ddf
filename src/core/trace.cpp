#include "core/trace.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"

namespace elevaite::trace {
namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

SpanQueue* the_queue = nullptr;

Json value_of(const Json& value) {
  // Whole numbers are texts in OTLP's JSON, as all of 64 bits are in protobuf's.
  if (value.is_int64()) return JsonObject{{"intValue", std::to_string(value.get_int64())}};
  if (value.is_bool()) return JsonObject{{"boolValue", value}};
  return JsonObject{{"stringValue", value}};
}

JsonArray attributes_of(const JsonObject& attributes) {
  JsonArray out;
  for (const auto& [key, value] : attributes) {
    JsonObject entry{{"key", key}};
    entry["value"] = value_of(value);
    out.push_back(std::move(entry));
  }
  return out;
}

std::string nanos(Instant at) { return std::to_string(to_micros(at)) + "000"; }

JsonObject span_json(const Span& span) {
  JsonObject out{{"traceId", span.context.trace_id},
                 {"spanId", span.context.span_id},
                 {"name", span.name},
                 {"kind", static_cast<int>(span.kind)},
                 {"startTimeUnixNano", nanos(span.started_at)},
                 {"endTimeUnixNano", nanos(span.ended_at)}};
  if (!span.parent_id.empty()) out["parentSpanId"] = span.parent_id;
  out["attributes"] = attributes_of(span.attributes);
  JsonObject status;
  if (span.has_failed) status["code"] = 2;
  out["status"] = std::move(status);
  return out;
}

}  // namespace

std::optional<SpanContext> read_traceparent(std::string_view text) {
  // 00-<trace>-<span>-<flags>; bit 0 of the flags: recorded.
  if (text.size() != 55) return std::nullopt;
  const char flags = text[54];
  const int digit = flags >= 'a' ? flags - 'a' + 10 : flags - '0';
  if ((digit & 1) == 0) return std::nullopt;
  return SpanContext{std::string(text.substr(3, kTraceDigits)),
                     std::string(text.substr(36, kSpanDigits))};
}

std::string write_traceparent(const SpanContext& context) {
  return "00-" + context.trace_id + "-" + context.span_id + "-01";
}

std::string derived_trace_id(std::string_view from) {
  return crypto::hex_encode(crypto::sha256(from)).substr(0, kTraceDigits);
}

std::string derived_span_id(std::string_view from) {
  return crypto::hex_encode(crypto::sha256(from)).substr(kTraceDigits, kSpanDigits);
}

SpanContext random_context() {
  auto digits = crypto::hex_encode(crypto::random_bytes((kTraceDigits + kSpanDigits) / 2));
  return {digits.substr(0, kTraceDigits), digits.substr(kTraceDigits)};
}

void SpanQueue::offer(Span span) {
  if (spans_.size() >= room_) {
    ++dropped_;
    return;
  }
  spans_.push_back(std::move(span));
}

std::vector<Span> SpanQueue::take(std::size_t most) {
  std::vector<Span> taken;
  while (!spans_.empty() && taken.size() < most) {
    taken.push_back(std::move(spans_.front()));
    spans_.pop_front();
  }
  return taken;
}

SpanQueue* queue() { return the_queue; }
void set_queue(SpanQueue* queue) { the_queue = queue; }

std::string otlp_body(const std::vector<Span>& spans, const JsonObject& resource) {
  JsonArray written;
  for (const Span& span : spans) written.push_back(span_json(span));
  JsonObject scope;
  scope["scope"] = JsonObject{{"name", "elevaite"}};
  scope["spans"] = std::move(written);
  JsonArray scopes;
  scopes.push_back(std::move(scope));
  JsonObject from;
  from["attributes"] = attributes_of(resource);
  JsonObject entry;
  entry["resource"] = std::move(from);
  entry["scopeSpans"] = std::move(scopes);
  JsonArray entries;
  entries.push_back(std::move(entry));
  JsonObject body;
  body["resourceSpans"] = std::move(entries);
  return to_text(body);
}

}  // namespace elevaite::trace
