// The routes of the Workflow Engine over the real engine, without a socket.
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

class Routes : public RoutesTest {};
ELEVAITE_ON_BOTH_DATABASES(Routes);

TEST_P(Routes, build_deploy_and_roll_back_an_agent) {
  auto made = call("POST", "/v1/agents", R"({"name":"Desk"})");
  ASSERT_EQ(made.status, 201) << made.text;
  std::string path = "/v1/agents/" + std::string(made.word("id"));
  EXPECT_EQ(made.headers.get("Location"), path);
  EXPECT_EQ(made.headers.get("ETag"), "\"1\"");
  std::string draft = R"({"workflow":)" + to_text(hook_workflow()) + "}";
  EXPECT_EQ(call("PATCH", path, draft).status, 428);
  EXPECT_EQ(call("PATCH", path, draft, {{"If-Match", "\"1\""}}).status, 200);
  auto stale = call("PATCH", path, draft, {{"If-Match", "\"1\""}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.word("reason"), "stale_revision");
  auto deployment = call("POST", path + "/deploy", R"({"note":"go"})");
  ASSERT_EQ(deployment.status, 200) << deployment.text;
  auto read = call("GET", "/v1/agents/desk");
  EXPECT_EQ(read.word("status"), "deployed");
  EXPECT_EQ(read.body.at("hooks").as_array().size(), 1u);
  EXPECT_TRUE(call("GET", path, "", {}, "ada viewer").body.at("hooks").as_array().empty());
  EXPECT_EQ(call("POST", path + "/deploy", "", {}, "ada viewer").status, 403);
  auto models_list = call("GET", "/v1/models");
  EXPECT_EQ(find_string(models_list.body.at("data").at(0), "id"), "desk");
  EXPECT_EQ(call("GET", path + "/versions").body.at("data").as_array().size(), 1u);
  EXPECT_EQ(call("GET", path + "/deployments").body.at("data").as_array().size(), 1u);
  EXPECT_EQ(call("POST", path + "/rollback").word("reason"), "no_earlier_version");
  EXPECT_EQ(call("POST", path + "/undeploy").status, 204);
  EXPECT_EQ(call("DELETE", path).status, 204);
  EXPECT_EQ(call("GET", path).status, 404);
  EXPECT_EQ(call("POST", path + "/restore").status, 200);
}

TEST_P(Routes, list_what_is_wrong_and_refuse_to_deploy_it) {
  auto agent = create("Desk", json(R"({"nodes":[{"id":"a","kind":"nope"}],"edges":[]})"));
  std::string path = "/v1/agents/" + agent.id.str();
  auto verdict = call("POST", path + "/validate");
  EXPECT_EQ(verdict.status, 200);
  EXPECT_FALSE(verdict.body.at("is_deployable").as_bool());
  EXPECT_FALSE(verdict.body.at("problems").as_array().empty());
  auto refused = call("POST", path + "/deploy");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.word("reason"), "workflow_invalid");
  EXPECT_FALSE(refused.body.at("errors").as_array().empty());
}

TEST_P(Routes, page_through_agents) {
  for (int i = 0; i < 5; ++i) create("Agent " + std::to_string(i));
  std::set<std::string> seen;
  std::string cursor;
  for (int pages = 0; pages < 3; ++pages) {
    auto page = call("GET", "/v1/agents?limit=2" + cursor);
    for (const auto& item : page.body.at("data").as_array()) {
      seen.insert(std::string(*find_string(item, "id")));
    }
    if (page.body.at("next_cursor").is_null()) break;
    cursor = "&cursor=" + std::string(page.word("next_cursor"));
  }
  EXPECT_EQ(seen.size(), 5u);
}

