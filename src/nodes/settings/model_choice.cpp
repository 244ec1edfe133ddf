#include "nodes/settings/model_choice.hpp"

#include <fmt/format.h>

#include "core/json_schema/schema.hpp"
#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"

namespace elevaite::nodes {

ModelSettings read_model(ConfigReader& config) {
  ModelSettings out;
  std::string first = config.text("model");
  if (!first.empty()) out.choice.models.push_back(std::move(first));
  for (std::string& name : config.texts("fallback_models")) {
    if (!name.empty()) out.choice.models.push_back(std::move(name));
  }
  out.choice.temperature = config.number("temperature", 0, 2);
  std::int64_t tokens = config.integer("max_output_tokens", 0, 1'000'000, 0);
  if (tokens > 0) out.choice.max_output_tokens = tokens;
  out.credential = config.text("credential");
  return out;
}

std::optional<Json> read_output_schema(ConfigReader& config) {
  const JsonObject& schema = config.object("output_schema");
  if (schema.empty()) return std::nullopt;
  auto compiled = json_schema::Schema::compile(schema);
  if (!compiled) {
    config.refuse("output_schema", "json_schema",
                  fmt::format("is not a JSON Schema: {}", compiled.error().message));
    return std::nullopt;
  }
  return Json(schema);
}

Task<Result<agents::ModelChoice>> open_model(ports::StepContext& context, ModelSettings settings,
                                             ports::NodeServices services) {
  std::vector<std::string> kinds{"openai", "anthropic", "openai_compatible"};
  CO_TRY(Json credential,
         co_await open_credential(services.credentials, context.tenant_id(),
                                  std::move(settings.credential), std::move(kinds)));
  agents::ModelChoice choice = std::move(settings.choice);
  choice.api_key = find_string(credential, "api_key").value_or("");
  choice.base_url = find_string(credential, "base_url").value_or("");
  co_return choice;
}

void add_model_properties(Json& config_schema) {
  Json shared = schema_of(R"({
    "model": {"type": "string", "title": "Model", "x-widget": "model", "maxLength": 200,
              "x-placeholder": "The platform's default",
              "description": "vendor:model, for example openai:gpt-4o-mini."},
    "fallback_models": {"type": "array", "title": "Fallback models", "maxItems": 5,
                        "items": {"type": "string", "x-widget": "model"},
                        "description": "Tried in turn when the model does not answer."},
    "credential": {"type": "string", "title": "Own key", "x-widget": "credential",
                   "x-credential-kinds": ["openai", "anthropic", "openai_compatible"],
                   "description": "Empty: the key of the platform."},
    "temperature": {"type": "number", "title": "Temperature", "minimum": 0, "maximum": 2,
                    "x-widget": "number"},
    "max_output_tokens": {"type": "integer", "title": "Longest answer in tokens", "minimum": 1,
                          "maximum": 1000000, "x-widget": "number"},
    "output_schema": {"type": "object", "title": "Structured output", "x-widget": "json",
                      "description": "A JSON Schema; the answer is then JSON that satisfies it."}
  })");
  JsonObject& properties = config_schema.get_object()["properties"].get_object();
  for (const auto& [name, property] : shared.get_object()) properties[name] = property;
}

}  // namespace elevaite::nodes
