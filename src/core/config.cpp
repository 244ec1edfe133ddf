#include "core/config.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/assert.hpp"

namespace elevaite {
namespace {

constexpr std::string_view kVariablePrefix = "ELEVAITE_";
// Variables that tools beside the product use.
constexpr std::array<std::string_view, 3> kForeignPrefixes = {"ELEVAITE_TEST_", "ELEVAITE_BENCH_",
                                                              "ELEVAITE_CONFIG"};
constexpr std::uintmax_t kMaxSecretFileBytes = 64 << 10;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool has_scheme(std::string_view text) {
  auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  auto is_scheme_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  auto scheme = text.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(), is_scheme_character);
}

std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

// One load: collects values and faults from every source before it gives a verdict.
class ConfigLoader {
 public:
  explicit ConfigLoader(const std::vector<ConfigKey>& keys) : keys_(keys) {
    for (const ConfigKey& key : keys) {
      Config::Value value;
      value.type = key.type;
      value.text = key.default_text;
      config_.values_.emplace(key.name, std::move(value));
      names_.push_back(key.name);
    }
  }

  void read_file(const ConfigSources& sources);
  void read_environment(const ConfigSources& sources);
  void read_settings(const ConfigSources& sources);
  Result<Config> finish(const ConfigSources& sources);

 private:
  void fault(std::string field, std::string code, std::string message) {
    faults_.push_back({std::move(field), std::move(code), std::move(message)});
  }
  void assign(const std::string& name, std::string text, const std::string& spelt);
  void assign_from_file(const std::string& name, const std::string& path, const std::string& spelt);
  bool is_secret(const std::string& name) const;
  void expand(const std::string& name, Config::Value& value);
  bool is_unread(const ConfigKey& key, Config::Value& value, const ConfigSources& sources);
  void interpret(const ConfigKey& key, Config::Value& value);
  void check_range(const ConfigKey& key, const Config::Value& value);
  std::optional<std::int64_t> number_of(ConfigType type, std::string_view text) const;

  const std::vector<ConfigKey>& keys_;
  std::vector<std::string> names_;
  Config config_;
  std::vector<FieldError> faults_;
};

bool ConfigLoader::is_secret(const std::string& name) const {
  auto found = config_.values_.find(name);
  return found != config_.values_.end() && found->second.type == ConfigType::secret;
}

void ConfigLoader::assign_from_file(const std::string& name, const std::string& path,
                                    const std::string& spelt) {
  std::error_code code;
  auto size = std::filesystem::file_size(path, code);
  std::ifstream stream(path, std::ios::binary);
  if (code || !stream || size > kMaxSecretFileBytes) {
    fault(spelt, "unreadable", "The file " + path + " cannot be read, or is larger than 64 KiB.");
    return;
  }
  std::stringstream buffer;
  buffer << stream.rdbuf();
  std::string text = buffer.str();
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  assign(name, std::move(text), spelt);
}

void ConfigLoader::assign(const std::string& name, std::string text, const std::string& spelt) {
  auto found = config_.values_.find(name);
  if (found != config_.values_.end()) {
    found->second.text = std::move(text);
    found->second.is_default = false;
    return;
  }
  if (name.ends_with("_file") && is_secret(name.substr(0, name.size() - 5))) {
    assign_from_file(name.substr(0, name.size() - 5), text, spelt);
    return;
  }
  auto nearest = nearest_name(name, names_);
  fault(spelt, "unknown",
        nearest.empty() ? "There is no such key. See docs/configuration.md."
                        : "There is no such key. Did you mean " + nearest + "?");
}

void ConfigLoader::read_file(const ConfigSources& sources) {
  std::string section;
  std::size_t number = 0;
  std::istringstream stream(sources.file_text);
  for (std::string raw; std::getline(stream, raw);) {
    ++number;
    auto line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    auto where = fmt::format("{}:{}", sources.file_name, number);
    if (line.front() == '[' && line.back() == ']') {
      section = std::string(trim(line.substr(1, line.size() - 2))) + ".";
      continue;
    }
    auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      fault(where, "malformed", "This line is neither `name = value`, [section] nor a # comment.");
      continue;
    }
    std::string name = section + std::string(trim(line.substr(0, equals)));
    auto text = trim(line.substr(equals + 1));
    if (text.starts_with('"')) {
      auto parsed = parse_json(text);
      if (!parsed || !parsed->is_string()) {
        fault(where, "malformed", "The quoted value does not end, or is followed by more.");
        continue;
      }
      assign(name, std::string(view(parsed->get_string())), where + " " + name);
    } else {
      assign(name, std::string(text), where + " " + name);
    }
  }
}

