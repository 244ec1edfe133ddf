// Every parser behind one function.
#pragma once
#include "adapters/parser/limits.hpp"
#include "ports/document_parser.hpp"

namespace elevaite::adapters::parser {

// Blocks while it works, and a hostile document can make it crash: open_parser() does it in a
// process apart.
Result<model::ParsedDocument> parse_document(const ports::SourceDocument& source,
                                             const ParseLimits& limits = {});

}  // namespace elevaite::adapters::parser