TEST_P(Routes, list_agents_with_owner_and_last_run) {
  auto id = deployed("Worked", failing());
  create("Idle");
  auto first = call("GET", "/v1/agents").body.at("data");
  EXPECT_TRUE(first.at(1).at("last_run").is_null());
  call("POST", hook(hook_workflow()), R"({"name":"Ada"})");
  auto started = call("POST", "/v1/agents/" + id + "/runs", R"({"wait":true,"version":"draft"})");
  std::map<std::string, Json> by_name;
  auto listed = call("GET", "/v1/agents");
  for (const Json& agent : listed.body.at("data").as_array()) {
    by_name[std::string(*find_string(agent, "name"))] = agent;
  }
  const Json& last = by_name["Worked"].at("last_run");
  EXPECT_EQ(find_string(last, "id"), started.word("id"));
  EXPECT_EQ(find_string(last, "status"), "failed");
  EXPECT_TRUE(last.at("is_test").as_bool());
  EXPECT_EQ(find_string(by_name["Hooked"].at("last_run"), "status"), "succeeded");
  EXPECT_TRUE(by_name["Idle"].at("last_run").is_null());
  EXPECT_EQ(find_string(by_name["Idle"].at("owner"), "name"), "U");
  EXPECT_EQ(find_string(by_name["Idle"].at("owner"), "id"), ada.user_id->str());
}

TEST_P(Routes, list_runs_of_several_statuses) {
  auto worked = deployed("Worked", hook_workflow());
  auto broken = deployed("Broken", failing());
  for (const auto& id : {worked, broken, broken}) {
    call("POST", "/v1/agents/" + id + "/runs", R"({"wait":true,"input":{"body":{"name":"A"}}})");
  }
  waiting_run();
  auto count = [this](std::string query) {
    return call("GET", "/v1/runs?" + query).body.at("data").as_array().size();
  };
  EXPECT_EQ(count(""), 4u);
  EXPECT_EQ(count("status=failed"), 2u);
  EXPECT_EQ(count("status=failed&status=waiting"), 3u);
  EXPECT_EQ(count("status=failed&status=waiting&status=succeeded"), 4u);
  EXPECT_EQ(count("status=failed&status=waiting&agent=" + broken), 2u);
  auto refused = call("GET", "/v1/runs?status=failed&status=gone");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(find_string(refused.body.at("errors").at(0), "field"), "status");
}

TEST_P(Routes, show_the_catalogues) {
  for (const char* path : {"/v1/node-kinds", "/v1/chat-models", "/v1/credential-kinds"}) {
    auto answer = call("GET", path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_FALSE(answer.body.at("data").as_array().empty()) << path;
  }
  EXPECT_EQ(call("GET", "/v1/tools").status, 200);
}

TEST_P(Routes, keep_credentials_without_showing_their_secrets) {
  auto made = call("POST", "/v1/credentials", R"({"name":"shop","kind":"http_basic",
    "fields":{"username":"ada","password":"sentinel"}})");
  ASSERT_EQ(made.status, 201) << made.text;
  std::string path = "/v1/credentials/" + std::string(made.word("id"));
  for (const auto& answer : {made, call("GET", path), call("GET", "/v1/credentials"),
                             call("PATCH", path, R"({"name":"store"})")}) {
    EXPECT_LT(answer.status, 300) << answer.text;
    EXPECT_EQ(answer.text.find("sentinel"), std::string::npos);
  }
  EXPECT_EQ(call("DELETE", path).status, 204);
  EXPECT_EQ(call("GET", path).status, 404);
}

TEST_P(Routes, answer_a_webhook_as_the_respond_node_says) {
  auto path = hook(hook_workflow(7));
  auto answer = call("POST", path, R"({"name":"Ada"})");
  EXPECT_EQ(answer.status, 201) << answer.text;
  EXPECT_EQ(answer.headers.get("X-Made"), "here");
  EXPECT_EQ(answer.body, json(R"({"echo":"Ada","number":7})"));
  EXPECT_TRUE(answer.headers.get("X-Run-Id").starts_with("run_"));
  EXPECT_EQ(call("GET", path).status, 405);
  auto malformed = call("POST", path, "{");
  EXPECT_EQ(malformed.status, 400);
  EXPECT_EQ(malformed.word("reason"), "malformed_json");
  EXPECT_EQ(call("POST", path, std::string((1 << 20) + 1, ' ')).status, 413);
  EXPECT_EQ(call("POST", path + "x", "{}").status, 404);
  EXPECT_EQ(call("POST", "/v1/hooks/" + std::string(43, 'A'), "{}").status, 404);
}