void ConfigLoader::read_environment(const ConfigSources& sources) {
  std::map<std::string, std::string> by_variable;
  for (const ConfigKey& key : keys_) {
    by_variable[config_variable(key.name)] = key.name;
    if (key.type == ConfigType::secret) {
      by_variable[config_variable(key.name) + "_FILE"] = key.name + "_file";
    }
  }
  std::vector<std::string> variables;
  for (const auto& [variable, name] : by_variable) variables.push_back(variable);
  for (const auto& [variable, text] : sources.environment) {
    if (!variable.starts_with(kVariablePrefix)) continue;
    auto is_foreign = [&](std::string_view prefix) { return variable.starts_with(prefix); };
    if (std::any_of(kForeignPrefixes.begin(), kForeignPrefixes.end(), is_foreign)) continue;
    auto found = by_variable.find(variable);
    if (found != by_variable.end()) {
      assign(found->second, text, variable);
      continue;
    }
    auto nearest = nearest_name(variable, variables);
    fault(variable, "unknown",
          nearest.empty() ? "There is no such key. See docs/configuration.md."
                          : "There is no such key. Did you mean " + nearest + "?");
  }
}

void ConfigLoader::read_settings(const ConfigSources& sources) {
  for (const std::string& setting : sources.settings) {
    auto equals = setting.find('=');
    if (equals == std::string::npos) {
      fault("--set " + setting, "malformed", "Write --set name=value.");
      continue;
    }
    auto name = setting.substr(0, equals);
    assign(name, setting.substr(equals + 1), "--set " + name);
  }
}

void ConfigLoader::expand(const std::string& name, Config::Value& value) {
  if (value.type == ConfigType::secret) return;
  for (auto open = value.text.find("${"); open != std::string::npos;
       open = value.text.find("${", open)) {
    auto close = value.text.find('}', open);
    auto other =
        close == std::string::npos ? std::string{} : value.text.substr(open + 2, close - open - 2);
    auto found = config_.values_.find(other);
    if (found == config_.values_.end() || found->second.type == ConfigType::secret ||
        found->second.text.find("${") != std::string::npos) {
      fault(name, "reference", "It refers to ${" + other + "}, which is not a plain key.");
      return;
    }
    value.text.replace(open, close - open + 1, found->second.text);
    open += found->second.text.size();
  }
}

std::optional<std::int64_t> ConfigLoader::number_of(ConfigType type, std::string_view text) const {
  if (type == ConfigType::integer) return parse_integer(text);
  if (type == ConfigType::bytes) return parse_bytes(text);
  if (type == ConfigType::boolean) {
    if (text == "true" || text == "false") return text == "true" ? 1 : 0;
    return std::nullopt;
  }
  auto duration = parse_duration(text);
  if (!duration) return std::nullopt;
  return duration->count();
}

void ConfigLoader::check_range(const ConfigKey& key, const Config::Value& value) {
  if (!key.minimum.empty() && value.number < number_of(key.type, key.minimum)) {
    fault(key.name, "too_small", fmt::format("{} is below {}.", value.text, key.minimum));
  }
  if (!key.maximum.empty() && value.number > number_of(key.type, key.maximum)) {
    fault(key.name, "too_large", fmt::format("{} is above {}.", value.text, key.maximum));
  }
}

void ConfigLoader::interpret(const ConfigKey& key, Config::Value& value) {
  auto wrong = [&](std::string_view wanted) {
    // A URL may hold a password: it is not repeated.
    auto shown = key.type == ConfigType::url ? "The value" : "\"" + value.text + "\"";
    fault(key.name, "type", fmt::format("{} is not {}.", shown, wanted));
  };
  auto take_number = [&](std::string_view wanted) {
    auto number = number_of(key.type, value.text);
    if (!number) return wrong(wanted);
    value.number = *number;
    check_range(key, value);
  };
  auto check_choice = [&](std::string_view word) {
    if (key.choices.empty() || (value.text.empty() && key.may_be_empty)) return;
    if (std::find(key.choices.begin(), key.choices.end(), word) == key.choices.end()) {
      wrong("one of " + join_words(key.choices));
    }
  };
  switch (key.type) {
    case ConfigType::integer:
      return take_number("a whole number");
    case ConfigType::boolean:
      return take_number("true or false");
    case ConfigType::duration:
      return take_number("a duration like 500ms, 15m or 30d");
    case ConfigType::bytes:
      return take_number("a size like 4096, 64KiB or 8MiB");
    case ConfigType::string:
      check_choice(value.text);
      break;
    case ConfigType::url:
      if (!value.text.empty() && !has_scheme(value.text)) wrong("a URL with a scheme");
      check_choice(value.text.substr(0, value.text.find(':')));
      break;
    case ConfigType::list: {
      std::istringstream stream(value.text);
      for (std::string entry; std::getline(stream, entry, ',');) {
        if (auto text = trim(entry); !text.empty()) value.entries.emplace_back(text);
      }
      break;
    }
    case ConfigType::secret:
      break;
  }
  if (value.text.empty() && !key.may_be_empty) {
    fault(key.name, "required", "It must not be empty.");
  }
}

