// What a parser makes of a document: its text as blocks in their order, cleaned of everything else.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace elevaite::model {

struct Block {
  enum class Kind { heading, text, table };
  Kind kind = Kind::text;
  int level = 0;          // of a heading: 1 to 6
  std::int64_t page = 0;  // from 1; 0: none
  // UTF-8, never empty. A table has one row a line, the first of them its header.
  std::string text;
  bool operator==(const Block&) const = default;
};

struct ParsedDocument {
  std::vector<Block> blocks;
  std::int64_t page_count = 0;
  bool operator==(const ParsedDocument&) const = default;
};

// As one process hands it to another.
Json to_json(const ParsedDocument& document);
Result<ParsedDocument> parsed_document_from(const Json& value);

}  // namespace elevaite::model