TEST_P(Routes, hand_a_webhook_its_request_without_its_secrets) {
  auto path = hook(json(R"({"nodes":[{"id":"hook","kind":"webhook_trigger",
    "config":{"method":"ANY"}}],"edges":[]})"));
  auto answer = call("PUT", path + "?a=1&a=2&b=x", "a=1&b=%C3%A9",
                     {{"Content-Type", "application/x-www-form-urlencoded"},
                      {"Cookie", "c=sentinel"},
                      {"X-Two", "1"},
                      {"X-Two", "2"}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.word("status"), "succeeded");
  const auto& request = answer.body.at("output");
  EXPECT_EQ(find_string(request, "method"), "PUT");
  EXPECT_EQ(request.at("query"), json(R"({"a":["1","2"],"b":"x"})"));
  EXPECT_EQ(request.at("body"), json(R"({"a":"1","b":"é"})"));
  EXPECT_EQ(find_string(request.at("headers"), "x-two"), "1, 2");
  EXPECT_EQ(answer.text.find("sentinel"), std::string::npos);
  EXPECT_EQ(answer.text.find("authorization"), std::string::npos);
  auto bytes = call("POST", path, "\xff\xfe", {{"Content-Type", "application/octet-stream"}});
  EXPECT_EQ(find_string(bytes.body.at("output").at("body"), "base64"), "//4=");
  EXPECT_EQ(send("HEAD", path).status, 404);
}

TEST_P(Routes, tell_a_webhook_of_a_failure_and_no_more) {
  auto answer = call("POST", hook(failing()), "{}");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.word("detail"), "The workflow failed.");
  EXPECT_TRUE(answer.word("run_id").starts_with("run_"));
  EXPECT_EQ(answer.text.find("sentinel"), std::string::npos);
  auto run = call("GET", "/v1/runs/" + std::string(answer.word("run_id")));
  EXPECT_EQ(run.word("status"), "failed");
  EXPECT_NE(run.text.find("sentinel detail"), std::string::npos);
}

TEST_P(Routes, run_a_webhook_delivery_once) {
  auto path = hook(hook_workflow());
  net::Headers key{{"Idempotency-Key", "delivery-1"}};
  auto first = call("POST", path, R"({"name":"Ada"})", key);
  auto again = call("POST", path, R"({"name":"Ada"})", key);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.headers.get("X-Run-Id"), first.headers.get("X-Run-Id"));
  EXPECT_EQ(call("GET", "/v1/runs").body.at("data").as_array().size(), 1u);
}

TEST_P(Routes, answer_an_immediate_webhook_before_the_end) {
  auto workflow = hook_workflow();
  workflow.at("nodes").at(0).as_object()["config"] = JsonObject{{"respond", "immediately"}};
  auto answer = call("POST", hook(std::move(workflow)), R"({"name":"Ada"})");
  EXPECT_EQ(answer.status, 202) << answer.text;
  wait_for_status(std::string(answer.word("run_id")), "succeeded");
}

