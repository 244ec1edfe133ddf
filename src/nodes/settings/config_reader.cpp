#include "nodes/settings/config_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace elevaite::nodes {
namespace {

const JsonArray kNoList;
const JsonObject kNoObject;

std::optional<double> number_of(const Json& value) {
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  if (value.is_double()) return value.get_double();
  if (!value.is_string()) return std::nullopt;
  std::string_view text = view(value.get_string());
  double number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

ConfigReader::ConfigReader(const Json& config, std::string path)
    : config_(config), path_(std::move(path)) {
  if (!config.is_object()) {
    errors_.push_back({path_, "type", fmt::format("{} must be an object.", path_)});
  }
}

std::string ConfigReader::path_of(std::string_view name) const {
  return fmt::format("{}.{}", path_, name);
}

void ConfigReader::refuse(std::string_view name, std::string_view code, std::string_view problem) {
  std::string path = path_of(name);
  std::string message = fmt::format("{} {}.", path, problem);
  errors_.push_back({std::move(path), std::string(code), std::move(message)});
}

void ConfigReader::adopt(ConfigReader& part) {
  part.refuse_unknown();
  std::move(part.errors_.begin(), part.errors_.end(), std::back_inserter(errors_));
}

const Json* ConfigReader::value(std::string_view name) {
  known_.emplace(name);
  const Json* value = find(config_, name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string ConfigReader::text(std::string_view name) {
  const Json* found = value(name);
  if (found == nullptr) return {};
  if (found->is_object() || found->is_array()) {
    refuse(name, "type", "must be text, not a list or an object");
    return {};
  }
  return display_text(*found);
}

std::string ConfigReader::required_text(std::string_view name) {
  std::size_t before = errors_.size();
  std::string out = text(name);
  if (out.empty() && errors_.size() == before) refuse(name, "required", "must not be empty");
  return out;
}

std::int64_t ConfigReader::integer(std::string_view name, std::int64_t low, std::int64_t high,
                                   std::int64_t absent) {
  const Json* found = value(name);
  if (found == nullptr) return absent;
  auto number = number_of(*found);
  bool is_right = number && std::isfinite(*number) && std::floor(*number) == *number &&
                  *number >= static_cast<double>(low) && *number <= static_cast<double>(high);
  if (is_right) return static_cast<std::int64_t>(*number);
  refuse(name, "range", fmt::format("must be a whole number from {} to {}", low, high));
  return absent;
}

std::optional<double> ConfigReader::number(std::string_view name, double low, double high) {
  const Json* found = value(name);
  if (found == nullptr) return std::nullopt;
  auto out = number_of(*found);
  if (out && *out >= low && *out <= high) return out;
  refuse(name, "range", fmt::format("must be a number from {} to {}", low, high));
  return std::nullopt;
}

bool ConfigReader::flag(std::string_view name, bool absent) {
  const Json* found = value(name);
  if (found == nullptr) return absent;
  if (found->is_bool()) return found->get_bool();
  if (found->is_string() && (found->get_string() == "true" || found->get_string() == "false")) {
    return found->get_string() == "true";
  }
  refuse(name, "type", "must be true or false");
  return absent;
}

std::string ConfigReader::choice(std::string_view name,
                                 std::initializer_list<std::string_view> choices) {
  std::string chosen = text(name);
  if (chosen.empty()) return std::string(*choices.begin());
  if (std::find(choices.begin(), choices.end(), chosen) == choices.end()) {
    refuse(name, "enum", fmt::format("must be one of {}", fmt::join(choices, ", ")));
    return std::string(*choices.begin());
  }
  return chosen;
}

const JsonArray& ConfigReader::list(std::string_view name) {
  const Json* found = value(name);
  if (found == nullptr) return kNoList;
  if (found->is_array()) return found->get_array();
  refuse(name, "type", "must be a list");
  return kNoList;
}

std::vector<std::string> ConfigReader::texts(std::string_view name) {
  std::vector<std::string> out;
  const Json* found = value(name);
  if (found != nullptr && found->is_string()) {
    std::string_view rest = view(found->get_string());
    while (!rest.empty()) {
      std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view part = trim(rest.substr(0, comma));
      if (!part.empty()) out.emplace_back(part);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return out;
  }
  const JsonArray& items = list(name);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_string()) {
      out.emplace_back(trim(view(items[i].get_string())));
    } else {
      refuse(fmt::format("{}[{}]", name, i), "type", "must be text");
    }
  }
  return out;
}

const JsonObject& ConfigReader::object(std::string_view name) {
  const Json* found = value(name);
  if (found == nullptr) return kNoObject;
  if (found->is_object()) return found->get_object();
  refuse(name, "type", "must be an object");
  return kNoObject;
}

void ConfigReader::refuse_unknown() {
  if (!config_.is_object()) return;
  for (const auto& [name, ignored] : config_.get_object()) {
    if (known_.contains(std::string_view(name))) continue;
    refuse(name, "unknown", "is not a setting of this node");
  }
}

Result<void> ConfigReader::finish() {
  refuse_unknown();
  if (errors_.empty()) return {};
  Error error = invalid_argument(errors_.front().message);
  error.reason = "config";
  error.fields = std::move(errors_);
  return error;
}

}  // namespace elevaite::nodes
