#include "engine/steps.hpp"

#include <gtest/gtest.h>

namespace elevaite::engine {
namespace {

using model::StepStatus;

std::vector<StepRow> fold(std::string_view events) {
  auto parsed = parse_json(events);
  EXPECT_TRUE(parsed.has_value()) << events;
  JsonArray list = parsed->as_array();
  std::int64_t seq = 0;
  for (Json& event : list) {
    auto& object = event.as_object();
    object["seq"] = ++seq;
    if (!object.contains("at")) object["at"] = "2026-01-01T00:00:00.000Z";
  }
  auto steps = fold_steps(std::vector<Json>(list.begin(), list.end()));
  EXPECT_TRUE(steps.has_value());
  return std::move(*steps);
}

TEST(Steps, show_a_pure_step_from_its_one_event) {
  auto steps = fold(R"([{"type":"run_created"},
    {"type":"step_succeeded","step":"set","node":"set","kind":"set_fields","attempt":1,
     "input":{"a":1},"output":{"a":1},"handle":"out","duration_us":1500}])");
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].status, StepStatus::succeeded);
  EXPECT_EQ(steps[0].kind, "set_fields");
  EXPECT_EQ(steps[0].input, Json(JsonObject{{"a", 1}}));
  EXPECT_EQ(steps[0].handle, "out");
  EXPECT_EQ(steps[0].duration, Duration(1500));
  EXPECT_EQ(*steps[0].finished_at - *steps[0].started_at, Duration(1500));
}

TEST(Steps, keep_the_input_of_the_start_and_measure_until_the_end) {
  auto steps = fold(R"([
    {"type":"step_started","step":"call","node":"call","kind":"http_request","attempt":1,
     "effect":"write","input":{"url":"x"},"at":"2026-01-01T00:00:01.000Z"},
    {"type":"step_succeeded","step":"call","attempt":1,"output":200,"handle":"out",
     "at":"2026-01-01T00:00:03.500Z"}])");
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].effect, "write");
  EXPECT_EQ(steps[0].duration, Duration(2'500'000));
  EXPECT_EQ(*find_string(steps[0].input, "url"), "x");
}

TEST(Steps, show_a_retry_with_its_error_and_when_it_is_due) {
  auto steps = fold(R"([
    {"type":"step_started","step":"call","kind":"http_request","attempt":1},
    {"type":"step_retrying","step":"call","attempt":1,"until":"2026-01-01T00:00:09.000Z",
     "error":{"code":"unavailable","message":"Down."}}])");
  EXPECT_EQ(steps[0].status, StepStatus::waiting);
  EXPECT_EQ(steps[0].error->message, "Down.");
  EXPECT_EQ(steps[0].retry_at, parse_rfc3339("2026-01-01T00:00:09Z"));
  EXPECT_FALSE(steps[0].finished_at);
  EXPECT_FALSE(steps[0].wait);
}

TEST(Steps, forget_the_error_of_an_attempt_that_a_later_one_mended) {
  auto steps = fold(R"([
    {"type":"step_started","step":"call","attempt":1},
    {"type":"step_retrying","step":"call","attempt":1,"until":"2026-01-01T00:00:09.000Z",
     "error":{"code":"unavailable","message":"Down."}},
    {"type":"step_started","step":"call","attempt":2,"at":"2026-01-01T00:00:09.000Z"},
    {"type":"step_succeeded","step":"call","attempt":2,"output":1,
     "at":"2026-01-01T00:00:10.000Z"}])");
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].attempt, 2);
  EXPECT_FALSE(steps[0].error);
  EXPECT_FALSE(steps[0].retry_at);
  EXPECT_EQ(steps[0].duration, Duration(1'000'000));
}

TEST(Steps, say_what_is_waited_for_until_it_is_answered) {
  const std::string waiting = R"({"type":"step_waiting","step":"ask","kind":"approval","attempt":1,
    "key":"approval","until":"2026-01-02T00:00:00.000Z","payload":{"title":"Send?"}})";
  auto steps = fold("[" + waiting + "]");
  ASSERT_TRUE(steps[0].wait.has_value());
  EXPECT_EQ(steps[0].wait->key, "approval");
  EXPECT_EQ(*find_string(steps[0].wait->payload, "title"), "Send?");
  EXPECT_EQ(steps[0].wait->until, parse_rfc3339("2026-01-02T00:00:00Z"));
  steps = fold("[" + waiting + R"(,{"type":"step_signalled","step":"ask","key":"approval"}])");
  EXPECT_EQ(steps[0].status, StepStatus::pending);
  EXPECT_FALSE(steps[0].wait);
}

TEST(Steps, name_the_parents_of_passes_and_parts) {
  auto steps = fold(R"([
    {"type":"step_started","step":"each","node":"each","kind":"for_each","items":[1]},
    {"type":"step_succeeded","step":"each[0].fetch","node":"fetch","kind":"http_request"},
    {"type":"step_started","step":"agent","node":"agent","kind":"agent"},
    {"type":"step_started","step":"agent:model.1","node":"agent","kind":"model_call",
     "parent":"agent","title":"demo"}])");
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[1].parent, "each");
  EXPECT_EQ(steps[1].node_id, "fetch");
  EXPECT_EQ(steps[3].parent, "agent");
  EXPECT_EQ(steps[3].title, "demo");
  EXPECT_EQ(steps[0].input, Json(JsonObject{{"items", JsonArray{1}}}));
}

TEST(Steps, count_what_the_model_calls_used_for_their_step_too) {
  auto steps = fold(R"([
    {"type":"step_started","step":"agent","kind":"agent"},
    {"type":"step_succeeded","step":"agent:model.1","kind":"model_call",
     "usage":{"input_tokens":10,"output_tokens":2,"cost_usd_nanos":5}},
    {"type":"step_succeeded","step":"agent:model.2","kind":"model_call",
     "usage":{"input_tokens":1,"output_tokens":1,"cost_usd_nanos":5}},
    {"type":"step_succeeded","step":"agent","output":"hi"}])");
  EXPECT_EQ(steps[0].usage.input_tokens, 11);
  EXPECT_EQ(steps[0].usage.output_tokens, 3);
  EXPECT_EQ(steps[1].usage.input_tokens, 10);
}

TEST(Steps, list_skipped_steps_and_end_what_a_finished_run_left_open) {
  auto steps = fold(R"([
    {"type":"step_started","step":"slow","kind":"http_request"},
    {"type":"steps_skipped","steps":["left","right"]},
    {"type":"run_cancelled","reason":"Enough."}])");
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].status, StepStatus::failed);
  EXPECT_EQ(steps[0].error->code, ErrorCode::cancelled);
  EXPECT_EQ(steps[1].status, StepStatus::skipped);
  EXPECT_EQ(steps[2].step, "right");
}

TEST(Steps, refuse_what_is_no_event) {
  EXPECT_FALSE(fold_steps({Json(JsonObject{{"seq", 1}})}).has_value());
}

TEST(Steps, write_every_field_so_that_clients_need_not_guess) {
  auto steps = fold(R"([{"type":"step_started","step":"a","kind":"delay","attempt":1}])");
  auto json = to_json(steps[0]);
  for (auto key : {"step", "node_id", "kind", "parent", "title", "status", "attempt", "started_at",
                   "finished_at", "duration_ms", "input", "output", "error", "input_tokens",
                   "output_tokens", "cost_usd", "effect", "wait"}) {
    EXPECT_NE(find(json, key), nullptr) << key;
  }
  EXPECT_EQ(*find_string(json, "status"), "running");
}

}  // namespace
}  // namespace elevaite::engine
