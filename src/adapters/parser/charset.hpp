// Text in any encoding as UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace elevaite::adapters::parser {

// By its byte order mark; else as UTF-16 when every other byte says so; else as UTF-8 when it is
// valid; else as `declared` says; else as Windows-1252, which any bytes are. NUL is left out.
std::string to_utf8(std::string_view bytes, std::string_view declared = {});

}  // namespace elevaite::adapters::parser
