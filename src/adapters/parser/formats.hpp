// One function a format: bytes in, blocks out. Errors are sentences about the document.
#pragma once
#include <string>
#include <string_view>

#include "adapters/parser/limits.hpp"
#include "model/parsed_document.hpp"

namespace elevaite::adapters::parser {

using Parsed = Result<model::ParsedDocument>;

// These five take UTF-8 (to_utf8).
Parsed parse_plain_text(std::string_view text, const ParseLimits& limits);
Parsed parse_markdown(std::string_view text, const ParseLimits& limits);
Parsed parse_csv(std::string_view text, const ParseLimits& limits);
Parsed parse_json_text(std::string_view text, const ParseLimits& limits);
Parsed parse_html(std::string_view text, const ParseLimits& limits);

Parsed parse_email(std::string_view bytes, const ParseLimits& limits);
Parsed parse_pdf(std::string_view bytes, const ParseLimits& limits);
Parsed parse_docx(std::string_view bytes, const ParseLimits& limits);
Parsed parse_pptx(std::string_view bytes, const ParseLimits& limits);
Parsed parse_xlsx(std::string_view bytes, const ParseLimits& limits);

}  // namespace elevaite::adapters::parser
