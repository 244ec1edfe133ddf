#include "http/router.hpp"

#include <gtest/gtest.h>

namespace elevaite::http {
namespace {

class Routes : public testing::Test {
 protected:
  Router router;

  void add(std::string method, std::string path, std::string id) {
    RouteSpec spec;
    spec.method = std::move(method);
    spec.path = std::move(path);
    spec.operation_id = std::move(id);
    router.add(std::move(spec), nullptr);
  }
  // "id name=value …", or the allowed methods in brackets.
  std::string match(std::string_view method, std::string_view path) {
    auto found = router.match(method, path);
    std::string out = found.route ? found.route->spec.operation_id : "[";
    for (const auto& [name, value] : found.path_parameters) out += " " + name + "=" + value;
    for (const auto& allowed : found.allowed_methods) out += allowed + " ";
    return found.route ? out : out + "]";
  }
};

TEST_F(Routes, are_found_by_method_and_path) {
  add("GET", "/v1/agents", "list");
  add("POST", "/v1/agents", "create");
  add("GET", "/v1/agents/{id}", "get");
  add("DELETE", "/v1/agents/{id}", "remove");
  add("POST", "/v1/agents/{id}/versions/{number}/deploy", "deploy");
  EXPECT_EQ(match("GET", "/v1/agents"), "list");
  EXPECT_EQ(match("POST", "/v1/agents"), "create");
  EXPECT_EQ(match("GET", "/v1/agents/a1"), "get id=a1");
  EXPECT_EQ(match("POST", "/v1/agents/a1/versions/7/deploy"), "deploy id=a1 number=7");
  EXPECT_EQ(match("HEAD", "/v1/agents/a1"), "get id=a1");
}

TEST_F(Routes, tell_an_unknown_path_from_an_unknown_method) {
  add("GET", "/v1/agents/{id}", "get");
  add("DELETE", "/v1/agents/{id}", "remove");
  EXPECT_EQ(match("PATCH", "/v1/agents/a1"), "[DELETE GET ]");
  for (const char* path : {"/", "", "/v1", "/v1/agents", "/v1/agents/", "/v1/agents/a1/", "*",
                           "/v1//agents/a1", "/V1/agents/a1", "/v1/agents/a1/x"}) {
    EXPECT_EQ(match("GET", path), "[]") << path;
  }
}

TEST_F(Routes, prefer_a_literal_and_fall_back_to_a_parameter) {
  add("GET", "/v1/agents/{id}/runs", "runs");
  add("GET", "/v1/agents/import", "import");
  add("GET", "/v1/{kind}/import/status", "status");
  EXPECT_EQ(match("GET", "/v1/agents/import"), "import");
  EXPECT_EQ(match("GET", "/v1/agents/import/runs"), "runs id=import");
  EXPECT_EQ(match("GET", "/v1/agents/import/status"), "status kind=agents");
}

TEST_F(Routes, decode_parameters_once_and_refuse_broken_escapes) {
  add("GET", "/v1/agents/{id}", "get");
  EXPECT_EQ(match("GET", "/v1/agents/a%20b%2Fc"), "get id=a b/c");
  EXPECT_EQ(match("GET", "/v1/agents/%2525"), "get id=%25");
  for (const char* path :
       {"/v1/agents/%", "/v1/agents/%4", "/v1/agents/%zz", "/v1/agents/%00", "/v1/agents/%ff"}) {
    EXPECT_EQ(match("GET", path), "[]") << path;
  }
}

TEST_F(Routes, let_a_rest_parameter_take_all_that_remains) {
  add("POST", "/hooks/{token}/{rest*}", "hook");
  EXPECT_EQ(match("POST", "/hooks/t1/a/b%20c"), "hook token=t1 rest=a/b c");
  EXPECT_EQ(match("POST", "/hooks/t1"), "[]");
  EXPECT_EQ(match("GET", "/hooks/t1/a"), "[POST ]");
}

TEST_F(Routes, bound_the_depth_of_a_path) {
  add("POST", "/hooks/{rest*}", "hook");
  std::string path = "/hooks";
  for (int i = 0; i < 5000; ++i) path += "/x";
  EXPECT_EQ(match("POST", path), "[]");
}

TEST_F(Routes, close_schemas_that_name_their_properties) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/x";
  spec.operation_id = "x";
  spec.request_schema = schema(R"({"type":"object","properties":{
    "known":{"type":"object","properties":{"a":{}}},
    "free":{"type":"object"},
    "open":{"type":"object","properties":{"a":{}},"additionalProperties":true}}})");
  router.add(std::move(spec), nullptr);
  const auto& route = *router.routes()[0];
  EXPECT_EQ(route.spec.body, Body::json);
  EXPECT_TRUE(
      route.validate_body(parse_json(R"({"known":{"a":1},"free":{"b":1},"open":{"b":1}})").value())
          .empty());
  EXPECT_FALSE(route.validate_body(parse_json(R"({"unknown":1})").value()).empty());
  EXPECT_FALSE(route.validate_body(parse_json(R"({"known":{"b":1}})").value()).empty());
}

}  // namespace
}  // namespace elevaite::http
