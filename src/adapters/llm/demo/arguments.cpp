#include "adapters/llm/demo/arguments.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/llm/demo/schema_view.hpp"

namespace elevaite::adapters::llm::demo {
namespace {

using Kind = Fact::Kind;

// The words a parameter is known by: order_id is about an order.
std::set<std::string> topic_of(std::string_view name) {
  std::set<std::string> topic;
  for (Word& word : words_of(name)) {
    if (word.text != "id" && word.text != "number" && word.text != "no" && word.text != "code") {
      topic.insert(std::move(word.stem));
    }
  }
  return topic;
}

bool names_any(std::string_view name, std::initializer_list<std::string_view> words) {
  for (const Word& word : words_of(name)) {
    if (std::find(words.begin(), words.end(), word.text) != words.end()) return true;
  }
  return false;
}

bool is_identifier(std::string_view name) {
  return names_any(name, {"id", "number", "no", "code", "sku", "reference", "ref", "key"});
}

class Filler {
 public:
  Filler(const Facts& facts, FillOptions options) : facts_(facts), options_(options) {
    used_.resize(facts.facts.size());
  }

  FilledObject fill(const SchemaView& schema) {
    FilledObject filled;
    const JsonObject* properties = schema.properties();
    if (properties == nullptr || schema.is_too_deep()) return filled;
    // What is said of a parameter by name goes first, so that no other takes it.
    for (const auto& member : *properties) {
      std::string_view name = member.key();
      bool is_required = schema.is_required(name);
      if (!is_required && options_.is_correction) continue;
      if (auto value = specific(name, schema.property(name), is_required)) {
        filled.value[name] = *std::move(value);
        ++filled.specific_count;
      }
    }
    for (const auto& member : *properties) {
      std::string_view name = member.key();
      if (filled.value.contains(name) || !schema.is_required(name)) continue;
      SchemaView property = schema.property(name);
      if (auto value = guess(name, property)) {
        filled.value[name] = *std::move(value);
      } else if (options_.invents) {
        filled.value[name] = smallest(property);
      } else {
        filled.missing.emplace_back(name);
      }
    }
    return filled;
  }

  Json instance(const SchemaView& schema) {
    if (schema.type() == "object") return fill(schema).value;
    if (auto value = specific("", schema, true)) return *std::move(value);
    if (auto value = guess("", schema)) return *std::move(value);
    return smallest(schema);
  }

 private:
  std::optional<Json> specific(std::string_view name, const SchemaView& schema, bool is_required) {
    if (const Json* constant = schema.get("const")) return *constant;
    if (schema.get("enum") != nullptr) return enumerated(schema);
    std::string type = schema.type();
    if (type == "integer" || type == "number") {
      if (auto fact = near(name, {Kind::number}, schema)) return number_of(*fact, schema);
      return known(name, schema);
    }
    if (type == "boolean") return mentioned(name);
    if (type == "array") return elements(name, schema);
    if (type == "object") return nested(schema, is_required);
    if (type == "string") return specific_text(name, schema);
    return std::nullopt;
  }

  // Less certain: any number that is left, the whole message.
  std::optional<Json> guess(std::string_view name, const SchemaView& schema) {
    std::string type = schema.type();
    if (schema.get("default") != nullptr) return *schema.get("default");
    if (schema.get("enum") != nullptr) return std::nullopt;
    if (type == "integer" || type == "number") {
      auto fact = next({Kind::number}, schema, false, topic_of(name));
      if (!fact) fact = next({Kind::number}, schema, true, topic_of(name));
      return fact ? number_of(*fact, schema) : std::nullopt;
    }
    if (type != "string") return std::nullopt;
    return guessed_text(name, schema);
  }

