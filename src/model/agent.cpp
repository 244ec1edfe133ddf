#include "model/agent.hpp"

#include <algorithm>

namespace elevaite::model {

std::string_view to_string(AgentStatus status) {
  switch (status) {
    case AgentStatus::draft:
      return "draft";
    case AgentStatus::deployed:
      return "deployed";
    case AgentStatus::changed:
      return "changed";
  }
  return "draft";
}

std::optional<AgentStatus> agent_status_from(std::string_view text) {
  for (auto status : {AgentStatus::draft, AgentStatus::deployed, AgentStatus::changed}) {
    if (to_string(status) == text) return status;
  }
  return std::nullopt;
}

// /v1/agents/import is a route.
constexpr std::string_view kReservedSlug = "import";

bool is_slug(std::string_view text) {
  if (text == kReservedSlug) return false;
  if (text.size() < kMinSlugBytes || text.size() > kMaxSlugBytes) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string slug_of(std::string_view name) {
  std::string slug;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == kMaxSlugBytes) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (slug.size() < kMinSlugBytes) return slug.empty() ? "agent" : "agent-" + slug;
  return slug == kReservedSlug ? "import-agent" : slug;
}

}  // namespace elevaite::model
