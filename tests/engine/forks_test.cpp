// Forks: a new run from a step of one that has ended, over the routes and a real database.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class Forks : public RoutesTest {
 protected:
  // begin -> first -> second -> loop(each) -> last; aside hangs on begin as well.
  static Json chain(std::string_view second = "{{ input.a + 1 }}") {
    return json(fmt::format(R"({{"nodes":[{{"id":"begin","kind":"manual_trigger"}},
      {{"id":"first","kind":"set_fields","config":{{"mode":"replace","fields":[{{"name":"a","value":"{{{{ trigger.n }}}}"}}]}}}},
      {{"id":"aside","kind":"set_fields","config":{{"mode":"replace","fields":[{{"name":"at","value":"{{{{ run.id }}}}"}}]}}}},
      {{"id":"second","kind":"set_fields","config":{{"mode":"replace","fields":[{{"name":"b","value":"{}"}}]}}}},
      {{"id":"loop","kind":"for_each","config":{{"items":"{{{{ [1, 2] }}}}"}}}},
      {{"id":"each","kind":"set_fields","config":{{"mode":"replace","fields":[{{"name":"c","value":"{{{{ item * nodes.second.b }}}}"}}]}}}},
      {{"id":"last","kind":"set_fields","config":{{"mode":"replace","fields":[{{"name":"sum","value":"{{{{ nodes.second.b + nodes.first.a }}}}"}}]}}}}],
      "edges":[{{"id":"e1","source":"begin","target":"first"}},
       {{"id":"e2","source":"begin","target":"aside"}},
       {{"id":"e3","source":"first","target":"second"}},
       {{"id":"e4","source":"second","target":"loop"}},
       {{"id":"e5","source":"loop","source_handle":"item","target":"each"}},
       {{"id":"e6","source":"loop","source_handle":"done","target":"last"}}]}})",
                            second));
  }
  std::string agent;
  std::string run;

  void SetUp() override {
    RoutesTest::SetUp();
    agent = deployed("Chain", chain());
    run = start(R"({"n":1})");
  }

  std::string start(std::string_view input) {
    auto started = call("POST", "/v1/agents/" + agent + "/runs",
                        fmt::format(R"({{"wait":true,"input":{}}})", input));
    EXPECT_EQ(started.status, 201) << started.text;
    EXPECT_EQ(started.word("status"), "succeeded") << started.text;
    return std::string(started.word("id"));
  }
  RouteAnswer fork(std::string_view body) {
    return call("POST", "/v1/runs/" + run + "/fork", std::string(body));
  }
  // The steps of a run by path.
  std::map<std::string, Json> steps(std::string_view id) {
    std::map<std::string, Json> found;
    auto answer = call("GET", "/v1/runs/" + std::string(id) + "/steps");
    for (const Json& step : answer.body.at("data").as_array()) {
      found[std::string(*find_string(step, "step"))] = step;
    }
    return found;
  }
  static bool is_kept(const Json& step) { return find_bool(step, "is_kept").value_or(false); }
};

ELEVAITE_ON_BOTH_DATABASES(Forks);

TEST_P(Forks, keep_what_came_before_and_run_the_rest_again) {
  auto forked = fork(R"({"from_node":"second","wait":true})");
  ASSERT_EQ(forked.status, 201) << forked.text;
  EXPECT_EQ(forked.word("status"), "succeeded");
  EXPECT_EQ(forked.word("forked_from"), run);
  EXPECT_TRUE(forked.body.at("retry_of").is_null());
  auto before = steps(run);
  auto after = steps(forked.word("id"));
  for (const char* kept : {"begin", "first", "aside"}) {
    EXPECT_TRUE(is_kept(after[kept])) << kept;
    EXPECT_EQ(after[kept].at("output"), before[kept].at("output")) << kept;
  }
  for (const char* fresh : {"second", "loop", "loop[0].each", "loop[1].each", "last"}) {
    EXPECT_EQ(find_string(after[fresh], "status"), "succeeded") << fresh;
    EXPECT_FALSE(is_kept(after[fresh])) << fresh;
  }
  EXPECT_EQ(after["last"].at("output").at("sum"), Json(3));
}

TEST_P(Forks, link_both_ways) {
  std::string first(fork(R"({"from_node":"last","wait":true})").word("id"));
  std::string second(fork(R"({"from_node":"last","wait":true})").word("id"));
  auto source = call("GET", "/v1/runs/" + run);
  EXPECT_EQ(source.body.at("forks"), Json(JsonArray{Json(second), Json(first)}));
  EXPECT_TRUE(source.body.at("forked_from").is_null());
  auto fork_of = call("GET", "/v1/runs/" + first);
  EXPECT_EQ(fork_of.word("forked_from"), run);
  EXPECT_TRUE(fork_of.body.at("forks").as_array().empty());
}