  std::optional<Json> specific_text(std::string_view name, const SchemaView& schema) {
    std::string_view format = schema.text("format");
    auto take = [&](std::initializer_list<Kind> kinds) -> std::optional<Json> {
      auto fact = near(name, kinds, schema);
      if (!fact) fact = next(kinds, schema, false);
      return fact ? std::optional<Json>(text_of(*fact)) : std::nullopt;
    };
    if (!schema.text("pattern").empty()) {
      auto value = matching(schema.text("pattern"), facts_.text);
      return value ? value : known(name, schema);
    }
    if (format == "date" || format == "date-time" || is_about_dates(name)) {
      auto value = take({Kind::date});
      if (!value) return known(name, schema);
      if (format == "date") value = Json(value->get_string().subview(0, 10));
      if (format == "date-time" && value->get_string().size() == 10) {
        value = Json(std::string(view(value->get_string())) + "T00:00:00Z");
      }
      return value;
    }
    if (format == "email" || names_any(name, {"email", "mail", "recipient", "to"})) {
      auto value = take({Kind::email});
      return value ? value : known(name, schema);
    }
    if (format == "uri" || format == "url" || names_any(name, {"url", "link", "website"})) {
      return take({Kind::url});
    }
    if (names_any(name, {"expression", "formula", "calculation"})) return take({Kind::expression});
    if (names_any(name, {"channel"})) return take({Kind::channel, Kind::quotation});
    if (is_identifier(name)) {
      auto fact = near(name, {Kind::identifier, Kind::quotation, Kind::number}, schema);
      if (fact) return Json(text_of(*fact));
      return known(name, schema);
    }
    if (is_about_names(name)) {
      auto value = take({Kind::quotation, Kind::name});
      return value ? value : known(name, schema);
    }
    if (auto fact = near(name, {Kind::quotation}, schema)) return Json(text_of(*fact));
    return known(name, schema);
  }

  std::optional<Json> guessed_text(std::string_view name, const SchemaView& schema) {
    if (is_identifier(name)) {
      auto fact = next({Kind::identifier, Kind::number}, schema, false, topic_of(name));
      return fact ? std::optional<Json>(text_of(*fact)) : std::nullopt;
    }
    bool is_certain =
        !schema.text("pattern").empty() || !schema.text("format").empty() || is_about_dates(name) ||
        names_any(name, {"email", "recipient", "to", "url", "link", "sql", "channel"});
    if (is_certain) return std::nullopt;
    if (auto fact = next({Kind::quotation}, schema, false)) return Json(text_of(*fact));
    std::string text = facts_.text;
    if (auto colon = text.find(": ");
        colon != std::string::npos && names_any(name, {"text", "message", "body", "content"})) {
      text = text.substr(colon + 2);
    }
    return fitted(std::move(text), schema);
  }

  static std::optional<Json> fitted(std::string text, const SchemaView& schema) {
    const Json* longest = schema.get("maxLength");
    if (longest != nullptr && longest->is_int64() && longest->get_int64() >= 0 &&
        text.size() > static_cast<std::size_t>(longest->get_int64())) {
      std::size_t size = static_cast<std::size_t>(longest->get_int64());
      while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
      text.resize(size);
    }
    const Json* shortest = schema.get("minLength");
    if (shortest != nullptr && shortest->is_int64() &&
        static_cast<std::int64_t>(text.size()) < shortest->get_int64()) {
      return std::nullopt;
    }
    return Json(text);
  }

  std::optional<Json> enumerated(const SchemaView& schema) const {
    const Json* values = schema.get("enum");
    if (values == nullptr || !values->is_array()) return std::nullopt;
    for (const Json& value : values->get_array()) {
      if (!value.is_string()) continue;
      std::vector<Word> wanted = words_of(view(value.get_string()));
      auto is_said = [&](const Word& word) {
        return std::any_of(facts_.words.begin(), facts_.words.end(),
                           [&](const Word& said) { return said.stem == word.stem; });
      };
      if (!wanted.empty() && std::all_of(wanted.begin(), wanted.end(), is_said)) return value;
    }
    return std::nullopt;
  }

  std::optional<Json> mentioned(std::string_view name) const {
    std::set<std::string> topic = topic_of(name);
    topic.erase("is");
    for (std::size_t i = 0; i < facts_.words.size(); ++i) {
      if (!topic.contains(facts_.words[i].stem)) continue;
      for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
        const std::string& before = facts_.words[i - back].text;
        if (before == "not" || before == "no" || before == "without") return Json(false);
      }
      return Json(true);
    }
    return std::nullopt;
  }

  std::optional<Json> elements(std::string_view name, const SchemaView& schema) {
    SchemaView items = schema.items();
    if (schema.is_too_deep()) return std::nullopt;
    JsonArray array;
    const Json* most = schema.get("maxItems");
    std::size_t limit = most != nullptr && most->is_int64()
                            ? static_cast<std::size_t>(std::max<std::int64_t>(most->get_int64(), 0))
                            : 20;
    while (array.size() < limit) {
      auto value = specific(name, items, false);
      if (!value || (!array.empty() && items.type() != "string" && !items.type().ends_with("er"))) {
        break;
      }
      if (std::find(array.begin(), array.end(), *value) != array.end()) break;
      array.push_back(*std::move(value));
    }
    if (array.empty()) return std::nullopt;
    return Json(std::move(array));
  }

