// What an expression gives with the data of a run that is over; nothing is executed for it.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class Expressions : public RoutesTest {
 protected:
  static Json workflow() {
    return json(R"({"nodes":[{"id":"begin","kind":"manual_trigger"},
      {"id":"first","kind":"set_fields","config":{"mode":"replace","fields":[{"name":"a","value":"{{ trigger.n }}"}]}},
      {"id":"loop","kind":"for_each","config":{"items":"{{ trigger.list }}"}},
      {"id":"each","kind":"set_fields","config":{"mode":"replace","fields":[{"name":"c","value":"{{ item * 10 }}"}]}},
      {"id":"more","kind":"set_fields","config":{"mode":"replace","fields":[]}},
      {"id":"last","kind":"set_fields","config":{"mode":"replace","fields":[]}}],
      "edges":[{"id":"e1","source":"begin","target":"first"},
       {"id":"e4","source":"first","target":"loop"},
       {"id":"e5","source":"loop","source_handle":"item","target":"each"},
       {"id":"e6","source":"each","target":"more"},
       {"id":"e7","source":"loop","source_handle":"done","target":"last"}]})");
  }
  model::Agent agent;
  std::string run;

  void SetUp() override {
    RoutesTest::SetUp();
    agent = create("Desk", workflow());
    run = test_run(1);
  }
  std::string test_run(int n) {
    auto body =
        fmt::format(R"({{"wait":true,"version":"draft","input":{{"n":{},"list":[3,4]}}}})", n);
    auto started = call("POST", "/v1/agents/" + agent.id.str() + "/runs", body);
    EXPECT_EQ(started.word("status"), "succeeded") << started.text;
    return std::string(started.word("id"));
  }
  RouteAnswer evaluate(JsonObject body, std::string bearer = "ada owner") {
    return call("POST", "/v1/agents/desk/expressions/evaluate", to_text(body), {}, bearer);
  }
  std::string value(std::string_view text, std::string_view node, int index = 0) {
    auto answer = evaluate({{"text", text}, {"node_id", node}, {"index", index}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    if (!answer.body.at("error").is_null()) return answer.text;
    return to_text(answer.body.at("value"));
  }
};
ELEVAITE_ON_BOTH_DATABASES(Expressions);

TEST_P(Expressions, see_what_the_run_recorded) {
  EXPECT_EQ(value("Hello {{ trigger.n }}", "first"), R"("Hello 1")");
  EXPECT_EQ(value("{{ nodes.first }}", "last"), R"({"a":1})");
  EXPECT_EQ(value("{{ input.a + 1 }}", "loop"), "2");
  EXPECT_EQ(value("{{ run.id }}", "first"), "\"" + run + "\"");
  EXPECT_EQ(value("{{ item }} {{ index }} {{ input }}", "each", 1), R"("4 1 4")");
  EXPECT_EQ(value("{{ nodes.each.c }} {{ input.c }}", "more", 1), R"("40 40")");
  EXPECT_EQ(value("{{ length(nodes.loop) }}", "last"), value("{{ length(input) }}", "last"));
  EXPECT_EQ(value("plain", ""), R"("plain")");
}

TEST_P(Expressions, say_what_is_wrong_and_where) {
  auto broken = evaluate({{"text", "a\n {{ 1 + }}"}});
  EXPECT_EQ(broken.status, 200);
  const Json& error = broken.body.at("error");
  EXPECT_EQ(find_int(error, "line"), 2);
  EXPECT_GT(find_int(error, "column").value_or(0), 5);
  EXPECT_TRUE(broken.body.at("value").is_null());
  auto missing = evaluate({{"text", "{{ nodes.first.zip }}"}, {"node_id", "last"}});
  EXPECT_NE(find_string(missing.body.at("error"), "message")->find("no member `zip`"),
            std::string::npos);
  EXPECT_EQ(evaluate({{"text", 5}}).status, 400);
  EXPECT_EQ(evaluate({{"text", "x"}, {"index", -1}}).status, 400);
}

TEST_P(Expressions, take_the_newest_test_or_the_run_that_is_named) {
  auto second = test_run(2);
  EXPECT_EQ(value("{{ trigger.n }}", "first"), "2");
  auto named = evaluate({{"text", "{{ trigger.n }}"}, {"run_id", run}});
  EXPECT_EQ(named.body.at("value"), Json(1));
  EXPECT_EQ(named.word("run_id"), run);
  auto other = create("Other", workflow());
  auto strange = call("POST", "/v1/agents/other/expressions/evaluate",
                      R"({"text":"x","run_id":")" + run + "\"}");
  EXPECT_EQ(strange.status, 404);
  auto none = call("POST", "/v1/agents/other/expressions/evaluate", R"({"text":"{{ 1 + 1 }}"})");
  EXPECT_EQ(none.body.at("value"), Json(2));
  EXPECT_TRUE(none.body.at("run_id").is_null());
}

TEST_P(Expressions, prefer_what_the_draft_has_pinned) {
  auto pinned = workflow();
  pinned.at("nodes").at(1).as_object()["pinned"] = json(R"({"output":{"a":"pinned"}})");
  set_workflow(agent, pinned);
  EXPECT_EQ(value("{{ nodes.first.a }} {{ input.a }}", "loop"), R"("pinned pinned")");
}

TEST_P(Expressions, are_bounded) {
  auto huge =
      evaluate({{"text", "{{ replace('" + std::string(9000, 'a') + "', 'a', 'aaaaaaaaa') }}"}});
  EXPECT_EQ(huge.status, 200);
  EXPECT_TRUE(huge.body.at("is_too_large").as_bool()) << huge.text;
  EXPECT_TRUE(huge.body.at("value").is_null());
  EXPECT_EQ(huge.word("type"), "string");
  EXPECT_GT(find_int(huge.body, "bytes").value_or(0), 80'000);
  EXPECT_EQ(evaluate({{"text", std::string(70'000, 'x')}}).status, 400);
}

TEST_P(Expressions, show_a_run_only_to_those_who_may_read_it) {
  EXPECT_EQ(evaluate({{"text", "x"}}, "eve owner").status, 404);
  EXPECT_EQ(evaluate({{"text", "x"}}, "ada viewer").status, 200);
}

}  // namespace
}  // namespace elevaite::test
