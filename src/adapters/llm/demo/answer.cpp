#include "adapters/llm/demo/answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::adapters::llm::demo {
namespace {

constexpr std::size_t kMaxRows = 20;
constexpr std::size_t kMaxColumns = 8;
constexpr std::size_t kMaxFields = 16;
constexpr std::size_t kMaxCell = 200;

bool is_scalar(const Json& value) { return !value.is_object() && !value.is_array(); }

std::string shown(const Json& value) {
  if (value.is_null()) return "not set";
  if (value.is_bool()) return value.get_bool() ? "yes" : "no";
  if (value.is_double()) {
    std::string text = fmt::format("{:.10g}", value.get_double());
    return text;
  }
  std::string text = display_text(value);
  if (text.size() > kMaxCell) {
    std::size_t size = kMaxCell;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
    text.resize(size);
    text += "…";
  }
  return text;
}

std::string label_of(std::string_view column) {
  std::string label;
  for (const Word& word : words_of(column)) {
    if (!label.empty()) label += ' ';
    label += word.text;
  }
  return label.empty() ? std::string(column) : label;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

// What the call was about: {"order_id": 1042} → "order 1042".
std::string subject_of(const ToolOutcome& outcome) {
  const auto* arguments = outcome.arguments.if_object();
  if (arguments == nullptr) return "";
  for (const auto& member : *arguments) {
    std::vector<Word> words = words_of(std::string_view(member.key()));
    bool is_id = words.size() > 0 && (words.back().text == "id" || words.back().text == "number");
    if (!is_id || !is_scalar(member.value())) continue;
    words.pop_back();
    if (words.empty()) words = words_of(outcome.tool);
    return words.empty() ? "" : words.back().text + " " + shown(member.value());
  }
  return "";
}

// The array of rows in a result, wherever it is kept; nullptr when the result is no list.
const JsonArray* rows_of(const Json& value) {
  if (const auto* array = value.if_array()) return array;
  if (const JsonArray* rows = find_array(value, "rows")) return rows;
  const auto* object = value.if_object();
  if (object == nullptr || object->size() != 1) return nullptr;
  return object->begin()->value().if_array();
}

struct Field {
  std::string column;
  Json value;
};

void flatten(const JsonObject& row, const std::string& prefix, std::vector<Field>& out) {
  for (const auto& member : row) {
    if (out.size() >= kMaxFields) return;
    std::string column = prefix + std::string(member.key());
    if (const auto* inner = member.value().if_object(); inner && prefix.empty()) {
      flatten(*inner, column + "_", out);
    } else {
      out.push_back({std::move(column), member.value()});
    }
  }
}

bool looks_like_date(const Json& value) {
  if (!value.is_string()) return false;
  std::string_view text = view(value.get_string());
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && text[0] >= '0' && text[0] <= '9';
}

class Asked {
 public:
  explicit Asked(const Facts& question) : stems_(stems_of(question.text)) {
    for (const Word& word : question.words) {
      texts_.insert(word.text);
      if (word.text == "when") asks_when_ = true;
      if (word.text == "who") hint({"name", "customer"});
      if (word.text == "where") hint({"address", "city", "country", "location"});
      if (word.text == "much") hint({"total", "amount", "price"});
      if (word.text == "many") hint({"count", "total", "quantity"});
    }
  }

  std::vector<const Field*> among(const std::vector<Field>& fields, const Json& arguments) const {
    std::vector<const Field*> asked;
    bool has_date = false;
    const std::set<std::string> topic = topic_of(arguments);
    for (const Field& field : fields) {
      if (is_argument(field, arguments) || !names(field.column, topic)) continue;
      asked.push_back(&field);
      has_date = has_date || looks_like_date(field.value);
    }
    if (!asks_when_ || has_date) return asked;
    for (const Field& field : fields) {
      bool is_listed = std::find(asked.begin(), asked.end(), &field) != asked.end();
      if (!is_listed && looks_like_date(field.value)) asked.push_back(&field);
    }
    return asked;
  }

 private:
  void hint(std::initializer_list<std::string_view> words) {
    for (std::string_view word : words) stems_.insert(stem_of(word));
  }
  // In "the status of order 1042" the word order says whose status: it asks for no column unless it
  // stands there letter by letter, as in "when was it ordered".
  bool names(std::string_view column, const std::set<std::string>& topic) const {
    for (const Word& word : words_of(column)) {
      if (is_stop_word(word.text) || word.text == "id" || !stems_.contains(word.stem)) continue;
      if (!topic.contains(word.stem) || texts_.contains(word.text)) return true;
    }
    return false;
  }
  static std::set<std::string> topic_of(const Json& arguments) {
    std::set<std::string> topic;
    const auto* object = arguments.if_object();
    if (object == nullptr) return topic;
    for (const auto& member : *object) topic.merge(stems_of(std::string_view(member.key())));
    return topic;
  }
  static bool is_argument(const Field& field, const Json& arguments) {
    const Json* argument = find(arguments, field.column);
    return argument != nullptr && *argument == field.value;
  }

  std::set<std::string> stems_;
  std::set<std::string> texts_;
  bool asks_when_ = false;
};

// "shipped_at" → "shipped": the participle of a column that says when something happened.
std::string participle_of(const Field& field) {
  std::vector<Word> words = words_of(field.column);
  if (words.size() != 2) return "";
  bool is_instant = words[1].text == "at" || words[1].text == "on" || words[1].text == "date";
  bool is_participle = words[0].text.ends_with("ed") || words[0].text == "paid" ||
                       words[0].text == "sent" || words[0].text == "sold";
  return is_instant && is_participle ? words[0].text : "";
}

std::string sentence(const Field& field, const std::string& subject) {
  std::string who = subject.empty() ? "it" : subject;
  std::string participle = participle_of(field);
  if (!participle.empty()) {
    if (field.value.is_null())
      return capitalised(fmt::format("{} has not been {}.", who, participle));
    return capitalised(fmt::format("{} was {} on {}.", who, participle, shown(field.value)));
  }
  std::string label = label_of(field.column);
  std::string of = subject.empty() ? "" : " of " + subject;
  if (field.value.is_null()) return fmt::format("The {}{} is not set.", label, of);
  if (label.starts_with("is ") && field.value.is_bool()) {
    return capitalised(
        fmt::format("{} is {}{}.", who, field.value.get_bool() ? "" : "not ", label.substr(3)));
  }
  return fmt::format("The {}{} is {}.", label, of, shown(field.value));
}

std::string describe_row(const JsonObject& row, const ToolOutcome& outcome, const Asked& asked) {
  std::vector<Field> fields;
  flatten(row, "", fields);
  if (fields.empty())
    return fmt::format("{} finished and returned nothing to report.", outcome.tool);
  std::string subject = subject_of(outcome);
  std::vector<const Field*> wanted = asked.among(fields, outcome.arguments);
  if (wanted.empty() && fields.size() == 1) wanted.push_back(&fields.front());
  std::string text;
  for (const Field* field : wanted) {
    if (!text.empty()) text += ' ';
    text += sentence(*field, text.empty() ? subject : "");
  }
  if (!wanted.empty()) return text;
  text = subject.empty() ? fmt::format("{} answered", outcome.tool)
                         : fmt::format("Here is what I found for {}", subject);
  std::string separator = ": ";
  for (const Field& field : fields) {
    text += fmt::format("{}{}: {}", separator, label_of(field.column), shown(field.value));
    separator = ", ";
  }
  return text + ".";
}

std::string cell(const Json* value) {
  std::string text = value == nullptr || value->is_null() ? "" : shown(*value);
  std::string safe;
  for (char c : text) {
    if (c == '|') safe += '\\';
    safe += c == '\n' || c == '\r' ? ' ' : c;
  }
  return safe;
}

std::string table_of(const JsonArray& rows) {
  std::vector<std::string> columns;
  for (const auto& member : rows.front().get_object()) {
    if (columns.size() < kMaxColumns) columns.emplace_back(member.key());
  }
  std::string text = "|";
  for (const std::string& column : columns) text += fmt::format(" {} |", label_of(column));
  text += "\n|";
  for (std::size_t i = 0; i < columns.size(); ++i) text += " --- |";
  for (std::size_t i = 0; i < std::min(rows.size(), kMaxRows); ++i) {
    text += "\n|";
    for (const std::string& column : columns) {
      text += fmt::format(" {} |", cell(find(rows[i], column)));
    }
  }
  if (rows.size() > kMaxRows) text += fmt::format("\n\n… and {} more.", rows.size() - kMaxRows);
  return text;
}

std::string describe_rows(const JsonArray& rows, const ToolOutcome& outcome, const Asked& asked) {
  std::string subject = subject_of(outcome);
  if (rows.empty()) {
    return subject.empty()
               ? fmt::format("I found nothing: {} returned no rows.", outcome.tool)
               : fmt::format("I found nothing for {}: {} returned no rows.", subject, outcome.tool);
  }
  bool are_objects =
      std::all_of(rows.begin(), rows.end(), [](const Json& row) { return row.is_object(); });
  if (are_objects && rows.size() == 1) return describe_row(rows[0].get_object(), outcome, asked);
  std::string text =
      fmt::format("I found {} {}", rows.size(), rows.size() == 1 ? "entry" : "entries");
  if (find_bool(outcome.value, "is_truncated").value_or(false)) text += " (there are more)";
  text += subject.empty() ? ":" : fmt::format(" for {}:", subject);
  if (are_objects) return text + "\n\n" + table_of(rows);
  text += '\n';
  for (std::size_t i = 0; i < std::min(rows.size(), kMaxRows); ++i) text += "\n- " + shown(rows[i]);
  if (rows.size() > kMaxRows) text += fmt::format("\n\n… and {} more.", rows.size() - kMaxRows);
  return text;
}

std::string describe(const ToolOutcome& outcome, const Asked& asked) {
  if (outcome.is_error) {
    std::string said = outcome.error_message.empty() ? "it gave no reason." : outcome.error_message;
    return fmt::format("I could not get an answer from {}: {}", outcome.tool, said);
  }
  if (const JsonArray* rows = rows_of(outcome.value)) return describe_rows(*rows, outcome, asked);
  if (const auto* object = outcome.value.if_object()) {
    bool is_wrapper = object->size() == 1 && object->begin()->value().is_object();
    return describe_row(is_wrapper ? object->begin()->value().get_object() : *object, outcome,
                        asked);
  }
  return fmt::format("{} answered: {}", outcome.tool, shown(outcome.value));
}

void read_error(ToolOutcome& outcome, const Json& error) {
  outcome.is_error = true;
  outcome.error_code = find_string(error, "code").value_or("");
  outcome.error_message = error.is_string()
                              ? display_text(error)
                              : std::string(find_string(error, "message").value_or(""));
}

void add_scalars(const Json& value, int depth, JsonObject& out) {
  if (depth > 4 || out.size() > 200) return;
  if (const auto* array = value.if_array()) {
    if (!array->empty()) add_scalars(array->front(), depth + 1, out);
    return;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return;
  for (const auto& member : *object) {
    if (is_scalar(member.value())) {
      if (!member.value().is_null()) out.emplace(member.key(), member.value());
    } else {
      add_scalars(member.value(), depth + 1, out);
    }
  }
}

}  // namespace

ToolOutcome read_outcome(std::string tool, Json arguments, std::string_view result) {
  ToolOutcome outcome{std::move(tool), std::move(arguments), nullptr};
  auto parsed = parse_json(result);
  outcome.value = parsed ? *std::move(parsed) : Json(result);
  // A tool may have answered a text that is JSON once more.
  if (outcome.value.is_string()) {
    std::string_view text = view(outcome.value.get_string());
    if (text.starts_with('{') || text.starts_with('[')) {
      if (auto inner = parse_json(text)) outcome.value = *std::move(inner);
    }
  }
  if (const Json* error = find(outcome.value, "error"); error && !error->is_null()) {
    read_error(outcome, *error);
    return outcome;
  }
  auto status = find_int(outcome.value, "status");
  const Json* body = find(outcome.value, "body");
  if (!status || body == nullptr) return outcome;
  if (*status >= 400) {
    outcome.is_error = true;
    outcome.error_message = fmt::format("the server answered with status {}.", *status);
    return outcome;
  }
  Json inner = *body;
  outcome.value = std::move(inner);
  return outcome;
}

std::string compose_answer(const std::vector<ToolOutcome>& outcomes, const Facts& question) {
  Asked asked(question);
  std::string text;
  for (const ToolOutcome& outcome : outcomes) {
    if (!text.empty()) text += "\n\n";
    text += describe(outcome, asked);
  }
  return text;
}

JsonObject known_values(const std::vector<ToolOutcome>& outcomes) {
  JsonObject known;
  for (const ToolOutcome& outcome : outcomes) {
    if (!outcome.is_error) add_scalars(outcome.value, 0, known);
  }
  return known;
}

}  // namespace elevaite::adapters::llm::demo
