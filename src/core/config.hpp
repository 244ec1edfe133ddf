// The machinery of configuration: a table of keys, and values from (later wins) defaults, a file,
// the environment and --set. Every fault of every source is reported at once. The table itself is
// apps/config_keys.cpp; docs/configuration.md is written from it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite {

enum class ConfigType {
  string,
  integer,
  boolean,   // true false
  duration,  // "250us" "500ms" "15m" "24h" "30d"
  bytes,     // "4096" "64KiB" "8MiB" "1GiB"
  url,       // scheme:…
  list,      // comma-separated, spaces around entries ignored
  secret,    // a string that is never printed; NAME_file reads it from a file
};

struct ConfigKey {
  std::string name;  // "auth.access_token_ttl"; the variable is ELEVAITE_AUTH_ACCESS_TOKEN_TTL
  ConfigType type = ConfigType::string;
  std::string default_text{};  // may hold ${other.key}
  std::string sentence;        // what it does, for docs/configuration.md
  // In the type's own notation; empty: no bound. For integer, duration and bytes.
  std::string minimum{};
  std::string maximum{};
  std::vector<std::string>
      choices{};              // for string: the words allowed; for url: the schemes allowed
  bool may_be_empty = false;  // for string, url, secret and list
};

// A value of a secret or a URL that begins so is the name of one, kept elsewhere.
inline constexpr std::string_view kSecretReference = "secretsmanager:";

struct ConfigSources {
  std::string file_name{};  // for messages
  std::string
      file_text{};  // lines `name = value`, `[section]` prefixes, # comments, "quoted" values
  std::vector<std::pair<std::string, std::string>> environment{};  // only ELEVAITE_… is looked at
  std::vector<std::string> settings{};                             // "name=value", from --set
  std::map<std::string, std::string> secrets{};                    // what references mean, by key
};

class Config {
 public:
  // Error: invalid_argument with one FieldError a fault, `field` being the key as the source spelt
  // it.
  static Result<Config> load(const std::vector<ConfigKey>& keys, const ConfigSources& sources);

  // The key must exist and have the type (assertions: names are literals in the code).
  const std::string& text(std::string_view name) const;  // string, url, secret
  std::int64_t integer(std::string_view name) const;
  bool boolean(std::string_view name) const;
  Duration duration(std::string_view name) const;
  std::size_t bytes(std::string_view name) const;
  const std::vector<std::string>& list(std::string_view name) const;
  bool is_default(std::string_view name) const;
  // The keys whose values are references, and these. Without their secret in the sources the text
  // is the reference, and has not been checked.
  const std::map<std::string, std::string>& references() const { return references_; }

  // {"auth.port": "8004", …} as text; secrets that are set read "(set)".
  Json printable() const;

 private:
  struct Value {
    ConfigType type = ConfigType::string;
    std::string text;
    std::int64_t number = 0;  // integer, boolean, microseconds, bytes
    std::vector<std::string> entries;
    bool is_default = true;
  };
  friend class ConfigLoader;
  const Value& value(std::string_view name) const;
  std::map<std::string, Value, std::less<>> values_;
  std::map<std::string, std::string> references_;
};

// What main() needs to fill ConfigSources.
std::vector<std::pair<std::string, std::string>> process_environment();

std::string config_variable(std::string_view name);  // "auth.port" → "ELEVAITE_AUTH_PORT"
std::string config_markdown(const std::vector<ConfigKey>& keys);
// The name nearest to `given` by edit distance, or empty when none is near.
std::string nearest_name(std::string_view given, const std::vector<std::string>& names);

std::optional<Duration> parse_duration(std::string_view text);
std::optional<std::int64_t> parse_bytes(std::string_view text);

}  // namespace elevaite
