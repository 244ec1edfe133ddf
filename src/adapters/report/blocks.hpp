// A report's text as a tree of blocks, free of the Markdown parser that made it.
#pragma once
#include <string>
#include <vector>

#include "adapters/report/chart.hpp"

namespace elevaite::adapters::report {

enum Mark : unsigned { kBold = 1, kItalic = 2, kCode = 4, kStruck = 8 };

struct Span {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  unsigned marks = 0;
  std::string link{};
};

struct RichText {
  std::string text;
  std::vector<Span> spans{};  // only where there is something to say
};

enum class Align { automatic, start, center, end };

struct Column {
  RichText title;
  Align align = Align::automatic;
  bool is_numeric = false;
};

struct Table {
  std::string title{};
  std::vector<Column> columns;
  std::vector<std::vector<RichText>> rows;
  bool has_total = false;  // the last row sums the others up
};

struct Block {
  enum class Kind { heading, paragraph, list, item, quote, code, rule, table, chart };
  Kind kind = Kind::paragraph;
  std::size_t line = 0;
  int level = 0;          // of a heading
  bool is_tight = false;  // of a list: no space between its items
  std::string marker{};   // of an item: a bullet, a number, a box
  RichText text{};        // of a heading or paragraph; code as it is
  Table table{};
  Chart chart{};
  std::vector<Block> children{};  // of a list, item or quote
};

}  // namespace elevaite::adapters::report
