#include "adapters/report/xlsx.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "adapters/report/cell_text.hpp"
#include "adapters/report/table_rows.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr std::size_t kMaxSheetRows = LXW_ROW_MAX - 1;
constexpr std::size_t kMaxCellCharacters = 32'767;
constexpr std::int64_t kExactIntegers = std::int64_t{1} << 53;
constexpr const char* kContentType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The library writes files only.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code failed;
    path_ = std::filesystem::temp_directory_path(failed) / "elevaite-XXXXXX";
    int file = ::mkstemp(path_.data());
    if (file >= 0) ::close(file);
    is_open_ = file >= 0;
  }
  ~TemporaryFile() {
    if (is_open_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool is_open() const { return is_open_; }
  const char* path() const { return path_.c_str(); }
  std::string read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::string path_;
  bool is_open_ = false;
};

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool read_date(std::string_view text, lxw_datetime& date) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  auto instant = parse_rfc3339(std::string(text) + "T00:00:00Z");
  if (!instant || text < "1900-03-01") return false;
  date = {};
  date.year = std::stoi(std::string(text.substr(0, 4)));
  date.month = std::stoi(std::string(text.substr(5, 2)));
  date.day = std::stoi(std::string(text.substr(8, 2)));
  return true;
}

class Workbook {
 public:
  Workbook(const ports::TableExport& table, const char* path) : book_(workbook_new(path)) {
    if (book_ == nullptr) return;
    sheet_ = workbook_add_worksheet(book_, sheet_name(table.title).c_str());
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_bottom(head_, LXW_BORDER_THIN);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy-mm-dd");
  }
  ~Workbook() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  bool is_open() const { return book_ != nullptr && sheet_ != nullptr; }

  Result<void> add_row(std::size_t row, const std::vector<std::string>& columns,
                       const Json& cells) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      CHECK(add_cell(row, i, export_cell(cells, columns[i], i)));
    }
    return {};
  }

  void add_head(const std::vector<std::string>& columns) {
    widths_.assign(columns.size(), 8);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_write_string(sheet_, 0, column_of(i), columns[i].c_str(), head_);
      widen(i, characters_of(columns[i]) + 2);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  lxw_error finish(std::size_t rows) {
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      worksheet_set_column(sheet_, column_of(i), column_of(i), static_cast<double>(widths_[i]),
                           nullptr);
    }
    if (!widths_.empty()) {
      worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows),
                           column_of(widths_.size() - 1));
    }
    return workbook_close(std::exchange(book_, nullptr));
  }

 private:
  static lxw_col_t column_of(std::size_t index) { return static_cast<lxw_col_t>(index); }
  void widen(std::size_t column, std::size_t width) {
    widths_[column] = std::max(widths_[column], std::min<std::size_t>(width, 60));
  }

  Result<void> add_cell(std::size_t row_index, std::size_t column, const Json& value) {
    auto row = static_cast<lxw_row_t>(row_index);
    auto col = column_of(column);
    if (value.is_null()) return {};
    std::string text = cell_text(value);
    std::size_t characters = characters_of(text);
    if (characters > kMaxCellCharacters) {
      return Error{ErrorCode::limit_exceeded,
                   fmt::format("Row {} has a cell of {} characters; a spreadsheet takes {}.",
                               row_index, characters, kMaxCellCharacters)};
    }
    widen(column, characters + 1);
    bool is_exact = !value.is_int64() || std::abs(value.get_int64()) <= kExactIntegers;
    lxw_datetime date;
    if (value.is_bool()) {
      worksheet_write_boolean(sheet_, row, col, value.get_bool(), nullptr);
    } else if (value.is_number() && is_exact && !value.is_uint64()) {
      worksheet_write_number(sheet_, row, col, value.to_number<double>(), nullptr);
    } else if (value.is_string() && read_date(text, date)) {
      widen(column, 12);
      worksheet_write_datetime(sheet_, row, col, &date, date_);
    } else {
      std::erase_if(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
      });
      worksheet_write_string(sheet_, row, col, text.c_str(), nullptr);
    }
    return {};
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* date_ = nullptr;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string sheet_name(std::string_view title) {
  std::string name;
  std::size_t characters = 0;
  for (char character : title) {
    auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || std::string_view("[]:*?/\\'").find(character) != std::string_view::npos) {
      character = ' ';
    }
    if ((byte & 0xc0) != 0x80 && ++characters > 31) break;
    name += character;
  }
  while (!name.empty() && name.back() == ' ') name.pop_back();
  while (!name.empty() && name.front() == ' ') name.erase(0, 1);
  return name.empty() || name == "History" || !is_utf8(name) ? "Data" : name;
}

Result<ports::RenderedFile> write_xlsx(const ports::TableExport& table) {
  TRY(auto columns, export_columns(table));
  if (table.rows.size() > kMaxSheetRows) {
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("A sheet has at most {} rows.", kMaxSheetRows)};
  }
  TemporaryFile target;
  if (!target.is_open()) return internal_error("No temporary file could be made for the workbook.");
  Workbook book(table, target.path());
  if (!book.is_open()) return internal_error("The workbook could not be made.");
  book.add_head(columns);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    CHECK(book.add_row(i + 1, columns, table.rows[i]));
  }
  lxw_error failure = book.finish(table.rows.size());
  if (failure != LXW_NO_ERROR) {
    return internal_error(std::string("The workbook could not be written: ") +
                          lxw_strerror(failure));
  }
  return ports::RenderedFile{target.read(), kContentType, 0};
}

}  // namespace elevaite::adapters::report
