// From a schema document to nodes: finds every subschema, resolves references, refuses loops.
#pragma once
#include "core/json_schema/compiled_schema.hpp"

namespace elevaite::json_schema {

class Compiler {
 public:
  explicit Compiler(const Json& document) : document_(document) {}

  Result<std::shared_ptr<const CompiledSchema>> compile();

 private:
  // Where a subschema is: its place, and the place of the resource ($id) that its references start
  // at.
  struct Place {
    std::string location;
    std::string resource;
    int depth = 0;
    Place child(std::string_view keyword) const;
    Place child(std::string_view keyword, std::string_view name) const;
  };
  struct PendingReference {
    int node;
    std::string reference;
    Place place;
  };

  int add(const Json& schema, const Place& place);
  void read_identity(const Json& schema, Place& place, int index);
  void read_references(const Json& schema, const Place& place, int index);
  void read_general(SchemaNode& node, const Json& schema, const Place& place);
  void read_number(SchemaNode& node, const Json& schema, const Place& place);
  void read_string(SchemaNode& node, const Json& schema, const Place& place);
  void read_array(SchemaNode& node, const Json& schema, const Place& place);
  void read_object(SchemaNode& node, const Json& schema, const Place& place);
  void read_dependencies(SchemaNode& node, const Json& schema, const Place& place);
  void read_definitions(const Json& schema, const Place& place);
  void read_types(SchemaNode& node, const Json& types, const Place& place);

  int subschema(const Json& schema, std::string_view keyword, const Place& place);
  std::vector<int> subschemas(const Json& schema, std::string_view keyword, const Place& place);
  // The members of an object of schemas, or nullptr.
  const JsonObject* schema_map(const Json& schema, std::string_view keyword, const Place& place);
  Count count(const Json& schema, std::string_view keyword, const Place& place);
  std::optional<Json> number(const Json& schema, std::string_view keyword, const Place& place);
  bool flag(const Json& schema, std::string_view keyword, const Place& place);
  std::vector<std::string> names(const Json& value, const Place& place);
  std::unique_ptr<RE2> pattern(std::string_view text, const Place& place);

  void resolve_references();
  int resolve(const PendingReference& pending);
  void refuse_loops();
  std::vector<int> in_place_children(int index) const;

  void fail(const Place& place, std::string_view keyword, std::string message);

  const Json& document_;
  CompiledSchema out_;
  std::unordered_map<std::string, int> by_location_;
  std::unordered_map<std::string, std::string> resources_;  // $id → location
  std::unordered_map<std::string, int> anchors_;            // resource location + "#" + name
  std::vector<PendingReference> pending_;
  std::vector<FieldError> errors_;
};

}  // namespace elevaite::json_schema
