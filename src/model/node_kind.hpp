// A node kind as data: the Studio draws its form and its handles from this, graph_check holds a
// workflow against it, the engine decides by `effect` what it must journal first.
#pragma once
#include <functional>

#include "core/json.hpp"

namespace elevaite::model {

// Handles with a meaning of their own.
inline constexpr std::string_view kInHandle = "in";
inline constexpr std::string_view kOutHandle = "out";
inline constexpr std::string_view kErrorHandle = "error";  // output: where a failed step goes on
inline constexpr std::string_view kToolHandle =
    "tool";  // output of a node that is attached to an agent
inline constexpr std::string_view kToolsHandle = "tools";  // input of an agent
inline constexpr std::string_view kItemHandle = "item";    // output of a container: begins its body

enum class NodeCategory { trigger, ai, action, logic };

// What a step may do to the outside world: nothing, look at it, or change it.
enum class Effect { pure, read, write };

struct Handle {
  std::string id;
  std::string title{};
  bool operator==(const Handle&) const = default;
};

struct NodeKind {
  std::string kind;  // "http_request"
  std::string title;
  std::string description;  // one sentence
  std::string icon;         // a name of lucide.dev
  NodeCategory category = NodeCategory::action;
  int version = 1;
  std::vector<Handle> inputs{{"in", ""}};
  std::vector<Handle> outputs{{"out", ""}};
  // For kinds whose outputs depend on the config (a switch): they replace `outputs`. Must accept
  // any config, also a wrong one.
  std::vector<Handle> (*dynamic_outputs)(const JsonObject& config) = nullptr;
  Effect effect = Effect::pure;
  // For kinds whose effect depends on the config (a GET reads, a POST writes): replaces `effect`.
  // Must accept any config, also one with templates in it: in doubt it answers the stronger effect.
  Effect (*effect_for)(const JsonObject& config) = nullptr;
  bool is_trigger = false;
  bool is_unique = false;  // at most one of it in a workflow
  bool can_be_tool = false;
  bool has_error_output = false;  // adds the output "error"
  bool is_container = false;      // the nodes after "item" run once per item

  // A JSON Schema of the config object, with hints for the form. x-widget is one of text, textarea,
  // number, select, code, json, key_value, credential, model, expression. x-credential-kinds says
  // which kinds fit a credential. x-expression true: strings here and below may be templates. Also
  // x-placeholder and x-order.
  Json config_schema = JsonObject{};
  Json output_schema = JsonObject{};
};

// Every output handle of a node with this config, "error" included, "tool" not.
std::vector<Handle> outputs_of(const NodeKind& kind, const JsonObject& config);

// What a step of this kind may do with this config.
inline Effect effect_of(const NodeKind& kind, const JsonObject& config) {
  return kind.effect_for == nullptr ? kind.effect : kind.effect_for(config);
}

// As GET /v1/node-kinds answers it.
Json to_json(const NodeKind& kind);

std::string_view to_string(NodeCategory category);
std::string_view to_string(Effect effect);

// The kind of that name, or nullptr. The kinds live as long as the process.
using NodeKindLookup = std::function<const NodeKind*(std::string_view kind)>;

}  // namespace elevaite::model
