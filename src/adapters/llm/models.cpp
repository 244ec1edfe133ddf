// The router over all vendors: names, fallback, prices.
#include <fmt/format.h>

#include "adapters/llm/anthropic.hpp"
#include "adapters/llm/demo.hpp"
#include "adapters/llm/open.hpp"
#include "adapters/llm/openai.hpp"
#include "adapters/llm/prices.hpp"
#include "adapters/llm/scripted.hpp"

namespace elevaite::adapters::llm {
namespace {

constexpr std::size_t kMaxFallbacks = 8;

struct ModelName {
  std::string vendor;
  std::string model;
  std::string full() const { return vendor + ":" + model; }
};

struct Vendor {
  std::unique_ptr<ports::ChatModel> model;
  bool is_configured = true;  // the operator gave a key or a base URL
};

// Four characters to a token is what vendors themselves give as the rule of thumb.
std::int64_t approximate_tokens(std::size_t characters) {
  return static_cast<std::int64_t>((characters + 3) / 4);
}

std::size_t characters_of(const ports::ChatRequest& request) {
  std::size_t characters = 0;
  for (const model::ChatMessage& message : request.messages) {
    characters += message.text.size();
    for (const model::ToolCall& call : message.tool_calls) characters += call.arguments.size();
  }
  return characters;
}

// Servers that report no usage would escape every budget.
void estimate_missing_usage(std::size_t input, model::ChatReply& reply) {
  if (reply.usage.input_tokens != 0 || reply.usage.output_tokens != 0) return;
  std::size_t output = reply.text.size();
  for (const model::ToolCall& call : reply.tool_calls) output += call.arguments.size();
  reply.usage.input_tokens = approximate_tokens(input);
  reply.usage.output_tokens = approximate_tokens(output);
  reply.metadata["usage_is_estimated"] = true;
}

// The vendors' own servers are of no use without a key; a compatible one may need none.
bool is_official(std::string_view base_url, std::string_view host) {
  return base_url.empty() || base_url.starts_with("https://" + std::string(host));
}

class RoutedModels final : public ports::ChatModels {
 public:
  RoutedModels(std::map<std::string, Vendor, std::less<>> vendors, PriceTable prices,
               std::string default_model)
      : vendors_(std::move(vendors)),
        prices_(std::move(prices)),
        default_model_(std::move(default_model)) {}

  Result<ModelName> resolve(std::string_view name) const {
    if (name.empty()) name = default_model_;
    auto colon = name.find(':');
    if (colon == std::string_view::npos) {
      return ModelName{default_model_.substr(0, default_model_.find(':')), std::string(name)};
    }
    ModelName split{std::string(name.substr(0, colon)), std::string(name.substr(colon + 1))};
    if (vendors_.contains(split.vendor) && !split.model.empty()) return split;
    std::string known;
    for (const auto& [vendor, entry] : vendors_) known += (known.empty() ? "" : ", ") + vendor;
    return invalid_field(
        "model", "unknown_model",
        fmt::format("\"{}\" names no model. Write vendor:model; the vendors are {}.",
                    name.substr(0, 100), known));
  }

  Task<Result<model::ChatReply>> chat(std::vector<std::string> models, ports::ChatRequest request,
                                      ports::OnText on_text) override {
    if (models.empty()) models.push_back(default_model_);
    if (models.size() > kMaxFallbacks) {
      co_return invalid_field("models", "too_many",
                              "At most 8 models can stand in a fallback list.");
    }
    std::vector<ModelName> names;
    for (const std::string& model : models) {
      CO_TRY(ModelName name, resolve(model));
      names.push_back(std::move(name));
    }
    bool has_passed_text = false;
    ports::OnText counted;
    if (on_text) {
      counted = [&](std::string_view text) {
        has_passed_text = true;
        on_text(text);
      };
    }
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
      ports::ChatRequest attempt = request;
      aim(attempt, names[i], names.front());
      auto reply = co_await call_one(names[i], std::move(attempt), counted);
      if (reply.has_value()) co_return reply;
      if (has_passed_text || !is_retryable(reply.error().code)) {
        co_return std::move(reply).error();
      }
    }
    aim(request, names.back(), names.front());
    co_return co_await call_one(names.back(), std::move(request), counted);
  }

