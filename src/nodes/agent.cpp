// The agent: a model that calls tools until it has the answer.
#include <cmath>

#include "agents/agent_loop.hpp"
#include "nodes/settings/model_choice.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

struct AgentConfig {
  ModelSettings model;
  agents::AgentSettings settings;
  std::vector<std::string> builtin_tools;
};

agents::AgentLimits read_limits(ConfigReader& config) {
  agents::AgentLimits limits;
  const Json* source = config.value("limits");
  if (source == nullptr) return limits;
  ConfigReader part(*source, config.path_of("limits"));
  limits.max_steps = static_cast<int>(part.integer("max_steps", 1, 200, limits.max_steps));
  limits.max_time = std::chrono::seconds(part.integer("max_seconds", 1, 86'400, 600));
  limits.max_tokens = part.integer("max_tokens", 0, 1'000'000'000, 0);
  double usd = part.number("max_cost_usd", 0, 100'000).value_or(0);
  limits.max_cost_usd_nanos = std::llround(usd * 1e9);
  config.adopt(part);
  return limits;
}

Result<AgentConfig> read_config(const Json& source, std::vector<model::Attachment> files) {
  ConfigReader config(source);
  AgentConfig out;
  out.model = read_model(config);
  out.settings.instructions = config.text("instructions");
  const Json* input = config.value("input");
  if (input != nullptr) out.settings.input = display_text(*input);
  if (config.flag("attachments", true)) out.settings.files = std::move(files);
  // A picture may say all that there is to say.
  if (out.settings.input.empty() && out.settings.files.empty())
    config.refuse("input", "required", "must not be empty");
  out.settings.memory_messages =
      static_cast<std::size_t>(config.integer("memory_messages", 0, 200, 20));
  out.settings.limits = read_limits(config);
  out.settings.output_schema = read_output_schema(config);
  out.settings.parallel_tools = config.flag("parallel_tools", true);
  out.builtin_tools = config.texts("builtin_tools");
  CHECK(config.finish());
  return out;
}

Result<std::vector<const ports::BuiltinTool*>> find_tools(const std::vector<std::string>& names,
                                                          const ports::ToolRegistry* registry) {
  std::vector<const ports::BuiltinTool*> tools;
  for (const std::string& name : names) {
    const auto* tool = registry == nullptr ? nullptr : registry->find(name);
    if (tool == nullptr) {
      return invalid_field("config.builtin_tools", "unknown",
                           "config.builtin_tools names " + name + ", which does not exist.");
    }
    if (std::find(tools.begin(), tools.end(), tool) == tools.end()) tools.push_back(tool);
  }
  return tools;
}

Task<Result<ports::NodeOutcome>> run_agent_node(ports::StepContext& context, ports::NodeInput input,
                                                ports::NodeServices services) {
  CO_TRY(AgentConfig config, read_config(input.config, context.attachments()));
  CO_TRY(auto tools, find_tools(config.builtin_tools, services.tools));
  CO_TRY(config.settings.model, co_await open_model(context, std::move(config.model), services));
  agents::AgentServices with{services.models, services.clock, std::move(tools), services.files};
  co_return co_await agents::run_agent(context, std::move(config.settings), std::move(with));
}

constexpr std::string_view kSchema = R"({
  "type": "object", "additionalProperties": false,
  "properties": {
    "instructions": {"type": "string", "title": "Instructions", "x-widget": "textarea",
                     "x-expression": true, "maxLength": 100000,
                     "x-placeholder": "You help customers with their orders."},
    "input": {"type": "string", "title": "Message", "x-widget": "textarea", "x-expression": true,
              "default": "{{ trigger.message }}"},
    "model": null,
    "memory_messages": {"type": "integer", "title": "Remembered messages", "minimum": 0,
                        "maximum": 200, "default": 20, "x-widget": "number",
                        "description": "How much of the conversation the model is shown."},
    "builtin_tools": {"type": "array", "title": "Built-in tools", "maxItems": 20,
                      "items": {"type": "string"}},
    "parallel_tools": {"type": "boolean", "title": "Several tools at once", "default": true},
    "attachments": {"type": "boolean", "title": "Sees attached files", "default": true,
                    "description": "Texts and pictures that came with the chat message."},
    "limits": {
      "type": "object", "title": "Limits", "additionalProperties": false,
      "properties": {
        "max_steps": {"type": "integer", "title": "Model calls", "minimum": 1, "maximum": 200,
                      "default": 20},
        "max_seconds": {"type": "integer", "title": "Seconds", "minimum": 1, "maximum": 86400,
                        "default": 600},
        "max_tokens": {"type": "integer", "title": "Tokens", "minimum": 0, "maximum": 1000000000,
                       "description": "0: no limit."},
        "max_cost_usd": {"type": "number", "title": "US dollars", "minimum": 0, "maximum": 100000,
                         "description": "0: no limit."}
      }
    }
  }
})";

}  // namespace

void register_agent(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "agent";
  kind.title = "Agent";
  kind.description = "A model that follows instructions and calls the attached tools.";
  kind.icon = "bot";
  kind.category = model::NodeCategory::ai;
  kind.inputs = {{"in", ""}, {std::string(model::kToolsHandle), "Tools"}};
  // Each model call and tool call is a recorded step of its own, with its own effect.
  kind.effect = model::Effect::read;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kSchema);
  add_model_properties(kind.config_schema);
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "text": {"type": "string"}, "data": {}, "model": {"type": "string"},
      "finish_reason": {"type": "string"}, "steps": {"type": "integer"},
      "tool_calls": {"type": "array"}, "metadata": {"type": "object"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_agent_node(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
