#include "adapters/database/sql_text.hpp"

#include <algorithm>
#include <cctype>

namespace elevaite::adapters::database {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The position after the comment that begins at `at`, or `at` when none does.
std::size_t skip_comment(std::string_view sql, std::size_t at) {
  if (sql.substr(at, 2) == "--") {
    auto end = sql.find('\n', at);
    return end == std::string_view::npos ? sql.size() : end + 1;
  }
  if (sql.substr(at, 2) == "/*") {
    auto end = sql.find("*/", at + 2);
    return end == std::string_view::npos ? sql.size() : end + 2;
  }
  return at;
}

// The position after the quoted thing ('…', "…" or $tag$…$tag$) that begins at `at`, or `at`.
std::size_t skip_quoted(std::string_view sql, std::size_t at) {
  char quote = sql[at];
  if (quote == '\'' || quote == '"') {
    // A doubled quote reads as two quoted things side by side, which skips the same text.
    auto end = sql.find(quote, at + 1);
    return end == std::string_view::npos ? sql.size() : end + 1;
  }
  if (quote != '$' || (at > 0 && is_word(sql[at - 1]))) return at;
  auto tag_end = at + 1;
  while (tag_end < sql.size() && is_word(sql[tag_end])) ++tag_end;
  if (tag_end >= sql.size() || sql[tag_end] != '$') return at;
  auto tag = sql.substr(at, tag_end - at + 1);
  auto end = sql.find(tag, tag_end + 1);
  return end == std::string_view::npos ? sql.size() : end + tag.size();
}

std::size_t skip_blank(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    if (is_space(sql[at])) {
      ++at;
    } else if (auto after = skip_comment(sql, at); after != at) {
      at = after;
    } else {
      break;
    }
  }
  return at;
}

bool begins_with(std::string_view sql, std::string_view keyword) {
  auto at = skip_blank(sql, 0);
  if (sql.size() - at < keyword.size()) return false;
  for (std::size_t i = 0; i < keyword.size(); ++i) {
    if (std::toupper(static_cast<unsigned char>(sql[at + i])) != keyword[i]) return false;
  }
  return at + keyword.size() == sql.size() || !is_word(sql[at + keyword.size()]);
}

constexpr std::string_view kRows = "$rows(";

// "$rows(uuid, bigint)" replaced by the text that `write` makes of the types.
template <class Write>
std::string with_rows(std::string_view sql, Write write) {
  auto begin = sql.find(kRows);
  if (begin == std::string_view::npos) return std::string(sql);
  auto end = std::min(sql.find(')', begin), sql.size() - 1);
  std::string text(sql.substr(0, begin));
  write(text, row_types(sql));
  return text.append(sql.substr(end + 1));
}

}  // namespace

std::vector<std::string_view> row_types(std::string_view sql) {
  std::vector<std::string_view> types;
  auto begin = sql.find(kRows);
  if (begin == std::string_view::npos) return types;
  auto rest = sql.substr(begin + kRows.size());
  rest = rest.substr(0, rest.find(')'));
  while (!rest.empty()) {
    auto type = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), type.size() + 1));
    while (!type.empty() && is_space(type.front())) type.remove_prefix(1);
    types.push_back(type);
  }
  return types;
}

std::string with_unnested_rows(std::string_view sql) {
  return with_rows(sql, [](std::string& text, const std::vector<std::string_view>& types) {
    text += "SELECT * FROM unnest(";
    for (std::size_t i = 0; i < types.size(); ++i) {
      text += (i == 0 ? "CAST($" : ", CAST($") + std::to_string(i + 1) + " AS ";
      text.append(types[i]).append("[])");
    }
    text += ')';
  });
}

std::string with_one_row(std::string_view sql) {
  return with_rows(sql, [](std::string& text, const std::vector<std::string_view>& types) {
    text += "SELECT ";
    for (std::size_t i = 0; i < types.size(); ++i) {
      text += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    }
  });
}

bool may_read(std::string_view sql) {
  return begins_with(sql, "SELECT") || begins_with(sql, "WITH");
}

bool is_select(std::string_view sql) { return begins_with(sql, "SELECT"); }

std::string guarded(std::string_view sql) {
  while (!sql.empty() && (is_space(sql.back()) || sql.back() == ';')) sql.remove_suffix(1);
  std::string text = "WITH guarded AS (";
  text += sql;
  // The line break ends a comment on the statement's last line.
  text += "\nRETURNING 1) SELECT count(*), 1 / count(*) FROM guarded";
  return text;
}

std::vector<ScriptStatement> split_script(std::string_view script) {
  std::vector<ScriptStatement> statements;
  int line = 1;
  std::size_t counted = 0;
  std::size_t begin = skip_blank(script, 0);
  std::size_t at = begin;
  auto add = [&](std::size_t end) {
    for (; counted < begin; ++counted) line += script[counted] == '\n' ? 1 : 0;
    if (end > begin) statements.push_back({script.substr(begin, end - begin), line});
  };
  while (at < script.size()) {
    if (script[at] == ';') {
      add(at);
      at = begin = skip_blank(script, at + 1);
    } else if (auto after = skip_comment(script, at); after != at) {
      at = after;
    } else if (after = skip_quoted(script, at); after != at) {
      at = after;
    } else {
      ++at;
    }
  }
  add(script.size());
  return statements;
}

std::string describe(const ScriptStatement& statement) {
  constexpr std::size_t kShown = 60;
  std::string text = "the statement on line " + std::to_string(statement.line) + " (";
  std::size_t shown = 0;
  bool space = false;
  for (char c : statement.sql) {
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (shown >= kShown && (static_cast<unsigned char>(c) & 0xC0) != 0x80) return text + " …)";
    if (space) text += ' ';
    space = false;
    text += c;
    ++shown;
  }
  return text + ")";
}

}  // namespace elevaite::adapters::database
