// Media types: as a client declares them, and as the first bytes of the content show them.
#pragma once
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace elevaite {

inline constexpr std::string_view kAnyBytes = "application/octet-stream";
// How much of the beginning sniffing looks at.
inline constexpr std::size_t kSniffBytes = 512;

// "Text/CSV; charset=utf-8" → "text/csv"; empty when it is no media type.
std::string media_type_of(std::string_view content_type);

// What the bytes are by their signature; empty when no signature is known. Text has none.
std::string_view sniff_media_type(std::string_view beginning);

// The type to store: the declared one, or what was found when nothing in particular was declared.
// invalid_field("Content-Type", "mismatch") when the declared type has a signature that the content
// lacks, or the content has that of another type: who says "image/png" gets no program stored.
Result<std::string> settle_media_type(std::string_view declared, std::string_view beginning);

}  // namespace elevaite
