// The text of a paragraph with its marks, read from the parser's nodes.
#pragma once
#include "adapters/report/blocks.hpp"

typedef struct cmark_node cmark_node;

namespace elevaite::adapters::report {

RichText read_inlines(cmark_node* block);

// Without control characters and tabs that no font draws; line ends stay.
std::string clean_text(std::string_view text);

// "1,234.5", "−3 %", "€ 12": a cell that is a number for a person.
bool looks_numeric(std::string_view text);

}  // namespace elevaite::adapters::report
