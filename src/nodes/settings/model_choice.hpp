// The settings that all nodes which call a model share.
#pragma once
#include "agents/model_call.hpp"
#include "nodes/settings/config_reader.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {

struct ModelSettings {
  agents::ModelChoice choice;
  std::string credential;  // empty: the operator's key
};

// Reads model, fallback_models, temperature, max_output_tokens and credential.
ModelSettings read_model(ConfigReader& config);
// The schema of output, or nothing; refuses what is no JSON Schema.
std::optional<Json> read_output_schema(ConfigReader& config);

// Puts the key and the base URL of the credential in their places.
Task<Result<agents::ModelChoice>> open_model(ports::StepContext& context, ModelSettings settings,
                                             ports::NodeServices services);

// Adds the properties of these settings to those of a config schema.
void add_model_properties(Json& config_schema);

}  // namespace elevaite::nodes
