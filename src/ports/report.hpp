// Turns text and rows into files that people send to each other.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/task.hpp"
#include "core/time.hpp"

namespace elevaite::ports {

struct Report {
  // CommonMark with tables, task lists and strike-through. A fenced block ```chart or ```table
  // holds JSON and becomes a chart or a table (docs/reports.md). Pictures and HTML are not drawn.
  std::string markdown;
  std::string title;  // empty: the first heading, when the text begins with one of level 1
  std::string subtitle{};
  std::string author{};
  std::string organisation{};
  std::string date{};           // as it is to be read
  std::string language = "en";  // decides labels, separators of numbers and the direction
  bool has_cover = true;
  bool has_contents = true;
  bool is_letter = false;  // US Letter instead of A4
  Instant created_at{};
};

struct TableExport {
  std::string title{};               // the name of the sheet
  std::vector<std::string> columns;  // members of the rows, in their order
  JsonArray rows;                    // objects by column, or lists in the order of the columns
  bool has_byte_order_mark = false;  // CSV only: what Excel needs to read it as UTF-8
  char separator = ',';              // CSV only
};

struct RenderedFile {
  std::string bytes;
  std::string content_type;
  std::size_t page_count = 0;  // PDF only
};

// Works on threads of its own; the loop never waits. Errors: invalid_argument (the message names
// the line and the place in it), limit_exceeded, timeout, unavailable (too many at once).
class ReportRenderer {
 public:
  virtual ~ReportRenderer() = default;
  virtual Task<Result<RenderedFile>> pdf(Report report) = 0;
  virtual Task<Result<RenderedFile>> csv(TableExport table) = 0;
  virtual Task<Result<RenderedFile>> xlsx(TableExport table) = 0;
};

}  // namespace elevaite::ports
