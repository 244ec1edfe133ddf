// Cuts a parsed document into chunks: along its structure where that is possible, within a size
// always. Pure: the same blocks make the same chunks.
#pragma once
#include <string>
#include <vector>

#include "model/parsed_document.hpp"

namespace elevaite::knowledge {

struct ChunkOptions {
  std::int64_t max_tokens = 400;
  // How much of the end of a chunk the next one begins with, where text without a heading between
  // is cut.
  std::int64_t overlap_tokens = 60;
};

struct CutChunk {
  std::int64_t page = 0;   // it is on; 0: none
  std::string title_path;  // the headings above it, "Leave › Parental leave"
  std::string text;
  std::int64_t token_count = 0;
  bool operator==(const CutChunk&) const = default;
};

// What models count, about: four bytes of Latin script, or a character of a script that has no
// blanks.
std::int64_t estimate_tokens(std::string_view text);

// Every character of every text and table is in some chunk; headings are in the title paths of what
// is below them, and one with nothing below it is a chunk of its own. Tables stay whole where they
// fit; where they do not, every part begins with the table's first row.
std::vector<CutChunk> cut_into_chunks(const model::ParsedDocument& document,
                                      const ChunkOptions& options = {});

}  // namespace elevaite::knowledge
