// Recorded streams: tests/fixtures/llm/<vendor>/<name>.jsonl holds the data of one event per line,
// and <name>.expected.json what they add up to.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/json.hpp"
#include "model/chat.hpp"

namespace elevaite::adapters::llm {

struct Fixture {
  std::string name;
  std::vector<std::string> events;
  Json expected;
};

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline std::vector<Fixture> fixtures(std::string_view vendor) {
  auto root =
      std::filesystem::path(__FILE__).parent_path() / "../../../../tests/fixtures/llm" / vendor;
  std::vector<Fixture> found;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() != ".jsonl") continue;
    Fixture fixture;
    fixture.name = entry.path().stem().string();
    std::istringstream lines(read_text(entry.path()));
    for (std::string line; std::getline(lines, line);) fixture.events.push_back(line);
    auto expected = entry.path();
    expected.replace_extension(".expected.json");
    fixture.expected = parse_json(read_text(expected)).value();
    found.push_back(std::move(fixture));
  }
  std::sort(found.begin(), found.end(),
            [](const Fixture& a, const Fixture& b) { return a.name < b.name; });
  return found;
}

// The stream as it goes over the wire.
inline std::string wire_of(const Fixture& fixture) {
  std::string wire;
  for (const std::string& event : fixture.events) wire += "data: " + event + "\n\n";
  return wire;
}

inline Json summary_of(const model::ChatReply& reply) {
  JsonArray calls;
  for (const model::ToolCall& call : reply.tool_calls) {
    calls.push_back(
        JsonObject{{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
  }
  JsonObject usage{{"input_tokens", reply.usage.input_tokens},
                   {"cached_input_tokens", reply.usage.cached_input_tokens},
                   {"output_tokens", reply.usage.output_tokens}};
  return JsonObject{{"text", reply.text},
                    {"finish_reason", to_string(reply.finish_reason)},
                    {"tool_calls", std::move(calls)},
                    {"usage", std::move(usage)}};
}

}  // namespace elevaite::adapters::llm
