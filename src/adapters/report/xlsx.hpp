// One sheet of a workbook.
#pragma once
#include "ports/report.hpp"

namespace elevaite::adapters::report {

// Texts stay texts, also those that look like formulas; YYYY-MM-DD becomes a date.
Result<ports::RenderedFile> write_xlsx(const ports::TableExport& table);

// At most 31 characters, without those that a sheet's name may not hold.
std::string sheet_name(std::string_view title);

}  // namespace elevaite::adapters::report
