#include "adapters/report/member_reader.hpp"

#include <algorithm>

#include "adapters/report/cell_text.hpp"
#include "adapters/report/inline_text.hpp"

namespace elevaite::adapters::report {

Json parse_block(std::string_view json, std::size_t line, std::string_view what) {
  auto parsed = parse_json(json);
  if (!parsed) refuse(line, fmt::format("{} is not JSON: {}", what, parsed.error().message));
  return std::move(*parsed);
}

MemberReader::MemberReader(const Json& value, std::size_t line, std::string what,
                           std::initializer_list<std::string_view> known)
    : line_(line), what_(std::move(what)) {
  object_ = value.if_object();
  if (object_ == nullptr) refuse(line_, what_ + " must be a JSON object.");
  for (const auto& member : *object_) {
    std::string_view name(member.key().data(), member.key().size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    wrong(name, fmt::format("is not known; it may have {}.", fmt::join(known, ", ")));
  }
}

const Json* MemberReader::value(std::string_view name) const {
  const Json* found = object_->if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string MemberReader::text(std::string_view name) const {
  const Json* found = value(name);
  if (found == nullptr) return "";
  if (found->is_object() || found->is_array()) wrong(name, "must be a text.");
  return clean_text(cell_text(*found));
}

bool MemberReader::flag(std::string_view name) const {
  const Json* found = value(name);
  if (found == nullptr) return false;
  if (!found->is_bool()) wrong(name, "must be true or false.");
  return found->get_bool();
}

std::string MemberReader::choice(std::string_view name,
                                 std::initializer_list<std::string_view> choices) const {
  std::string chosen = text(name);
  if (chosen.empty()) return std::string(*choices.begin());
  if (std::find(choices.begin(), choices.end(), chosen) != choices.end()) return chosen;
  wrong(name, fmt::format("must be one of {}.", fmt::join(choices, ", ")));
}

const JsonArray* MemberReader::list(std::string_view name, std::size_t max) const {
  const Json* found = value(name);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) wrong(name, "must be a list.");
  if (found->get_array().size() > max) {
    wrong(name, fmt::format("has {} items, at most {} are drawn.", found->get_array().size(), max));
  }
  return &found->get_array();
}

NumberStyle MemberReader::numbers(NumberStyle style) const {
  style.prefix = text("prefix");
  style.suffix = text("suffix");
  const Json* decimals = value("decimals");
  if (decimals == nullptr) return style;
  if (!decimals->is_int64() || decimals->get_int64() < 0 || decimals->get_int64() > 6) {
    wrong("decimals", "must be a whole number from 0 to 6.");
  }
  style.decimals = static_cast<int>(decimals->get_int64());
  return style;
}

void MemberReader::wrong(std::string_view name, std::string_view problem) const {
  refuse(line_, fmt::format("{}'s {} {}", what_, name, problem));
}

}  // namespace elevaite::adapters::report
