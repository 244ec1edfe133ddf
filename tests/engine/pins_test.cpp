// Pinned data: what a test run of the draft takes for a node's output, and a deployed run does not.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class Pins : public RoutesTest {
 protected:
  // `fetch` cannot succeed: executing it fails the run.
  static Json workflow(std::string_view pinned) {
    auto made = json(R"({"nodes":[{"id":"begin","kind":"manual_trigger"},
      {"id":"fetch","kind":"stop_with_error","config":{"message":"executed"}},
      {"id":"after","kind":"set_fields","config":{"mode":"replace","fields":[
        {"name":"got","value":"{{ nodes.fetch.rows[0] }} {{ input.rows[1] }}"}]}}],
      "edges":[{"id":"e1","source":"begin","target":"fetch"}]})");
    if (!pinned.empty()) made.at("nodes").at(1).as_object()["pinned"] = json(pinned);
    return made;
  }
  // A node that would succeed with {"rows":[]}, so that edges may lead on from it.
  static Json chain(std::string_view pinned) {
    auto made = workflow("");
    made.at("nodes").at(1) = json(R"({"id":"fetch","kind":"set_fields",
      "config":{"mode":"replace","fields":[{"name":"rows","value":["real","data"]}]}})");
    made.at("edges").as_array().push_back(json(R"({"id":"e2","source":"fetch","target":"after"})"));
    if (!pinned.empty()) made.at("nodes").at(1).as_object()["pinned"] = json(pinned);
    return made;
  }
  RouteAnswer run(const std::string& agent, std::string_view version) {
    return call("POST", "/v1/agents/" + agent + "/runs",
                fmt::format(R"({{"wait":true,"version":"{}"}})", version));
  }
  Json step(const RouteAnswer& run, std::string_view path) {
    auto answer = call("GET", "/v1/runs/" + std::string(run.word("id")) + "/steps");
    for (const Json& step : answer.body.at("data").as_array()) {
      if (find_string(step, "step") == path) return step;
    }
    return nullptr;
  }
};
ELEVAITE_ON_BOTH_DATABASES(Pins);

TEST_P(Pins, stand_for_the_node_in_tests_only) {
  auto id = deployed("Pinned", chain(R"({"output":{"rows":["pinned","too"]}})"));
  auto test = run(id, "draft");
  ASSERT_EQ(test.status, 201) << test.text;
  EXPECT_EQ(test.body.at("output"), json(R"({"got":"pinned too"})"));
  auto pinned = step(test, "fetch");
  EXPECT_TRUE(pinned.at("is_pinned").as_bool());
  EXPECT_TRUE(pinned.at("input").is_null());
  EXPECT_FALSE(step(test, "after").at("is_pinned").as_bool());
  auto live = run(id, "deployed");
  EXPECT_EQ(live.body.at("output"), json(R"({"got":"real data"})"));
  EXPECT_FALSE(step(live, "fetch").at("is_pinned").as_bool());
}

TEST_P(Pins, spare_a_test_what_the_node_would_do) {
  auto id = create("Stops", workflow(R"({"output":{"rows":[]}})")).id.str();
  EXPECT_EQ(run(id, "draft").word("status"), "succeeded");
  auto bare = create("Stops too", workflow("")).id.str();
  EXPECT_EQ(run(bare, "draft").word("status"), "failed");
}

TEST_P(Pins, choose_the_output_that_fires) {
  auto made = json(R"({"nodes":[{"id":"begin","kind":"manual_trigger"},
    {"id":"ask","kind":"approval","config":{"title":"Send it?"},
     "pinned":{"output":{"approved":true},"handle":"approved"}},
    {"id":"yes","kind":"set_fields","config":{"mode":"replace","fields":[{"name":"sent","value":true}]}},
    {"id":"no","kind":"set_fields","config":{"mode":"replace","fields":[{"name":"sent","value":false}]}}],
    "edges":[{"id":"e","source":"begin","target":"ask"},
     {"id":"f","source":"ask","source_handle":"approved","target":"yes"},
     {"id":"g","source":"ask","source_handle":"rejected","target":"no"}]})");
  auto test = run(create("Asker", made).id.str(), "draft");
  EXPECT_EQ(test.word("status"), "succeeded") << test.text;
  EXPECT_EQ(test.body.at("output"), json(R"({"sent":true})"));
  EXPECT_EQ(find_string(step(test, "no"), "status"), "skipped");
}