  std::optional<Json> nested(const SchemaView& schema, bool is_required) {
    FilledObject inner = fill(schema);
    if (!inner.missing.empty()) return std::nullopt;
    if (inner.value.empty() && !is_required) return std::nullopt;
    return Json(std::move(inner.value));
  }

  // A word, or a part of one, that the whole pattern fits.
  static std::optional<Json> matching(std::string_view pattern, const std::string& text) {
    re2::RE2::Options quiet;
    quiet.set_log_errors(false);
    re2::RE2 expression(re2::StringPiece(pattern.data(), pattern.size()), quiet);
    if (!expression.ok()) return std::nullopt;
    std::size_t at = 0;
    while (at < text.size()) {
      std::size_t end = text.find_first_of(" \t\n", at);
      if (end == std::string::npos) end = text.size();
      std::string word = text.substr(at, end - at);
      at = end + 1;
      while (!word.empty() &&
             std::string_view(".,;:!?)\"'").find(word.back()) != std::string_view::npos) {
        word.pop_back();
      }
      while (!word.empty() &&
             std::string_view("(\"'#").find(word.front()) != std::string_view::npos) {
        word.erase(0, 1);
      }
      if (!word.empty() && re2::RE2::FullMatch(word, expression)) return Json(word);
    }
    return std::nullopt;
  }

  // A value of an earlier result that has this name, or one about the same: "tracking" for
  // "tracking_code".
  std::optional<Json> known(std::string_view name, const SchemaView& schema) const {
    if (options_.known == nullptr) return std::nullopt;
    const Json* value = options_.known->if_contains(name);
    if (value != nullptr) return fitting(*value, schema);
    const std::set<std::string> topic = topic_of(name);
    if (topic.empty()) return std::nullopt;
    for (const auto& member : *options_.known) {
      if (topic_of(std::string_view(member.key())) != topic) continue;
      if (auto fits = fitting(member.value(), schema)) return fits;
    }
    return std::nullopt;
  }

  static std::optional<Json> fitting(const Json& value, const SchemaView& schema) {
    std::string type = schema.type();
    bool is_whole = value.is_int64() || value.is_uint64();
    if (type == "integer") return is_whole ? std::optional<Json>(value) : std::nullopt;
    if (type == "number") return value.is_number() ? std::optional<Json>(value) : std::nullopt;
    if (type != "string" || !(value.is_string() || value.is_number())) return std::nullopt;
    std::string text = display_text(value);
    if (!schema.text("pattern").empty()) return matching(schema.text("pattern"), text);
    return Json(text);
  }

  // The fact that stands beside the parameter's own words: up to three words after them, or two
  // before.
  std::optional<std::size_t> near(std::string_view name, std::initializer_list<Kind> kinds,
                                  const SchemaView& schema) {
    std::set<std::string> topic = topic_of(name);
    if (topic.empty()) return std::nullopt;
    std::optional<std::size_t> best;
    std::size_t best_distance = 4;
    for (std::size_t i = 0; i < facts_.facts.size(); ++i) {
      const Fact& fact = facts_.facts[i];
      if (!is_candidate(i, kinds, schema) || fact.is_weak || belongs_elsewhere(fact, topic))
        continue;
      for (std::size_t w = 0; w < facts_.words.size(); ++w) {
        const Word& word = facts_.words[w];
        if (!topic.contains(word.stem)) continue;
        std::size_t distance = distance_between(fact, w);
        if (distance >= best_distance) continue;
        best = i;
        best_distance = distance;
      }
    }
    if (best) used_[*best] = true;
    return best;
  }

  std::size_t distance_between(const Fact& fact, std::size_t word_index) const {
    const Word& word = facts_.words[word_index];
    if (word.begin >= fact.begin && word.end <= fact.end) return 1;
    bool is_before = word.end <= fact.begin;
    std::size_t from = is_before ? word.end : fact.end;
    std::size_t to = is_before ? fact.begin : word.begin;
    std::string_view gap = std::string_view(facts_.text).substr(from, to - from);
    // A parameter's words bind across a comma or a full stop only by mistake.
    bool is_cut =
        gap.find(". ") != std::string_view::npos || gap.find(';') != std::string_view::npos;
    std::size_t between = words_of(gap).size();
    if (is_cut || (!is_before && between >= 2)) return 100;
    return between + (is_before ? 0 : 1);
  }

  std::optional<std::size_t> next(std::initializer_list<Kind> kinds, const SchemaView& schema,
                                  bool takes_weak, const std::set<std::string>& topic = {}) {
    for (std::size_t i = 0; i < facts_.facts.size(); ++i) {
      if (!is_candidate(i, kinds, schema) || facts_.facts[i].is_weak != takes_weak) continue;
      if (belongs_elsewhere(facts_.facts[i], topic)) continue;
      used_[i] = true;
      return i;
    }
    return std::nullopt;
  }

