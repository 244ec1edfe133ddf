// Comma-separated values (RFC 4180), and those that semicolons, tabs or bars separate.
#include <fmt/format.h>

#include <array>

#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"

namespace elevaite::adapters::parser {
namespace {

// The one that the first line has most of, outside of quotes.
char separator_of(std::string_view text) {
  constexpr std::array<char, 4> kSeparators = {',', ';', '\t', '|'};
  std::array<int, 4> counts{};
  bool is_quoted = false;
  for (char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n') break;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) counts[i] += c == kSeparators[i] ? 1 : 0;
  }
  auto most = std::max_element(counts.begin(), counts.end());
  return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text), separator_(separator_of(text)) {}

  // A row as a line of the table; false at the end.
  Result<bool> next(std::string& row) {
    row.clear();
    if (rest_.empty()) return false;
    ++number_;
    for (bool is_first = true;; is_first = false) {
      TRY(std::string cell, next_cell());
      if (!is_first) row += " | ";
      row += table_cell(cell);
      if (rest_.empty()) return true;
      char end = rest_.front();
      rest_.remove_prefix(1);
      if (end == '\r' && rest_.starts_with('\n')) rest_.remove_prefix(1);
      if (end != separator_) return true;
    }
  }

 private:
  bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  Result<std::string> next_cell() {
    std::string cell;
    if (rest_.starts_with('"')) {
      rest_.remove_prefix(1);
      while (true) {
        auto quote = rest_.find('"');
        if (quote == std::string_view::npos) return unclosed();
        cell += rest_.substr(0, quote);
        rest_.remove_prefix(quote + 1);
        if (!rest_.starts_with('"')) break;
        cell += '"';
        rest_.remove_prefix(1);
      }
    }
    std::size_t end = 0;
    while (end < rest_.size() && !ends_cell(rest_[end])) ++end;
    cell += rest_.substr(0, end);
    rest_.remove_prefix(end);
    return cell;
  }

  Error unclosed() const {
    return invalid_argument(fmt::format("Row {}: a quote is opened and never closed.", number_));
  }

  std::string_view rest_;
  char separator_;
  std::size_t number_ = 0;
};

}  // namespace

Parsed parse_csv(std::string_view text, const ParseLimits& limits) {
  BlockList blocks(limits);
  CsvReader reader(text);
  std::string table;
  std::string row;
  while (true) {
    TRY(bool has_row, reader.next(row));
    if (!has_row) break;
    table += row;
    table += '\n';
  }
  blocks.table(table);
  return std::move(blocks).finish();
}

}  // namespace elevaite::adapters::parser
