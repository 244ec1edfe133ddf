#include "adapters/report/csv.hpp"

#include <charconv>

#include "adapters/report/cell_text.hpp"
#include "adapters/report/table_rows.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr std::size_t kMaxBytes = 256 << 20;

bool is_number(std::string_view text) {
  double value = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool ends_in_digit = !text.empty() && text.back() >= '0' && text.back() <= '9';
  return failure == std::errc() && end == text.data() + text.size() && ends_in_digit;
}

// Spreadsheets skip white space before they look for a formula, and some take full-width signs.
bool may_be_formula(std::string_view text) {
  auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  std::string_view rest = text.substr(begin);
  for (std::string_view sign : {"=", "+", "-", "@", "|", "＝", "＋", "－", "＠"}) {
    if (rest.starts_with(sign)) return true;
  }
  return begin > 0 && (text[0] == '\t' || text[0] == '\r' || text[0] == '\n');
}

}  // namespace

std::string csv_cell(const Json& value, char separator) {
  if (value.is_null()) return "";
  std::string text = cell_text(value);
  if (value.is_string() && may_be_formula(text) && !is_number(text)) text.insert(0, 1, '\'');
  bool has_edge_space = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!has_edge_space && text.find_first_of("\"\r\n\t") == std::string::npos &&
      text.find(separator) == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

Result<ports::RenderedFile> write_csv(const ports::TableExport& table) {
  TRY(auto columns, export_columns(table));
  ports::RenderedFile file{"", "text/csv; charset=utf-8", 0};
  if (table.has_byte_order_mark) file.bytes = "\xef\xbb\xbf";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) file.bytes += table.separator;
    file.bytes += csv_cell(Json(columns[i]), table.separator);
  }
  file.bytes += "\r\n";
  for (const Json& row : table.rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) file.bytes += table.separator;
      file.bytes += csv_cell(export_cell(row, columns[i], i), table.separator);
    }
    file.bytes += "\r\n";
    if (file.bytes.size() > kMaxBytes) {
      return Error{ErrorCode::limit_exceeded, "The CSV would be larger than 256 MiB."};
    }
  }
  return file;
}

}  // namespace elevaite::adapters::report