TEST_P(Forks, may_be_given_another_input) {
  auto forked = fork(R"({"from_node":"second","input":{"a":41},"wait":true})");
  ASSERT_EQ(forked.status, 201) << forked.text;
  EXPECT_EQ(steps(forked.word("id"))["second"].at("output").at("b"), Json(42));
  auto from_start = fork(R"({"from_node":"begin","input":{"n":7},"wait":true})");
  auto after = steps(from_start.word("id"));
  EXPECT_EQ(after["last"].at("output").at("sum"), Json(15));
  EXPECT_FALSE(is_kept(after["aside"]));
}

TEST_P(Forks, go_on_with_the_draft_as_it_is_now) {
  auto record = db.await(agents.get(ada, agent)).value();
  auto draft = chain("{{ input.a + 100 }}");
  // `aside` is of another kind now, so its result no longer fits.
  draft.at("nodes").at(2).as_object() = json(R"({"id":"aside","kind":"stop_with_error",
    "config":{"message":"stop"}})")
                                            .as_object();
  set_workflow(record, draft);
  auto same = fork(R"({"from_node":"second","wait":true})");
  EXPECT_EQ(steps(same.word("id"))["second"].at("output").at("b"), Json(2));
  EXPECT_FALSE(same.body.at("is_test").as_bool());
  auto drafted = fork(R"({"from_node":"second","version":"draft","wait":true})");
  ASSERT_EQ(drafted.status, 201) << drafted.text;
  EXPECT_TRUE(drafted.body.at("is_test").as_bool());
  EXPECT_EQ(drafted.word("status"), "failed");
  auto after = steps(drafted.word("id"));
  EXPECT_TRUE(is_kept(after["first"]));
  EXPECT_EQ(find_string(after["aside"], "status"), "failed");
  draft.at("nodes").at(0).as_object()["id"] = "start";
  draft.at("edges").at(0).as_object()["source"] = "start";
  draft.at("edges").at(1).as_object()["source"] = "start";
  set_workflow(record, draft);
  EXPECT_EQ(fork(R"({"from_node":"second","version":"draft"})").word("reason"), "not_forkable");
}

TEST_P(Forks, refuse_what_cannot_be_begun_from) {
  auto field = [this](std::string_view body) {
    auto refused = fork(body);
    EXPECT_EQ(refused.status, 400) << refused.text;
    return std::string(find_string(refused.body.at("errors").at(0), "code").value_or(""));
  };
  EXPECT_EQ(field(R"({"from_node":"gone"})"), "unknown");
  EXPECT_EQ(field(R"({"from_node":"each"})"), "in_body");
  EXPECT_NE(field("{}"), "");
  EXPECT_EQ(
      call("POST", "/v1/runs/" + run + "/fork", R"({"from_node":"last"})", {}, "eve owner").status,
      404);
  EXPECT_EQ(
      call("POST", "/v1/runs/" + run + "/fork", R"({"from_node":"last"})", {}, "ada viewer").status,
      403);
  std::string waiting = waiting_run();
  auto early = call("POST", "/v1/runs/" + waiting + "/fork", R"({"from_node":"ask"})");
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(early.word("reason"), "not_forkable");
  auto alone = call("POST", "/v1/agents/" + agent + "/nodes/first/run", R"({"wait":true})");
  auto again = call("POST", "/v1/runs/" + std::string(alone.word("id")) + "/fork",
                    R"({"from_node":"first"})");
  EXPECT_EQ(again.word("reason"), "not_forkable");
}

TEST_P(Forks, of_a_run_that_waited_ask_again) {
  std::string waiting = waiting_run();
  auto body = R"({"step":"ask","approved":false})";
  EXPECT_LT(call("POST", "/v1/runs/" + waiting + "/approvals", body).status, 300);
  wait_for_status(waiting, "succeeded");
  auto forked = call("POST", "/v1/runs/" + waiting + "/fork", R"({"from_node":"ask","wait":true})");
  ASSERT_EQ(forked.status, 202) << forked.text;
  EXPECT_EQ(forked.word("status"), "waiting");
  std::string id(forked.word("id"));
  EXPECT_LT(
      call("POST", "/v1/runs/" + id + "/approvals", R"({"step":"ask","approved":true})").status,
      300);
  wait_for_status(id, "succeeded");
  EXPECT_EQ(steps(id)["sent"].at("output").at("sent"), Json(true));
}

}  // namespace
}  // namespace elevaite::test
