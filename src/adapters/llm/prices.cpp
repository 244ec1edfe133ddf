#include "adapters/llm/prices.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::adapters::llm {
namespace {

struct Row {
  const char* model;
  const char* title;
  double input;
  double cached_input;
  double output;
};

// The vendors' list prices as of November 2025, standard tier, US dollars per million tokens. A row
// whose title is empty is priced but not offered for choice.
constexpr Row kRows[] = {
    {"openai:gpt-5", "GPT-5", 1.25, 0.125, 10},
    {"openai:gpt-5-mini", "GPT-5 mini", 0.25, 0.025, 2},
    {"openai:gpt-5-nano", "GPT-5 nano", 0.05, 0.005, 0.4},
    {"openai:gpt-5-pro", "GPT-5 pro", 15, 15, 120},
    {"openai:gpt-4.1", "GPT-4.1", 2, 0.5, 8},
    {"openai:gpt-4.1-mini", "GPT-4.1 mini", 0.4, 0.1, 1.6},
    {"openai:gpt-4.1-nano", "GPT-4.1 nano", 0.1, 0.025, 0.4},
    {"openai:gpt-4o", "GPT-4o", 2.5, 1.25, 10},
    {"openai:gpt-4o-mini", "GPT-4o mini", 0.15, 0.075, 0.6},
    {"openai:o3", "o3", 2, 0.5, 8},
    {"openai:o3-mini", "", 1.1, 0.55, 4.4},
    {"openai:o4-mini", "o4-mini", 1.1, 0.275, 4.4},
    {"openai:o1", "", 15, 7.5, 60},
    {"openai:gpt-4-turbo", "", 10, 10, 30},
    {"openai:gpt-3.5-turbo", "", 0.5, 0.5, 1.5},
    {"anthropic:claude-opus-4-5", "Claude Opus 4.5", 5, 0.5, 25},
    {"anthropic:claude-opus-4", "Claude Opus 4", 15, 1.5, 75},
    {"anthropic:claude-sonnet-4-5", "Claude Sonnet 4.5", 3, 0.3, 15},
    {"anthropic:claude-sonnet-4", "Claude Sonnet 4", 3, 0.3, 15},
    {"anthropic:claude-haiku-4-5", "Claude Haiku 4.5", 1, 0.1, 5},
    {"anthropic:claude-3-7-sonnet", "", 3, 0.3, 15},
    {"anthropic:claude-3-5-sonnet", "", 3, 0.3, 15},
    {"anthropic:claude-3-5-haiku", "Claude Haiku 3.5", 0.8, 0.08, 4},
    {"anthropic:claude-3-haiku", "", 0.25, 0.03, 1.25},
    {"anthropic:claude-3-opus", "", 15, 1.5, 75},
};

Error bad_entry(std::string_view name, std::string_view what) {
  return invalid_argument("The price of \"" + std::string(name) + "\" " + std::string(what) + ".");
}

Result<double> read_price(std::string_view name, const Json& entry, std::string_view key,
                          std::optional<double> fallback) {
  if (find(entry, key) == nullptr && fallback) return *fallback;
  auto number = find_number(entry, key);
  if (number && *number >= 0 && *number <= 1e6) return *number;
  return bad_entry(name,
                   "needs \"" + std::string(key) + "\", a number of US dollars per million tokens");
}

Result<Price> read_entry(std::string_view name, const Json& entry) {
  auto colon = name.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == name.size()) {
    return bad_entry(name, "must be named \"vendor:model\"");
  }
  Price price;
  price.model = name;
  price.title = find_string(entry, "title").value_or(name.substr(colon + 1));
  TRY(price.input, read_price(name, entry, "input", std::nullopt));
  TRY(price.cached_input, read_price(name, entry, "cached_input", price.input));
  TRY(price.output, read_price(name, entry, "output", std::nullopt));
  return price;
}

}  // namespace

Result<PriceTable> PriceTable::open(std::string_view extension) {
  PriceTable table;
  for (const Row& row : kRows) {
    table.prices_.push_back({row.model, row.title, row.input, row.cached_input, row.output});
  }
  if (extension.empty()) return table;
  TRY(Json parsed, parse_json(extension));
  const auto* object = parsed.if_object();
  if (object == nullptr) {
    return invalid_argument("The prices must be a JSON object {\"vendor:model\": {…}}.");
  }
  for (const auto& member : *object) {
    TRY(Price price, read_entry(std::string_view(member.key()), member.value()));
    std::erase_if(table.prices_, [&](const Price& known) { return known.model == price.model; });
    table.prices_.push_back(std::move(price));
  }
  return table;
}

const Price* PriceTable::find(std::string_view model) const {
  const Price* best = nullptr;
  for (const Price& price : prices_) {
    if (!model.starts_with(price.model)) continue;
    if (best == nullptr || price.model.size() > best->model.size()) best = &price;
  }
  return best;
}

std::int64_t PriceTable::cost_usd_nanos(std::string_view model, const model::Usage& usage) const {
  const Price* price = find(model);
  if (price == nullptr) return 0;
  // One dollar per million tokens is a thousand nanodollars per token.
  double full_input = static_cast<double>(usage.input_tokens - usage.cached_input_tokens);
  double nanos = 1000 * (full_input * price->input +
                         static_cast<double>(usage.cached_input_tokens) * price->cached_input +
                         static_cast<double>(usage.output_tokens) * price->output);
  return std::llround(nanos);
}

}  // namespace elevaite::adapters::llm
