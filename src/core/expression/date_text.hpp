// Dates written and read after a pattern: %Y %m %d %H %M %S and the others of docs/expressions.md.
#pragma once
#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite::expression {

// Years 1 to 9999 only.
bool is_representable(Instant instant);

// `offset` moves the clock face; the error says which directive is unknown.
Result<std::string> format_date(Instant instant, std::string_view pattern,
                                std::chrono::minutes offset);

Result<Instant> parse_date_after(std::string_view text, std::string_view pattern);

// "+02:00", "-05:30" or "Z".
std::optional<std::chrono::minutes> parse_offset(std::string_view text);

// RFC 3339, or a date alone.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace elevaite::expression
