// Words and their stems, as far as matching a question with a tool needs them. English only.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace elevaite::adapters::llm::demo {

struct Word {
  std::string text;  // lower case
  std::string stem;
  std::size_t begin = 0;  // byte offsets into the text it came from
  std::size_t end = 0;
};

// "shipped", "shipping", "ships" → "ship". `word` is in lower case.
std::string stem_of(std::string_view word);
// Words that say nothing about the subject: articles, pronouns, "please", "get".
bool is_stop_word(std::string_view word);

// Splits at everything that is not a letter or digit, and inside identifiers: order_id, orderId.
std::vector<Word> words_of(std::string_view text);
// The stems that carry meaning.
std::set<std::string> stems_of(std::string_view text);

std::string lower_case(std::string_view text);

}  // namespace elevaite::adapters::llm::demo
