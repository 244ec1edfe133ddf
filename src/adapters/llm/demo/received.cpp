#include "adapters/llm/demo/received.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::adapters::llm::demo {
namespace {

std::string one_of(const model::Attachment& file) {
  std::string text =
      fmt::format("**{}** ({}, {} bytes): ", file.name, file.content_type, file.size);
  if (file.picture) return text + "a picture, which this demo model cannot look at.";
  // The first line names the file, the last one says how it ends.
  auto lines = std::count(file.shown_text.begin(), file.shown_text.end(), '\n');
  if (lines == 0) return text + "only its name, type and size.";
  return text + fmt::format("{} {} of text.", lines - 1, lines == 2 ? "line" : "lines");
}

}  // namespace

std::string received(const std::vector<model::Attachment>& files) {
  if (files.empty()) return {};
  std::string text = files.size() == 1 ? "I received one file:\n"
                                       : fmt::format("I received {} files:\n", files.size());
  for (const model::Attachment& file : files) text += "\n- " + one_of(file);
  return text + "\n\n";
}

}  // namespace elevaite::adapters::llm::demo
