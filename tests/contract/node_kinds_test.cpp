// The catalogue that the Studio draws its forms from. UPDATE_GOLDEN=1 rewrites the file.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/json_schema/schema.hpp"
#include "engine/graph_check.hpp"
#include "nodes/fake_step_context.hpp"

namespace elevaite::nodes {
namespace {

// Two blanks a level, so that a change of the catalogue reads well in a diff.
void write_pretty(std::string& out, const Json& value, std::size_t depth) {
  std::string indent(2 * depth + 2, ' ');
  bool is_first = true;
  auto begin_member = [&] {
    out += is_first ? "\n" : ",\n";
    out += indent;
    is_first = false;
  };
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    for (const auto& [name, member] : *object) {
      begin_member();
      out += to_text(Json(name)) + ": ";
      write_pretty(out, member, depth + 1);
    }
    out += "\n" + std::string(2 * depth, ' ') + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += '[';
    for (const Json& item : *array) {
      begin_member();
      write_pretty(out, item, depth + 1);
    }
    out += "\n" + std::string(2 * depth, ' ') + "]";
  } else {
    out += to_text(value);
  }
}

std::filesystem::path golden_path() {
  return std::filesystem::path(__FILE__).parent_path() / "node_kinds.json";
}

}  // namespace

TEST(NodeKinds, are_those_of_the_golden_file) {
  NodeBench bench;
  JsonArray kinds;
  for (const auto* node : bench.registry.all()) kinds.push_back(model::to_json(node->kind));
  std::string text;
  write_pretty(text, kinds, 0);
  text += '\n';
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(golden_path()) << text;
  std::ifstream file(golden_path());
  std::string golden((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(text, golden) << "If the change is meant: UPDATE_GOLDEN=1 and look at the diff.";
}

TEST(NodeKinds, have_schemas_that_compile_and_words_for_people) {
  NodeBench bench;
  EXPECT_GE(bench.registry.all().size(), 19U);
  for (const auto* node : bench.registry.all()) {
    const model::NodeKind& kind = node->kind;
    auto schema = json_schema::Schema::compile(kind.config_schema);
    EXPECT_TRUE(schema.has_value()) << kind.kind << ": " << (schema ? "" : schema.error().message);
    EXPECT_TRUE(json_schema::Schema::compile(kind.output_schema).has_value()) << kind.kind;
    EXPECT_FALSE(kind.title.empty() || kind.icon.empty()) << kind.kind;
    EXPECT_TRUE(kind.description.ends_with('.')) << kind.kind;
    EXPECT_EQ(node->evaluate != nullptr, kind.effect == model::Effect::pure) << kind.kind;
  }
}

TEST(NodeKinds, are_used_rightly_by_the_bundled_examples) {
  NodeBench bench;
  auto lookup = [&](std::string_view kind) { return bench.registry.find_kind(kind); };
  auto folder = std::filesystem::path(__FILE__).parent_path() / "../../src/apps/examples";
  std::size_t examples = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    ++examples;
    std::ifstream file(entry.path());
    std::string text((std::istreambuf_iterator<char>(file)), {});
    auto workflow = model::parse_workflow(*find(json(text), "workflow")).value();
    for (const auto& problem : engine::check_workflow(workflow, lookup)) {
      ADD_FAILURE() << entry.path().filename() << " " << problem.node_id << " " << problem.field
                    << ": " << problem.message;
    }
  }
  EXPECT_EQ(examples, 4U);
}

}  // namespace elevaite::nodes