TEST_P(Routes, run_an_agent_and_show_its_steps) {
  auto id = deployed("Asker", asking());
  create("Other");
  auto started = call("POST", "/v1/agents/asker/runs", R"({"input":{"x":1},"wait":5})");
  ASSERT_EQ(started.status, 202) << started.text;
  std::string run = "/v1/runs/" + std::string(started.word("id"));
  auto steps = call("GET", run + "/steps").body.at("data").as_array();
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(find_string(steps[1], "status"), "waiting");
  EXPECT_EQ(find_string(steps[1], "title"), "Ask");
  EXPECT_EQ(call("GET", run + "/steps?status=waiting").body.at("data").as_array().size(), 1u);
  auto first = call("GET", run + "/steps?limit=1");
  EXPECT_EQ(first.body.at("data").as_array().size(), 1u);
  auto second =
      call("GET", run + "/steps?limit=1&cursor=" + std::string(first.word("next_cursor")));
  EXPECT_EQ(find_string(second.body.at("data").at(0), "step"), "ask");
  EXPECT_TRUE(second.body.at("next_cursor").is_null());
  EXPECT_EQ(call("GET", run).body.at("input"), json(R"({"x":1})"));
  EXPECT_EQ(call("GET", "/v1/runs?agent=asker&status=waiting").body.at("data").as_array().size(),
            1u);
  EXPECT_TRUE(call("GET", "/v1/runs?agent=other").body.at("data").as_array().empty());
  EXPECT_EQ(call("POST", "/v1/agents/" + id + "/runs", R"({"trigger_node":"ask"})").status, 400);
}

TEST_P(Routes, run_a_draft_and_one_node_of_it_as_tests) {
  create("Desk", asking());
  EXPECT_EQ(call("POST", "/v1/agents/desk/runs", "{}").status, 404);
  auto draft = call("POST", "/v1/agents/desk/runs", R"({"version":"draft","wait":true})");
  EXPECT_EQ(draft.status, 202) << draft.text;
  EXPECT_TRUE(draft.body.at("is_test").as_bool());
  EXPECT_EQ(call("POST", "/v1/agents/desk/runs", R"({"version":"draft"})", {}, "ada viewer").status,
            403);
  auto node = call("POST", "/v1/agents/desk/nodes/sent/run", R"({"input":{"a":1},"wait":true})");
  EXPECT_EQ(node.status, 201) << node.text;
  EXPECT_EQ(node.body.at("output"), json(R"({"a":1,"sent":true})"));
  EXPECT_EQ(call("POST", "/v1/agents/desk/nodes/nope/run", "{}").status, 404);
  EXPECT_EQ(call("GET", "/v1/runs?is_test=false").body.at("data").as_array().size(), 0u);
}

TEST_P(Routes, start_one_run_for_one_idempotency_key) {
  deployed("Asker", asking());
  net::Headers key{{"Idempotency-Key", "k"}};
  auto first = call("POST", "/v1/agents/asker/runs", R"({"wait":true})", key);
  auto again = call("POST", "/v1/agents/asker/runs", "{}", key);
  EXPECT_EQ(first.word("id"), again.word("id"));
  EXPECT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(again.word("status"), "waiting");
  EXPECT_EQ(again.headers.get("Idempotent-Replayed"), "true");
}

TEST_P(Routes, take_an_approval_once) {
  auto run = waiting_run();
  auto list = call("GET", "/v1/approvals").body.at("data").as_array();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(find_string(list[0], "run_id"), run);
  EXPECT_EQ(find_string(list[0].at("payload"), "title"), "Send it?");
  EXPECT_TRUE(call("GET", "/v1/approvals", "", {}, "eve owner").body.at("data").as_array().empty());
  std::string path = "/v1/runs/" + run + "/approvals";
  EXPECT_EQ(call("POST", path, R"({"step":"nope","approved":true})").status, 404);
  EXPECT_EQ(call("POST", path, R"({"step":"ask","approved":"yes"})").status, 400);
  EXPECT_EQ(call("POST", path, R"({"step":"ask","approved":true})", {}, "ada viewer").status, 403);
  EXPECT_EQ(call("POST", path, R"({"step":"ask","approved":true,"comment":"ok"})").status, 200);
  auto second = call("POST", path, R"({"step":"ask","approved":false})");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.word("reason"), "already_answered");
  wait_for_status(run, "succeeded");
  EXPECT_TRUE(call("GET", "/v1/runs/" + run).body.at("output").at("sent").as_bool());
  EXPECT_TRUE(call("GET", "/v1/approvals").body.at("data").as_array().empty());
}

