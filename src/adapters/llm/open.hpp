// Opens every model vendor that the configuration names.
#pragma once
#include <map>
#include <memory>

#include "core/net/client.hpp"
#include "core/net/egress.hpp"
#include "ports/chat_model.hpp"

namespace elevaite::adapters::llm {

struct ModelSettings {
  std::string openai_base_url{};  // empty: OpenAI itself; any server that speaks its format
  std::string openai_api_key{};
  std::string anthropic_base_url{};
  std::string anthropic_api_key{};
  // "vendor:model". Stands for an empty model name, and its vendor for a name without one.
  std::string default_model = "demo:default";
  std::string scripts_dir{};  // <name>.json for "scripted:<name>"; empty: no files
  std::string prices_json{};  // extends the price table, see prices.hpp
  std::map<std::string, Json, std::less<>> scripts{};  // for tests, by name
};

// `client` and `guard` outlive the result. Errors: invalid_argument for settings that cannot work.
Result<std::unique_ptr<ports::ChatModels>> open_models(net::HttpClient& client,
                                                       const net::EgressGuard& guard,
                                                       ModelSettings settings);

}  // namespace elevaite::adapters::llm
