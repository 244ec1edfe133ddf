// What depends on a report's language: a few words, the separators of numbers, the direction.
#pragma once
#include <string>
#include <string_view>

namespace elevaite::adapters::report {

struct NumberStyle {
  std::string thousands = ",";
  std::string point = ".";
  int decimals = -1;  // -1: as many as the values need, at most 2
  std::string prefix{};
  std::string suffix{};
};

struct Locale {
  std::string language;  // as it was given
  std::string contents;
  std::string page;   // with {page} and {pages}
  std::string other;  // what a pie gathers
  NumberStyle numbers;
  bool is_rtl = false;
};

// By the language's first part ("de-AT"); English for those that are not known.
Locale locale_for(std::string_view language);

// Grouped by three, with exactly `decimals` of them: "1,234.50".
std::string number_text(double value, int decimals, const NumberStyle& style);
// How many decimals the value needs, at most 2.
int decimals_of(double value);

}  // namespace elevaite::adapters::report