TEST_P(Routes, let_only_the_named_people_answer) {
  auto workflow = asking();
  workflow.at("nodes").at(1).at("config").as_object()["assignees"] =
      JsonArray{"somebody@example.com"};
  deployed("Asker", std::move(workflow));
  auto started = call("POST", "/v1/agents/asker/runs", R"({"wait":true})");
  auto refused = call("POST", "/v1/runs/" + std::string(started.word("id")) + "/approvals",
                      R"({"step":"ask","approved":true})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.word("reason"), "not_assigned");
}

TEST_P(Routes, remember_in_the_journal_who_began_a_run) {
  auto agent = deployed("Worked", failing());
  auto run = call("POST", "/v1/agents/" + agent + "/runs", R"({"wait":true})");
  auto again =
      call("POST", "/v1/runs/" + std::string(run.word("id")) + "/retry", R"({"wait":true})");
  for (const auto* one : {&run, &again}) {
    auto path = "/v1/runs/" + std::string(one->word("id")) + "/events?wait=false";
    auto events = call("GET", path).body.at("data");
    EXPECT_EQ(find_string(events.at(0), "started_by"), ada.user_id->str());
  }
}

TEST_P(Routes, cancel_and_retry_a_run) {
  auto run = waiting_run();
  EXPECT_EQ(call("POST", "/v1/runs/" + run + "/retry").word("reason"), "not_retryable");
  auto cancelled = call("POST", "/v1/runs/" + run + "/cancel", R"({"reason":"Enough."})");
  EXPECT_EQ(cancelled.status, 202) << cancelled.text;
  wait_for_status(run, "cancelled");
  EXPECT_EQ(call("POST", "/v1/runs/" + run + "/cancel").word("reason"), "already_ended");
  auto again = call("POST", "/v1/runs/" + run + "/retry", R"({"wait":true})");
  EXPECT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(again.word("retry_of"), run);
}

TEST_P(Routes, stream_a_runs_journal_without_gaps_from_any_event) {
  auto answer = call("POST", hook(hook_workflow()), R"({"name":"Ada"})");
  std::string path = "/v1/runs/" + std::string(answer.headers.get("X-Run-Id")) + "/events";
  auto events = follow(path);
  ASSERT_GE(events.size(), 4u);
  EXPECT_EQ(events.back().event, "end");
  EXPECT_EQ(events.back().data, R"({"status":"succeeded"})");
  for (std::size_t i = 0; i + 1 < events.size(); ++i) {
    EXPECT_EQ(events[i].id, std::to_string(i + 1));
    EXPECT_EQ(find_int(json(events[i].data), "seq"), static_cast<std::int64_t>(i + 1));
  }
  auto rest = follow(path, {{"Last-Event-ID", "2"}});
  ASSERT_EQ(rest.size(), events.size() - 2);
  EXPECT_EQ(rest[0].id, "3");
  EXPECT_EQ(follow(path + "?after=2").size(), rest.size());
  auto nothing = follow(path + "?after=1000");
  ASSERT_EQ(nothing.size(), 1u);
  EXPECT_EQ(nothing[0].event, "end");
  auto page = call("GET", path + "?wait=false");
  EXPECT_EQ(page.body.at("data").as_array().size(), events.size() - 1);
  auto small = call("GET", path + "?limit=2", "", {{"Accept", "application/json"}});
  EXPECT_EQ(small.body.at("next_after").as_int64(), 2);
  EXPECT_EQ(call("GET", path, "", {{"Last-Event-ID", "x"}}).status, 400);
}

TEST_P(Routes, stream_what_happens_while_somebody_watches) {
  auto run = waiting_run();
  auto response = send("GET", "/v1/runs/" + run + "/events");
  Reader reader;
  auto watching = [](net::HttpResponse& answer, Reader& into) -> Task<int> {
    co_await answer.stream(into);
    co_return 0;
  };
  auto answering = [](http::Api& from, std::string id) -> Task<int> {
    net::HttpRequest request;
    request.method = "POST";
    request.path = "/v1/runs/" + id + "/approvals";
    request.headers = {{"Authorization", "Bearer ada owner"}, {"Content-Type", "application/json"}};
    request.body = R"({"step":"ask","approved":true})";
    auto answer = co_await from.handler()(std::move(request));
    co_return answer.status;
  };
  std::vector<Task<int>> both;
  both.push_back(watching(response, reader));
  both.push_back(answering(*api, run));
  EXPECT_EQ(db.await_all(std::move(both))[1], 200);
  auto events = reader.events();
  ASSERT_GE(events.size(), 2u);
  EXPECT_EQ(events.back().event, "end");
  for (std::size_t i = 0; i + 1 < events.size(); ++i)
    EXPECT_EQ(events[i].id, std::to_string(i + 1));
  EXPECT_NE(events[events.size() - 2].data.find("run_succeeded"), std::string::npos);
}

TEST_P(Routes, stop_streaming_when_the_reader_goes_and_leave_the_run_alone) {
  auto run = waiting_run();
  auto response = send("GET", "/v1/runs/" + run + "/events");
  Reader reader;
  reader.limit = 10;
  db.await(response.stream(reader));
  EXPECT_EQ(call("GET", "/v1/runs/" + run).word("status"), "waiting");
}

TEST_P(Routes, answer_for_another_tenants_ids_exactly_as_for_absent_ones) {
  auto run = waiting_run();
  auto agent = std::string(call("GET", "/v1/runs/" + run).word("agent_id"));
  auto version = std::string(call("GET", "/v1/runs/" + run).word("version_id"));
  struct Case {
    std::string method, before, id, after, body;
  };
  auto no_run = model::RunId::generate().str();
  auto no_agent = model::AgentId::generate().str();
  std::vector<Case> cases;
  for (const char* after : {"", "/steps", "/events"}) {
    cases.push_back({"GET", "/v1/runs/", run, after, ""});
  }
  for (const char* after : {"/cancel", "/retry"}) {
    cases.push_back({"POST", "/v1/runs/", run, after, ""});
  }
  cases.push_back({"POST", "/v1/runs/", run, "/approvals", R"({"step":"ask","approved":true})"});
  for (std::string after : {"", "/export", "/versions", "/deployments"}) {
    cases.push_back({"GET", "/v1/agents/", agent, after, ""});
  }
  cases.push_back({"GET", "/v1/agents/", agent, "/versions/" + version, ""});
  for (std::string after : {"/duplicate", "/restore", "/validate", "/deploy", "/undeploy",
                            "/rollback", "/runs", "/nodes/ask/run"}) {
    cases.push_back({"POST", "/v1/agents/", agent, after, ""});
  }
  cases.push_back({"PATCH", "/v1/agents/", agent, "", R"({"revision":1,"name":"x"})"});
  cases.push_back({"DELETE", "/v1/agents/", agent, "", ""});
  net::Headers same_id{{"X-Request-Id", "same"}};
  for (const auto& one : cases) {
    auto absent = one.id == run ? no_run : no_agent;
    auto foreign =
        call(one.method, one.before + one.id + one.after, one.body, same_id, "eve owner");
    auto missing =
        call(one.method, one.before + absent + one.after, one.body, same_id, "eve owner");
    EXPECT_EQ(foreign.status, 404) << one.method << " " << one.before << one.after;
    EXPECT_EQ(foreign.text, missing.text) << one.method << " " << one.before << one.after;
  }
  EXPECT_EQ(call("GET", "/v1/runs/" + run).word("status"), "waiting");
}

}  // namespace
}  // namespace elevaite::test
