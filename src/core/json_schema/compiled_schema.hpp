// A schema taken apart into nodes that refer to each other by index. Internal to this folder.
#pragma once
#include <re2/re2.h>

#include <memory>
#include <unordered_map>

#include "core/json_schema/format.hpp"
#include "core/json_schema/schema.hpp"

namespace elevaite::json_schema {

// Bits of SchemaNode::types.
enum TypeBit : unsigned {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kNumberType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};
constexpr unsigned kAnyType = 127;

constexpr int kNone = -1;
using Count = std::optional<std::uint64_t>;

struct SchemaNode {
  std::string location;  // "#/properties/name"
  bool refuses_all = false;

  unsigned types = kAnyType;
  std::optional<Json> constant{};
  std::optional<JsonArray> allowed{};  // enum
  std::vector<int> all_of{};
  std::vector<int> any_of{};
  std::vector<int> one_of{};
  int negated = kNone;
  int condition = kNone;
  int then_schema = kNone;
  int else_schema = kNone;
  std::vector<int> references{};  // $ref, $dynamicRef

  std::optional<Json> minimum{};
  std::optional<Json> maximum{};
  std::optional<Json> exclusive_minimum{};
  std::optional<Json> exclusive_maximum{};
  std::optional<Json> multiple_of{};

  Count min_length{};
  Count max_length{};
  std::string pattern_text{};
  std::unique_ptr<RE2> pattern{};
  const Format* format = nullptr;

  std::vector<int> prefix_items{};
  int items = kNone;
  int contains = kNone;
  int unevaluated_items = kNone;
  Count min_contains{};
  Count max_contains{};
  Count min_items{};
  Count max_items{};
  bool has_unique_items = false;

  struct PatternProperties {
    std::unique_ptr<RE2> pattern;
    int schema;
  };
  std::vector<std::string> required{};
  std::vector<std::string> property_order{};
  std::unordered_map<std::string, int> properties{};
  std::vector<PatternProperties> pattern_properties{};
  int additional_properties = kNone;
  int property_names = kNone;
  int unevaluated_properties = kNone;
  Count min_properties{};
  Count max_properties{};
  std::vector<std::pair<std::string, std::vector<std::string>>> dependent_required{};
  std::vector<std::pair<std::string, int>> dependent_schemas{};
};

class CompiledSchema {
 public:
  std::vector<SchemaNode> nodes;
  int root = 0;
  // Whether evaluated members and items must be remembered at all.
  bool has_unevaluated = false;

  const SchemaNode& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
};

}  // namespace elevaite::json_schema
