#include "adapters/llm/demo/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace elevaite::adapters::llm::demo {
namespace {

constexpr auto kStopWords = std::to_array<std::string_view>(
    {"a",       "about",       "after",  "all",    "also", "am",    "an",   "and",     "any",
     "are",     "as",          "at",     "be",     "been", "but",   "by",   "call",    "can",
     "could",   "data",        "did",    "do",     "does", "e",     "eg",   "example", "find",
     "for",     "from",        "g",      "get",    "give", "had",   "has",  "have",    "hello",
     "help",    "hey",         "hi",     "his",    "how",  "i",     "if",   "im",      "in",
     "info",    "information", "into",   "is",     "it",   "its",   "just", "know",    "let",
     "like",    "look",        "make",   "may",    "me",   "must",  "my",   "need",    "no",
     "not",     "of",          "on",     "one",    "or",   "our",   "out",  "please",  "return",
     "returns", "s",           "see",    "should", "show", "so",    "some", "t",       "tell",
     "than",    "thank",       "thanks", "that",   "the",  "their", "them", "then",    "there",
     "these",   "they",        "this",   "those",  "to",   "tool",  "up",   "us",      "use",
     "using",   "value",       "want",   "was",    "we",   "were",  "what", "when",    "where",
     "which",   "who",         "why",    "will",   "with", "would", "yes",  "you",     "your"});

// Words people use for one another, by stem.
constexpr std::pair<std::string_view, std::string_view> kSynonyms[] = {
    {"mail", "email"},          {"client", "customer"}, {"buyer", "customer"},
    {"cost", "pric"},           {"purchas", "order"},   {"many", "count"},
    {"article", "product"},     {"articl", "product"},  {"inventory", "stock"},
    {"telephon", "phone"},      {"comput", "calculat"}, {"evaluat", "calculat"},
    {"arithmetic", "calculat"}, {"math", "calculat"},
};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool strip(std::string& word, std::string_view suffix, std::size_t min_rest) {
  if (!word.ends_with(suffix) || word.size() < suffix.size() + min_rest) return false;
  word.resize(word.size() - suffix.size());
  return true;
}

void strip_plural(std::string& word) {
  if (word.size() > 4 && word.ends_with("ies")) {
    word.replace(word.size() - 3, 3, "y");
  } else if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") &&
             !word.ends_with("us") && !word.ends_with("is")) {
    word.pop_back();
  }
}

void strip_verb_ending(std::string& word) {
  bool is_stripped = strip(word, "ing", 3) || strip(word, "ed", 3);
  if (!is_stripped) return;
  std::size_t n = word.size();
  bool is_doubled = n > 3 && word[n - 1] == word[n - 2] && !is_vowel(word[n - 1]);
  if (is_doubled && word[n - 1] != 'l' && word[n - 1] != 's') word.pop_back();
}

bool is_word_byte(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string stem_of(std::string_view word) {
  std::string stem(word);
  if (stem.size() > 3) {
    strip_plural(stem);
    strip_verb_ending(stem);
    if (!strip(stem, "ment", 3) && stem.ends_with("ator") && stem.size() > 6) strip(stem, "or", 4);
    strip(stem, "ion", 5);
    if (stem.size() > 6 && stem.ends_with("ery")) stem.pop_back();
    strip(stem, "e", 4);
  }
  for (const auto& [from, to] : kSynonyms) {
    if (stem == from) return std::string(to);
  }
  return stem;
}

bool is_stop_word(std::string_view word) {
  return std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end();
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::size_t i = 0;
  while (i < text.size()) {
    if (!is_word_byte(text[i])) {
      ++i;
      continue;
    }
    std::size_t begin = i++;
    while (i < text.size() && is_word_byte(text[i]) &&
           !(is_upper(text[i]) && is_lower(text[i - 1]))) {
      ++i;
    }
    Word word;
    word.text = lower_case(text.substr(begin, i - begin));
    word.stem = stem_of(word.text);
    word.begin = begin;
    word.end = i;
    words.push_back(std::move(word));
  }
  return words;
}

std::set<std::string> stems_of(std::string_view text) {
  std::set<std::string> stems;
  for (Word& word : words_of(text)) {
    if (!is_stop_word(word.text)) stems.insert(std::move(word.stem));
  }
  return stems;
}

}  // namespace elevaite::adapters::llm::demo
