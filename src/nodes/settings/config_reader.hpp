// Reads a node's config strictly: every wrong, missing and unknown setting is found, then reported
// at once.
#pragma once
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace elevaite::nodes {

// A reader answers an empty value for what is absent or wrong; finish() tells. Templates give
// values with their own type, so a number is taken for text, and text that spells a number for a
// number. null counts as absent. The config must outlive the reader.
class ConfigReader {
 public:
  // `path` is where `config` lies: "config", "config.limits", "config.rules[2]".
  explicit ConfigReader(const Json& config, std::string path = "config");

  const Json* value(std::string_view name);
  std::string text(std::string_view name);
  std::string required_text(std::string_view name);
  std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high,
                       std::int64_t absent);
  std::optional<double> number(std::string_view name, double low, double high);
  bool flag(std::string_view name, bool absent = false);
  // One of `choices`; the first when absent.
  std::string choice(std::string_view name, std::initializer_list<std::string_view> choices);
  // The list, or an empty one. A lone value that is no list is refused.
  const JsonArray& list(std::string_view name);
  // A list of texts; also one text with commas between.
  std::vector<std::string> texts(std::string_view name);
  const JsonObject& object(std::string_view name);

  void refuse(std::string_view name, std::string_view code, std::string_view problem);
  // What a reader of a part of this config found.
  void adopt(ConfigReader& part);

  // invalid_argument with reason "config" and one field per problem.
  Result<void> finish();

  std::string path_of(std::string_view name) const;

 private:
  void refuse_unknown();

  const Json& config_;
  std::string path_;
  std::set<std::string, std::less<>> known_;
  std::vector<FieldError> errors_;
};

}  // namespace elevaite::nodes
