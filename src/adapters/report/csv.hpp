// CSV after RFC 4180 that a spreadsheet may open without running anything in it.
#pragma once
#include "ports/report.hpp"

namespace elevaite::adapters::report {

Result<ports::RenderedFile> write_csv(const ports::TableExport& table);

// A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers don't.
std::string csv_cell(const Json& value, char separator);

}  // namespace elevaite::adapters::report
