// What a message says in so many words: numbers, dates, addresses, quotations, names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/llm/demo/words.hpp"

namespace elevaite::adapters::llm::demo {

struct Fact {
  enum class Kind { number, date, email, url, quotation, identifier, channel, name, expression };
  Kind kind = Kind::number;
  std::string text;  // dates as YYYY-MM-DD…, numbers without separators
  std::size_t begin = 0;
  std::size_t end = 0;
  // A number inside something else: 1042 in ORD-1042.
  bool is_weak = false;
};

struct Facts {
  std::string text;
  std::vector<Word> words;
  std::vector<Fact> facts;  // by position
};

// At most the first 20,000 bytes are looked at.
Facts facts_of(std::string_view message);

}  // namespace elevaite::adapters::llm::demo
