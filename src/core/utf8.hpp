// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once
#include <string>
#include <string_view>

namespace elevaite {

bool is_utf8(std::string_view text);

// Every byte that belongs to no valid sequence becomes U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

// At most `max_bytes` of the text, cut before a sequence and never inside of one.
std::string_view clip_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace elevaite
