#include "model/node_kind.hpp"

#include <gmock/gmock.h>

namespace elevaite::model {
namespace {

std::vector<Handle> cases(const JsonObject& config) {
  std::vector<Handle> handles;
  if (const Json* list = config.if_contains("cases"); list != nullptr && list->is_array()) {
    for (const Json& one : list->get_array()) handles.push_back({display_text(one), ""});
  }
  handles.push_back({"else", ""});
  return handles;
}

TEST(node_kind, has_its_outputs_and_the_error_output) {
  NodeKind kind{.kind = "http", .has_error_output = true};
  auto handles = outputs_of(kind, {});
  ASSERT_EQ(handles.size(), 2U);
  EXPECT_EQ(handles[0].id, "out");
  EXPECT_EQ(handles[1].id, "error");
}

TEST(node_kind, asks_the_config_for_dynamic_outputs) {
  NodeKind kind{.kind = "switch", .dynamic_outputs = cases};
  auto handles = outputs_of(kind, {{"cases", JsonArray{"a", "b"}}});
  ASSERT_EQ(handles.size(), 3U);
  EXPECT_EQ(handles[0].id, "a");
  EXPECT_EQ(handles[2].id, "else");
  EXPECT_EQ(outputs_of(kind, {{"cases", 5}}).size(), 1U);
}

TEST(node_kind, is_described_as_json) {
  NodeKind kind{.kind = "for_each",
                .title = "For each",
                .description = "Runs once per item.",
                .icon = "repeat",
                .category = NodeCategory::logic,
                .outputs = {{"item", "Item"}},
                .effect = Effect::read,
                .is_container = true,
                .config_schema = JsonObject{{"type", "object"}}};
  EXPECT_EQ(
      to_text(to_json(kind)),
      R"({"kind":"for_each","title":"For each","description":"Runs once per item.","icon":"repeat",)"
      R"("category":"logic","version":1,"inputs":[{"id":"in","title":""}],"outputs":[{"id":"item","title":"Item"}],)"
      R"("dynamic_outputs":false,"effect":"read","is_trigger":false,"is_unique":false,"can_be_tool":false,)"
      R"("has_error_output":false,"is_container":true,"config_schema":{"type":"object"},"output_schema":{}})");
}

}  // namespace
}  // namespace elevaite::model
