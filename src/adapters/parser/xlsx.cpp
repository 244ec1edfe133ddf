// Spreadsheets (ECMA-376): a sheet is a page with its name as heading, and one table. Numbers are
// as they are stored: what a date is lies in its format, which is not read.
#include <charconv>

#include "adapters/parser/archive.hpp"
#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"
#include "adapters/parser/xml_reader.hpp"

namespace elevaite::adapters::parser {
namespace {

constexpr std::size_t kMaxColumns = 1024;

class SharedStrings final : public XmlEvents {
 public:
  void begin(std::string_view name, const Attribute&) override {
    if (name == "si") strings.emplace_back();
    if (name == "t") is_text_ = true;
    if (name == "rPh") is_phonetic_ = true;
  }
  void text(std::string_view text) override {
    if (is_text_ && !is_phonetic_ && !strings.empty()) strings.back() += text;
  }
  void end(std::string_view name) override {
    if (name == "t") is_text_ = false;
    if (name == "rPh") is_phonetic_ = false;
  }
  std::vector<std::string> strings;

 private:
  bool is_text_ = false;
  bool is_phonetic_ = false;
};

class SheetNames final : public XmlEvents {
 public:
  void begin(std::string_view name, const Attribute& attribute) override {
    if (name == "sheet") names.push_back(attribute("name"));
  }
  void text(std::string_view) override {}
  void end(std::string_view) override {}
  std::vector<std::string> names;
};

// "C7" is column 2.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (char c : reference) {
    if (c < 'A' || c > 'Z' || column > kMaxColumns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column == 0 ? 0 : column - 1;
}

class SheetEvents final : public XmlEvents {
 public:
  SheetEvents(const std::vector<std::string>& strings, std::size_t max_bytes)
      : strings_(strings), max_bytes_(max_bytes) {}

  void begin(std::string_view name, const Attribute& attribute) override {
    if (name == "row") cells_.clear();
    if (name == "c") {
      auto reference = attribute("r");
      column_ = reference.empty() ? cells_.size() : column_of(reference);
      is_shared_ = attribute("t") == "s";
      value_.clear();
    }
    if (name == "v" || name == "t") is_value_ = true;
  }
  void text(std::string_view text) override {
    if (is_value_) value_ += text;
  }
  void end(std::string_view name) override {
    if (name == "v" || name == "t") is_value_ = false;
    if (name == "c") end_cell();
    if (name == "row") end_row();
  }
  std::string rows;

 private:
  void end_cell() {
    if (column_ >= kMaxColumns) return;
    if (cells_.size() <= column_) cells_.resize(column_ + 1);
    if (is_shared_) {
      std::size_t index = strings_.size();
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      value_ = index < strings_.size() ? strings_[index] : "";
    }
    cells_[column_] = table_cell(value_);
  }
  void end_row() {
    bool is_empty = true;
    std::string line;
    for (const std::string& cell : cells_) {
      is_empty = is_empty && cell.empty();
      if (&cell != cells_.data()) line += " | ";
      line += cell;
    }
    if (!is_empty && rows.size() <= max_bytes_) rows += line + "\n";
  }

  const std::vector<std::string>& strings_;
  std::size_t max_bytes_;
  std::vector<std::string> cells_;
  std::string value_;
  std::size_t column_ = 0;
  bool is_shared_ = false;
  bool is_value_ = false;
};

}  // namespace

Parsed parse_xlsx(std::string_view bytes, const ParseLimits& limits) {
  TRY(Archive archive, Archive::open(bytes, limits));
  auto sheets = archive.names("xl/worksheets/sheet", ".xml");
  if (sheets.empty()) return invalid_argument("The document is no spreadsheet (XLSX).");
  if (static_cast<std::int64_t>(sheets.size()) > limits.pages) {
    return too_large("The spreadsheet has", static_cast<std::size_t>(limits.pages), "sheets");
  }
  SharedStrings shared;
  if (const std::string part = "xl/sharedStrings.xml"; archive.has(part)) {
    TRY(std::string xml, archive.read(part));
    CHECK(read_xml(xml, part, limits, shared));
  }
  SheetNames names;
  if (const std::string part = "xl/workbook.xml"; archive.has(part)) {
    TRY(std::string xml, archive.read(part));
    CHECK(read_xml(xml, part, limits, names));
  }
  BlockList blocks(limits);
  std::int64_t page = 0;
  for (const std::string& sheet : sheets) {
    blocks.set_page(++page);
    auto index = static_cast<std::size_t>(page - 1);
    if (index < names.names.size()) blocks.heading(1, names.names[index]);
    TRY(std::string xml, archive.read(sheet));
    SheetEvents events(shared.strings, limits.text_bytes);
    CHECK(read_xml(xml, sheet, limits, events));
    blocks.table(events.rows);
  }
  return std::move(blocks).finish(page);
}

}  // namespace elevaite::adapters::parser