// Puts the secret in the reference's place. True when it is not there yet: then there is nothing to
// check.
bool ConfigLoader::is_unread(const ConfigKey& key, Config::Value& value,
                             const ConfigSources& sources) {
  if (!value.text.starts_with(kSecretReference)) return false;
  if (key.type != ConfigType::secret && key.type != ConfigType::url) {
    fault(key.name, "reference", "Only secrets and URLs can be kept in Secrets Manager.");
    return true;
  }
  config_.references_[key.name] = value.text;
  auto found = sources.secrets.find(key.name);
  if (found == sources.secrets.end()) return true;
  value.text = found->second;
  return false;
}

Result<Config> ConfigLoader::finish(const ConfigSources& sources) {
  for (const std::string& name : names_) expand(name, config_.values_.find(name)->second);
  for (const ConfigKey& key : keys_) {
    Config::Value& value = config_.values_.find(key.name)->second;
    if (!is_unread(key, value, sources)) interpret(key, value);
  }
  if (faults_.empty()) return std::move(config_);
  Error error{ErrorCode::invalid_argument, "The configuration is not valid:"};
  for (const FieldError& one : faults_) error.message += "\n  " + one.field + ": " + one.message;
  error.fields = std::move(faults_);
  return error;
}

Result<Config> Config::load(const std::vector<ConfigKey>& keys, const ConfigSources& sources) {
  ConfigLoader loader(keys);
  loader.read_file(sources);
  loader.read_environment(sources);
  loader.read_settings(sources);
  return loader.finish(sources);
}

const Config::Value& Config::value(std::string_view name) const {
  auto found = values_.find(name);
  ASSERT(found != values_.end());
  return found->second;
}

const std::string& Config::text(std::string_view name) const {
  const Value& found = value(name);
  ASSERT(found.type == ConfigType::string || found.type == ConfigType::url ||
         found.type == ConfigType::secret);
  return found.text;
}

std::int64_t Config::integer(std::string_view name) const {
  ASSERT(value(name).type == ConfigType::integer);
  return value(name).number;
}

bool Config::boolean(std::string_view name) const {
  ASSERT(value(name).type == ConfigType::boolean);
  return value(name).number != 0;
}

Duration Config::duration(std::string_view name) const {
  ASSERT(value(name).type == ConfigType::duration);
  return Duration{value(name).number};
}

std::size_t Config::bytes(std::string_view name) const {
  ASSERT(value(name).type == ConfigType::bytes);
  return static_cast<std::size_t>(value(name).number);
}

const std::vector<std::string>& Config::list(std::string_view name) const {
  ASSERT(value(name).type == ConfigType::list);
  return value(name).entries;
}

bool Config::is_default(std::string_view name) const { return value(name).is_default; }

Json Config::printable() const {
  JsonObject out;
  for (const auto& [name, entry] : values_) {
    bool is_hidden = entry.type == ConfigType::secret && !entry.text.empty();
    // The password of a URL is a secret inside a public value.
    auto at = entry.type == ConfigType::url ? entry.text.rfind('@') : std::string::npos;
    auto slashes = entry.text.find("://");
    if (auto reference = references_.find(name); reference != references_.end()) {
      out[name] = reference->second;
    } else if (is_hidden) {
      out[name] = "(set)";
    } else if (at != std::string::npos && slashes != std::string::npos && slashes < at) {
      out[name] = entry.text.substr(0, slashes + 3) + "***" + entry.text.substr(at);
    } else {
      out[name] = entry.text;
    }
  }
  return out;
}

}  // namespace elevaite
