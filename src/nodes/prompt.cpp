// One call of a model.
#include "agents/prompt.hpp"

#include "nodes/settings/model_choice.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

Result<agents::PromptSettings> read_config(const Json& source, ModelSettings& model) {
  ConfigReader config(source);
  agents::PromptSettings settings;
  model = read_model(config);
  settings.instructions = config.text("instructions");
  const Json* prompt = config.value("prompt");
  if (prompt != nullptr) settings.input = display_text(*prompt);
  if (settings.input.empty()) config.refuse("prompt", "required", "must not be empty");
  settings.output_schema = read_output_schema(config);
  settings.max_time = std::chrono::seconds(config.integer("max_seconds", 1, 3600, 300));
  CHECK(config.finish());
  return settings;
}

Task<Result<ports::NodeOutcome>> run_prompt_node(ports::StepContext& context,
                                                 ports::NodeInput input,
                                                 ports::NodeServices services) {
  ModelSettings model;
  CO_TRY(agents::PromptSettings settings, read_config(input.config, model));
  CO_TRY(settings.model, co_await open_model(context, std::move(model), services));
  co_return co_await agents::run_prompt(context, std::move(settings), services.models,
                                        services.clock);
}

constexpr std::string_view kPromptSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["prompt"],
  "properties": {
    "instructions": {"type": "string", "title": "Instructions", "x-widget": "textarea",
                     "x-expression": true, "maxLength": 100000},
    "prompt": {"type": "string", "title": "Prompt", "x-widget": "textarea", "x-expression": true,
               "minLength": 1, "x-placeholder": "Summarise: {{ input.text }}"},
    "model": null,
    "max_seconds": {"type": "integer", "title": "Timeout in seconds", "minimum": 1,
                    "maximum": 3600, "default": 300, "x-widget": "number"}
  }
})";

}  // namespace

void register_prompt(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "prompt";
  kind.title = "Prompt";
  kind.description = "Asks a model once, for text or for structured data.";
  kind.icon = "sparkles";
  kind.category = model::NodeCategory::ai;
  kind.effect = model::Effect::read;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kPromptSchema);
  add_model_properties(kind.config_schema);
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "text": {"type": "string"}, "data": {}, "model": {"type": "string"},
      "finish_reason": {"type": "string"}, "metadata": {"type": "object"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_prompt_node(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
