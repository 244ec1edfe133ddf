#include "adapters/report/data_fences.hpp"

#include "core/json.hpp"

namespace elevaite::adapters::report {
namespace {

std::string_view take_line(std::string_view& rest) {
  auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// How many fence characters a line begins with, after at most three spaces.
struct Fence {
  char character = 0;
  std::size_t length = 0;
  std::string_view info{};
};

Fence fence_of(std::string_view line) {
  auto begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos || begin > 3) return {};
  char character = line[begin];
  if (character != '`' && character != '~') return {};
  auto end = line.find_first_not_of(character, begin);
  std::size_t length = (end == std::string_view::npos ? line.size() : end) - begin;
  if (length < 3) return {};
  return {character, length, end == std::string_view::npos ? "" : trimmed(line.substr(end))};
}

bool closes(const Fence& fence, const Fence& open) {
  return fence.character == open.character && fence.length >= open.length && fence.info.empty();
}

}  // namespace

SplitText split_data(std::string_view markdown) {
  SplitText split;
  Fence open;
  bool is_data = false;
  std::size_t number = 0;
  for (std::string_view rest = markdown; !rest.empty();) {
    std::string_view line = take_line(rest);
    ++number;
    Fence fence = fence_of(line);
    if (open.length > 0 && closes(fence, open)) {
      open = {};
      is_data = false;
    } else if (open.length > 0 && is_data) {
      split.fences.back().json.append(line) += '\n';
      split.prose += split.fences.back().line + 1 == number
                         ? std::to_string(split.fences.size() - 1) + "\n"
                         : "\n";
      continue;
    } else if (open.length == 0 && fence.length > 0) {
      open = fence;
      is_data = fence.info == "chart" || fence.info == "table";
      if (is_data) split.fences.push_back({std::string(fence.info), "", number});
    }
    split.prose.append(line) += '\n';
  }
  return split;
}

}  // namespace elevaite::adapters::report