TEST_P(Pins, do_not_keep_a_node_from_being_run_alone) {
  auto id = create("Alone", chain(R"({"output":{"rows":["pinned","x"]}})")).id.str();
  auto own = call("POST", "/v1/agents/" + id + "/nodes/fetch/run", R"({"wait":true})");
  EXPECT_EQ(own.body.at("output"), json(R"({"rows":["real","data"]})"));
  auto next = call("POST", "/v1/agents/" + id + "/nodes/after/run",
                   R"({"wait":true,"input":{"rows":[0,"given"]}})");
  EXPECT_EQ(next.body.at("output"), json(R"({"got":"pinned given"})"));
}

TEST_P(Pins, are_warned_of_and_never_keep_from_deploying) {
  auto made = chain(R"({"output":1})");
  made.at("nodes").at(0).as_object()["pinned"] = json(R"({"output":{}})");
  made.at("nodes").at(2).as_object()["pinned"] = json(R"({"output":{},"handle":"gone"})");
  auto id = create("Warned", made).id.str();
  auto verdict = call("POST", "/v1/agents/" + id + "/validate");
  EXPECT_TRUE(verdict.body.at("is_deployable").as_bool());
  std::set<std::string> found;
  for (const Json& problem : verdict.body.at("problems").as_array()) {
    found.insert(std::string(*find_string(problem, "node_id")) + " " +
                 std::string(*find_string(problem, "code")));
    EXPECT_EQ(find_string(problem, "severity"), "warning");
  }
  EXPECT_EQ(found,
            (std::set<std::string>{"begin pinned_trigger", "fetch pinned", "after pinned_handle"}));
  EXPECT_EQ(call("POST", "/v1/agents/" + id + "/deploy").status, 200);
}

TEST_P(Pins, stay_out_of_exports) {
  auto id = create("Shared", chain(R"({"output":"a customer's secret"})")).id.str();
  auto file = call("GET", "/v1/agents/" + id + "/export");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_EQ(file.text.find("pinned"), std::string::npos);
  EXPECT_NE(call("GET", "/v1/agents/" + id).text.find("a customer's secret"), std::string::npos);
}

TEST_P(Pins, are_bounded_and_well_formed) {
  auto agent = create("Bounded", chain(""));
  auto put = [&](Json pinned) {
    auto made = chain("");
    made.at("nodes").at(1).as_object()["pinned"] = std::move(pinned);
    JsonObject body{{"revision", get(agent).revision}};
    body["workflow"] = std::move(made);
    return call("PATCH", "/v1/agents/" + agent.id.str(), to_text(body));
  };
  EXPECT_EQ(put(json(R"({"output":null})")).status, 200);
  auto field = [](const RouteAnswer& refused) {
    EXPECT_EQ(refused.status, 400) << refused.text;
    const Json& first = refused.body.at("errors").at(0);
    return std::string(*find_string(first, "field")) + " " +
           std::string(*find_string(first, "code"));
  };
  EXPECT_EQ(field(put(json("{}"))), "nodes[1].pinned.output required");
  EXPECT_EQ(field(put(json(R"({"output":1,"more":1})"))), "nodes[1].pinned unknown_key");
  EXPECT_EQ(field(put(json(R"({"output":1,"handle":5})"))), "nodes[1].pinned.handle wrong_type");
  EXPECT_EQ(put(JsonObject{{"output", std::string(262'142, 'x')}}).status, 200);
  EXPECT_EQ(field(put(JsonObject{{"output", std::string(262'143, 'x')}})),
            "nodes[1].pinned.output too_large");
}

}  // namespace
}  // namespace elevaite::test
