// Puts text back together that a vendor cut anywhere: in the middle of a UTF-8 sequence, or between
// the two halves of a surrogate pair. What comes out is always valid UTF-8.
#pragma once
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace elevaite::adapters::llm {

class Utf8Joiner {
 public:
  // The text that is certain so far; an unfinished character is held back for the next call.
  std::string push(std::string_view bytes);
  // What was held back, as U+FFFD: no more bytes will come.
  std::string finish();

 private:
  std::string decode(bool is_last);
  std::string pending_;
};

// One piece of text that is complete: every fault becomes U+FFFD.
std::string to_valid_utf8(std::string_view bytes);

// Parses what a vendor sent: as parse_json, but it lets broken UTF-8 and lone surrogates inside
// strings through (a lone surrogate as its three bytes), for a Utf8Joiner to put right.
Result<Json> parse_vendor_json(std::string_view text);

}  // namespace elevaite::adapters::llm
