// What a model costs, from a built-in table that the configuration can extend.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/chat.hpp"

namespace elevaite::adapters::llm {

// US dollars per million tokens.
struct Price {
  std::string
      model;  // "vendor:model"; also fits every longer name, as models carry a date at their end
  std::string title{};
  double input = 0;
  double cached_input = 0;
  double output = 0;
};

class PriceTable {
 public:
  // `extension` is empty or a JSON object {"vendor:model": {"input": 1.25, "cached_input": 0.125,
  // "output": 10, "title": "…"}}; an entry replaces a built-in one of the same name.
  static Result<PriceTable> open(std::string_view extension);

  // The entry with the longest fitting name; nullptr when the price is not known.
  const Price* find(std::string_view model) const;
  // 0 when the price is not known. Tokens written to a vendor's cache count as ordinary input.
  std::int64_t cost_usd_nanos(std::string_view model, const model::Usage& usage) const;
  const std::vector<Price>& all() const { return prices_; }

 private:
  std::vector<Price> prices_;
};

}  // namespace elevaite::adapters::llm
