// Command-line options of the benchmark programs: "--name value" pairs, each handled by one
// function.
#pragma once
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string>

namespace elevaite::bench {

using Options = std::map<std::string, std::function<void(const std::string&)>, std::less<>>;

// Exits with a sentence when an option is unknown or lacks its value.
inline void parse_options(int argc, char** argv, const Options& options) {
  for (int i = 1; i < argc; i += 2) {
    const auto option = options.find(argv[i]);
    if (option == options.end() || i + 1 >= argc) {
      std::cerr << (option == options.end() ? "Unknown option " : "A value is missing after ")
                << argv[i] << ". Known are:";
      for (const auto& [name, handle] : options) std::cerr << ' ' << name;
      std::cerr << '\n';
      std::exit(2);
    }
    option->second(argv[i + 1]);
  }
}

inline auto into(std::string& target) {
  return [&target](const std::string& value) { target = value; };
}

template <class Number>
auto into(Number& target) {
  return [&target](const std::string& value) { target = static_cast<Number>(std::stod(value)); };
}

}  // namespace elevaite::bench
