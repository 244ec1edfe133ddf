#include <gtest/gtest.h>

#include "core/test_loop.hpp"
#include "ports/tool.hpp"

namespace elevaite::tools {

void register_calculator(ports::ToolRegistry& registry);
void register_current_time(ports::ToolRegistry& registry);

namespace {

// Only the time is asked of it.
class FixedTime final : public ports::StepContext {
 public:
  model::TenantId tenant_id() const override { return {}; }
  model::RunId run_id() const override { return {}; }
  const std::string& node_id() const override { return node_id_; }
  std::string idempotency_key() const override { return ""; }
  bool is_repeated() const override { return false; }
  Instant now() const override { return *parse_rfc3339("2026-11-24T23:30:05Z"); }
  std::string traceparent() const override { return ""; }
  Task<Result<ports::SubStepOutput>> sub_step(ports::SubStep, ports::SubStepWork) override {
    co_return internal_error("not here");
  }
  const std::vector<ports::Tool>& tools() const override { return tools_; }
  Task<Result<ports::SubStepOutput>> call_tool(ports::Tool, std::string, Json) override {
    co_return internal_error("not here");
  }
  std::optional<ports::Resumption> resumption(std::string_view) const override { return {}; }
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t) override {
    co_return std::vector<model::ChatMessage>{};
  }
  void emit(Json) override {}

 private:
  std::string node_id_;
  std::vector<ports::Tool> tools_;
};

Result<Json> call(std::string_view name, JsonObject arguments) {
  ports::ToolRegistry registry;
  register_calculator(registry);
  register_current_time(registry);
  FixedTime context;
  asio::io_context loop(1);
  Json given = std::move(arguments);
  return run_task(loop, registry.find(name)->call(context, std::move(given)));
}

TEST(calculator, calculates) {
  struct Row {
    const char* expression;
    double result;
  };
  for (auto [expression, result] :
       {Row{"1 + 2 * 3", 7}, Row{"(1 + 2) * 3", 9}, Row{"7 / 2", 3.5}, Row{"-4 + 1", -3},
        Row{"1,250 × 2", 2500}, Row{"10 ÷ 4", 2.5}, Row{"0.1 * 3 - 0.3 + 1", 1}}) {
    auto value = call("calculator", {{"expression", expression}});
    ASSERT_TRUE(value.has_value()) << expression << " " << value.error().message;
    EXPECT_NEAR(*find_number(*value, "result"), result, 1e-9) << expression;
  }
}

TEST(calculator, refuses_everything_but_arithmetic) {
  for (const char* expression :
       {"", "nodes.a.b", "1 +", "1 / 0", "now()", "}} {{ 1", "\"a\"", "((((", "2 == 2"}) {
    auto value = call("calculator", {{"expression", expression}});
    ASSERT_FALSE(value.has_value()) << expression;
    EXPECT_EQ(value.error().code, ErrorCode::invalid_argument) << expression;
  }
}

TEST(current_time, tells_the_steps_time_at_an_offset) {
  EXPECT_EQ(call("current_time", {}).value(),
            parse_json(R"({"date":"2026-11-24","time":"23:30:05","weekday":"Tuesday",
                           "offset":"+00:00","instant":"2026-11-24T23:30:05+00:00"})")
                .value());
  EXPECT_EQ(find_string(call("current_time", {{"offset", "+01:00"}}).value(), "instant"),
            "2026-11-25T00:30:05+01:00");
  EXPECT_EQ(find_string(call("current_time", {{"offset", "-0530"}}).value(), "instant"),
            "2026-11-24T18:00:05-05:30");
}

TEST(current_time, refuses_what_is_no_offset) {
  for (const char* offset : {"Europe/Paris", "+1", "+25:00", "+00:60", "x01:00", "+-1:00"}) {
    EXPECT_FALSE(call("current_time", {{"offset", offset}}).has_value()) << offset;
  }
}

}  // namespace
}  // namespace elevaite::tools
