// Gathers blocks, cleaned and counted.
#pragma once
#include <string>

#include "adapters/parser/limits.hpp"
#include "model/parsed_document.hpp"

namespace elevaite::adapters::parser {

class BlockList {
 public:
  explicit BlockList(const ParseLimits& limits) : limits_(limits) {}

  // Text of blanks alone adds nothing. After too much of it full() is true, and what is added is
  // dropped: finish() then answers the error.
  void heading(int level, std::string_view text);
  void text(std::string_view text);
  void table(std::string_view rows);
  void set_page(std::int64_t page) { page_ = page; }
  std::int64_t page() const { return page_; }
  bool full() const { return bytes_ > limits_.text_bytes; }
  // limit_exceeded when it is full; invalid_argument when there is no text in it.
  Result<model::ParsedDocument> finish(std::int64_t page_count = 0) &&;

 private:
  void add(model::Block::Kind kind, int level, std::string text);

  const ParseLimits& limits_;
  model::ParsedDocument document_;
  std::int64_t page_ = 0;
  std::size_t bytes_ = 0;
};

// Runs of blanks, line breaks too, as one blank, and none at the ends.
std::string one_line(std::string_view text);
// Without blanks at the ends and at those of the lines, without control characters, with at most
// one empty line in a row.
std::string clean_lines(std::string_view text);
// A cell of a table's row: one line, and no separator in it.
std::string table_cell(std::string_view text);

}  // namespace elevaite::adapters::parser