  // Whether the word before it is the topic of another identifier.
  bool belongs_elsewhere(const Fact& fact, const std::set<std::string>& topic) const {
    if (options_.identified_topics == nullptr) return false;
    const Word* before = nullptr;
    for (const Word& word : facts_.words) {
      if (word.end > fact.begin) break;
      if (!is_identifier(word.text)) before = &word;
    }
    return before != nullptr && options_.identified_topics->contains(before->stem) &&
           !topic.contains(before->stem);
  }

  bool is_candidate(std::size_t index, std::initializer_list<Kind> kinds,
                    const SchemaView& schema) const {
    const Fact& fact = facts_.facts[index];
    if (used_[index] || std::find(kinds.begin(), kinds.end(), fact.kind) == kinds.end())
      return false;
    return fact.kind != Kind::number || schema.type() == "string" ||
           number_of(index, schema).has_value();
  }

  std::string text_of(std::size_t index) const { return facts_.facts[index].text; }

  std::optional<Json> number_of(std::size_t index, const SchemaView& schema) const {
    const std::string& text = facts_.facts[index].text;
    double value = 0;
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    auto bound = [&](std::string_view key) -> std::optional<double> {
      const Json* limit = schema.get(key);
      if (limit == nullptr || !limit->is_number()) return std::nullopt;
      return limit->to_number<double>();
    };
    if (value < bound("minimum").value_or(value) || value > bound("maximum").value_or(value)) {
      return std::nullopt;
    }
    bool is_whole = value == std::floor(value) && std::abs(value) < 9e15;
    if (is_whole) return Json(static_cast<std::int64_t>(value));
    if (schema.type() == "integer") return std::nullopt;
    return Json(value);
  }

  // The smallest value of the schema, for structured output about which the message says nothing.
  Json smallest(const SchemaView& schema) {
    const Json* values = schema.get("enum");
    if (values != nullptr && values->is_array() && !values->get_array().empty()) {
      return values->get_array().front();
    }
    std::string type = schema.type();
    if (type == "boolean") return false;
    if (type == "null") return nullptr;
    if (type == "integer" || type == "number") {
      const Json* least = schema.get("minimum");
      return least != nullptr && least->is_number() ? *least : Json(0);
    }
    if (type == "array") {
      JsonArray array;
      const Json* least = schema.get("minItems");
      std::int64_t count = least != nullptr && least->is_int64() ? least->get_int64() : 0;
      for (std::int64_t i = 0; i < std::min<std::int64_t>(count, 20) && !schema.is_too_deep();
           ++i) {
        array.push_back(smallest(schema.items()));
      }
      return array;
    }
    if (type == "object") return fill(schema).value;
    return smallest_text(schema);
  }

  static Json smallest_text(const SchemaView& schema) {
    std::string_view format = schema.text("format");
    if (format == "date") return "1970-01-01";
    if (format == "date-time") return "1970-01-01T00:00:00Z";
    if (format == "time") return "00:00:00Z";
    if (format == "email") return "nobody@example.com";
    if (format == "uri" || format == "url") return "https://example.com/";
    if (format == "uuid") return "00000000-0000-0000-0000-000000000000";
    const Json* least = schema.get("minLength");
    std::int64_t size = least != nullptr && least->is_int64() ? least->get_int64() : 0;
    return Json(
        std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 0, 1000)), '-'));
  }

  static bool is_about_dates(std::string_view name) {
    return names_any(name, {"date", "day", "since", "until", "deadline"});
  }
  static bool is_about_names(std::string_view name) {
    return names_any(name, {"name", "city", "country", "place", "location", "person", "customer",
                            "company", "product", "user", "author", "region"});
  }

  const Facts& facts_;
  FillOptions options_;
  std::vector<bool> used_;
};

}  // namespace

std::set<std::string> topic_of_identifier(std::string_view name) {
  return is_identifier(name) ? topic_of(name) : std::set<std::string>{};
}

FilledObject fill_object(const Json& schema, const Facts& facts, FillOptions options) {
  Filler filler(facts, options);
  return filler.fill(SchemaView(schema, schema));
}

Json make_instance(const Json& schema, const Facts& facts, const JsonObject& known) {
  FillOptions options;
  options.known = &known;
  options.invents = true;
  Filler filler(facts, options);
  return filler.instance(SchemaView(schema, schema));
}

}  // namespace elevaite::adapters::llm::demo