  Json catalogue() const override {
    JsonArray entries;
    entries.push_back(entry("demo:default", "Demo model (offline)", "demo", nullptr));
    for (const Price& price : prices_.all()) {
      if (price.title.empty()) continue;
      std::string vendor = price.model.substr(0, price.model.find(':'));
      if (!vendors_.contains(vendor)) continue;
      entries.push_back(entry(price.model, price.title, vendor, &price));
    }
    return entries;
  }

 private:
  static void aim(ports::ChatRequest& attempt, const ModelName& name, const ModelName& first) {
    attempt.model = name.model;
    // The caller's key belongs to the vendor it was chosen for: no other vendor gets to see it.
    if (name.vendor != first.vendor) {
      attempt.api_key.clear();
      attempt.base_url.clear();
    }
  }

  Task<Result<model::ChatReply>> call_one(ModelName name, ports::ChatRequest request,
                                          ports::OnText on_text) {
    ports::ChatModel& vendor = *vendors_.find(name.vendor)->second.model;
    const std::size_t input = characters_of(request);
    CO_TRY(model::ChatReply reply, co_await vendor.chat(std::move(request), std::move(on_text)));
    estimate_missing_usage(input, reply);
    reply.model = name.full();
    reply.usage.cost_usd_nanos = prices_.cost_usd_nanos(reply.model, reply.usage);
    co_return reply;
  }

  JsonObject entry(std::string_view name, std::string_view title, std::string_view vendor,
                   const Price* price) const {
    JsonObject object{{"name", name},
                      {"title", title},
                      {"vendor", vendor},
                      {"is_configured", vendors_.find(vendor)->second.is_configured},
                      {"is_default", name == default_model_},
                      {"input_usd_per_million", 0.0},
                      {"cached_input_usd_per_million", 0.0},
                      {"output_usd_per_million", 0.0}};
    if (price == nullptr) return object;
    object["input_usd_per_million"] = price->input;
    object["cached_input_usd_per_million"] = price->cached_input;
    object["output_usd_per_million"] = price->output;
    return object;
  }

  std::map<std::string, Vendor, std::less<>> vendors_;
  PriceTable prices_;
  std::string default_model_;
};

}  // namespace

Result<std::unique_ptr<ports::ChatModels>> open_models(net::HttpClient& client,
                                                       const net::EgressGuard& guard,
                                                       ModelSettings settings) {
  TRY(PriceTable prices, PriceTable::open(settings.prices_json));
  bool has_openai =
      !settings.openai_api_key.empty() || !is_official(settings.openai_base_url, "api.openai.com");
  bool has_anthropic = !settings.anthropic_api_key.empty() ||
                       !is_official(settings.anthropic_base_url, "api.anthropic.com");
  VendorSettings openai{settings.openai_base_url, settings.openai_api_key};
  VendorSettings anthropic{settings.anthropic_base_url, settings.anthropic_api_key};

  std::map<std::string, Vendor, std::less<>> vendors;
  vendors["openai"] = {std::make_unique<OpenaiModel>(client, guard, std::move(openai)), has_openai};
  vendors["anthropic"] = {std::make_unique<AnthropicModel>(client, guard, std::move(anthropic)),
                          has_anthropic};
  vendors["demo"] = {std::make_unique<DemoModel>(), true};
  if (!settings.scripts.empty() || !settings.scripts_dir.empty()) {
    vendors["scripted"] = {
        std::make_unique<ScriptedModel>(std::move(settings.scripts), settings.scripts_dir), true};
  }
  auto models =
      std::make_unique<RoutedModels>(std::move(vendors), std::move(prices), settings.default_model);
  if (settings.default_model.find(':') == std::string::npos) {
    return invalid_argument("The default model must be written vendor:model, as demo:default.");
  }
  CHECK(models->resolve(settings.default_model));
  return std::unique_ptr<ports::ChatModels>(std::move(models));
}

}  // namespace elevaite::adapters::llm
