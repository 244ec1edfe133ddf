#include "adapters/blob/s3_xml.hpp"

#include <array>
#include <optional>

namespace elevaite::adapters::blob {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

std::string decode(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    bool is_entity = false;
    for (const auto& [entity, character] : kEntities) {
      is_entity = text.starts_with(entity);
      if (!is_entity) continue;
      plain += character;
      text.remove_prefix(entity.size());
      break;
    }
    if (text.starts_with("&#34;")) {
      plain += '"';
      text.remove_prefix(5);
      continue;
    }
    if (is_entity || text.empty()) continue;
    plain += text.front();
    text.remove_prefix(1);
  }
  return plain;
}

// What stands in the first <name> from `at` on; `at` moves behind it.
std::optional<std::string_view> element(std::string_view xml, std::string_view name,
                                        std::size_t& at) {
  std::string open = "<" + std::string(name) + ">";
  std::string close = "</" + std::string(name) + ">";
  auto begin = xml.find(open, at);
  if (begin == std::string_view::npos) return std::nullopt;
  begin += open.size();
  auto end = xml.find(close, begin);
  if (end == std::string_view::npos) return std::nullopt;
  at = end + close.size();
  return xml.substr(begin, end - begin);
}

}  // namespace

std::string xml_text(std::string_view xml, std::string_view name) {
  std::size_t at = 0;
  return decode(element(xml, name, at).value_or(""));
}

void for_each_element(std::string_view xml, std::string_view name,
                      const std::function<void(std::string_view inside)>& visit) {
  std::size_t at = 0;
  while (auto inside = element(xml, name, at)) visit(*inside);
}

std::string xml_escape(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    bool is_plain = true;
    for (const auto& [entity, character] : kEntities) {
      if (c != character) continue;
      escaped += entity;
      is_plain = false;
    }
    if (is_plain) escaped += c;
  }
  return escaped;
}

}  // namespace elevaite::adapters::blob
