#include <array>
#include <charconv>
#include <numeric>
#include <span>

#include "core/config.hpp"

extern char** environ;

namespace elevaite {
namespace {

constexpr std::string_view kPrefix = "ELEVAITE_";

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

// A whole number followed by one of the units, without overflow.
std::optional<std::int64_t> parse_with_unit(std::string_view text, std::span<const Unit> units) {
  std::int64_t number = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || number < 0) return std::nullopt;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& candidate : units) {
    if (candidate.name != unit) continue;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(number, candidate.factor, &product)) return std::nullopt;
    return product;
  }
  return std::nullopt;
}

constexpr std::string_view kIntroduction = R"(# Configuration

<!-- Written from src/apps/config_keys.cpp by `UPDATE_GOLDEN=1 apps_test`. Do not edit. -->

Values come from, later ones winning: the defaults below; the file given with `--config FILE`
(lines `name = value`; `[section]` puts `section.` before the names that follow; `#` starts a
comment; a value may stand in double quotes with JSON's escapes); the environment (`auth.port` is
`ELEVAITE_AUTH_PORT`); and `--set name=value`. `${other.key}` inside a value stands for that key's
value. A secret can be read from a file: `openai.api_key_file = /run/secrets/key`, or
`ELEVAITE_OPENAI_API_KEY_FILE`. A secret or a URL may be kept in AWS Secrets Manager instead:
`secretsmanager:NAME`, or `secretsmanager:NAME#KEY` for one member of a secret that is a JSON object
([cloud](cloud.md#secrets-that-the-program-reads-itself)). Unknown names and every bad value are reported together at
start-up, and nothing starts.

Durations are written `500ms`, `15m`, `24h`, `30d`; sizes `4096`, `64KiB`, `8MiB`; lists are
separated by commas.
)";

std::string_view type_name(ConfigType type) {
  switch (type) {
    case ConfigType::string:
      return "string";
    case ConfigType::integer:
      return "integer";
    case ConfigType::boolean:
      return "boolean";
    case ConfigType::duration:
      return "duration";
    case ConfigType::bytes:
      return "bytes";
    case ConfigType::url:
      return "URL";
    case ConfigType::list:
      return "list";
    case ConfigType::secret:
      return "secret";
  }
  return "";
}

std::string escape_pipes(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string limits_of(const ConfigKey& key) {
  std::string out;
  for (const auto& choice : key.choices) out += (out.empty() ? " One of `" : ", `") + choice + "`";
  if (!key.minimum.empty()) out += " At least `" + key.minimum + "`";
  if (!key.maximum.empty())
    out += (key.minimum.empty() ? " At most `" : ", at most `") + key.maximum + "`";
  return out.empty() ? out : out + ".";
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  static constexpr std::array<Unit, 6> units = {{{"us", 1},
                                                 {"ms", 1000},
                                                 {"s", 1000000},
                                                 {"m", 60000000},
                                                 {"h", 3600000000},
                                                 {"d", 86400000000}}};
  auto micros = parse_with_unit(text, units);
  if (!micros) return std::nullopt;
  return Duration{*micros};
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  static constexpr std::array<Unit, 5> units = {
      {{"", 1}, {"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};
  return parse_with_unit(text, units);
}

std::string config_variable(std::string_view name) {
  std::string out(kPrefix);
  for (char c : name) {
    if (c == '.') c = '_';
    out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> process_environment() {
  std::vector<std::pair<std::string, std::string>> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view text(*entry);
    auto equals = text.find('=');
    if (equals == std::string_view::npos || !text.starts_with(kPrefix)) continue;
    out.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

std::string nearest_name(std::string_view given, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, given.size() / 3) + 1;
  for (const std::string& name : names) {
    std::vector<std::size_t> row(name.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= given.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= name.size(); ++j) {
        std::size_t substituted = diagonal + (given[i - 1] == name[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = name;
    }
  }
  return best;
}

std::string config_markdown(const std::vector<ConfigKey>& keys) {
  std::string out(kIntroduction);
  // One table a section, in the order in which sections first appear.
  std::vector<std::string> sections;
  auto section_of = [](const ConfigKey& key) { return key.name.substr(0, key.name.find('.')); };
  for (const ConfigKey& key : keys) {
    auto section = section_of(key);
    if (std::find(sections.begin(), sections.end(), section) == sections.end()) {
      sections.push_back(std::move(section));
    }
  }
  for (const std::string& section : sections) {
    out += "\n## " + section + "\n\n| name | type | default | what it does |\n|---|---|---|---|\n";
    for (const ConfigKey& key : keys) {
      if (section_of(key) != section) continue;
      auto shown = key.default_text.empty() ? std::string{} : "`" + key.default_text + "`";
      out += fmt::format("| `{}` | {} | {} | {}{} |\n", key.name, type_name(key.type),
                         escape_pipes(shown), escape_pipes(key.sentence), limits_of(key));
    }
  }
  return out;
}

}  // namespace elevaite
