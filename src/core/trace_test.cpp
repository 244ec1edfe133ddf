#include "core/trace.hpp"

#include <gtest/gtest.h>

namespace elevaite::trace {
namespace {

constexpr std::string_view kSent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(traceparent, is_read_and_written) {
  auto context = read_traceparent(kSent).value();
  EXPECT_EQ(context.trace_id, "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(context.span_id, "b7ad6b7169203331");
  EXPECT_EQ(write_traceparent(context), kSent);
}

TEST(traceparent, that_is_not_to_be_recorded_is_not) {
  std::string text(kSent);
  text.back() = '0';
  EXPECT_FALSE(read_traceparent(text).has_value());
  text.back() = 'b';
  EXPECT_TRUE(read_traceparent(text).has_value());
  EXPECT_FALSE(read_traceparent("").has_value());
}

TEST(span_ids, follow_from_what_they_are_for) {
  EXPECT_EQ(derived_trace_id("run"), derived_trace_id("run"));
  EXPECT_NE(derived_span_id("run/a/1"), derived_span_id("run/a/2"));
  EXPECT_EQ(derived_trace_id("run").size(), 32U);
  EXPECT_EQ(derived_span_id("run").size(), 16U);
  EXPECT_NE(random_context().trace_id, random_context().trace_id);
}

TEST(span_queue, has_a_bound_and_counts_what_is_above_it) {
  SpanQueue queue(2);
  for (const char* name : {"a", "b", "c"}) {
    Span span;
    span.name = name;
    queue.offer(std::move(span));
  }
  EXPECT_EQ(queue.dropped(), 1U);
  auto taken = queue.take(1);
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].name, "a");
  EXPECT_EQ(queue.take(10).size(), 1U);
  EXPECT_TRUE(queue.take(10).empty());
}

TEST(otlp, is_written_as_the_protocol_says) {
  Span span;
  span.name = "chat demo";
  span.kind = SpanKind::client;
  span.context = read_traceparent(kSent).value();
  span.parent_id = "00f067aa0ba902b7";
  span.started_at = *parse_rfc3339("2026-11-23T12:00:00Z");
  span.ended_at = span.started_at + 1500us;
  span.attributes = {{"gen_ai.request.model", "demo"}, {"gen_ai.usage.input_tokens", 7}};
  span.has_failed = true;
  EXPECT_EQ(
      otlp_body({span}, {{"service.name", "engine"}}),
      R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":)"
      R"({"stringValue":"engine"}}]},"scopeSpans":[{"scope":{"name":"elevaite"},"spans":[{)"
      R"("traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",)"
      R"("name":"chat demo","kind":3,"startTimeUnixNano":"1795435200000000000",)"
      R"("endTimeUnixNano":"1795435200001500000","parentSpanId":"00f067aa0ba902b7",)"
      R"("attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"demo"}},)"
      R"({"key":"gen_ai.usage.input_tokens","value":{"intValue":"7"}}],"status":{"code":2}}]}]}]})");
}

}  // namespace
}  // namespace elevaite::trace
