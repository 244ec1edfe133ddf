#include "core/media_type.hpp"

#include <array>

#include "core/net/http.hpp"
#include "core/utf8.hpp"

namespace elevaite {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view type;
  std::string_view bytes;
  std::size_t at = 0;
};

constexpr std::array kSignatures = {
    Signature{"image/png", "\x89PNG\r\n\x1a\n"sv},
    Signature{"image/jpeg", "\xff\xd8\xff"sv},
    Signature{"image/gif", "GIF87a"sv},
    Signature{"image/gif", "GIF89a"sv},
    Signature{"image/webp", "WEBP"sv, 8},
    Signature{"image/tiff", "II*\0"sv},
    Signature{"image/tiff", "MM\0*"sv},
    Signature{"application/pdf", "%PDF-"sv},
    Signature{"application/zip", "PK\x03\x04"sv},
    Signature{"application/zip", "PK\x05\x06"sv},
    Signature{"application/gzip", "\x1f\x8b\x08"sv},
    Signature{"application/x-7z-compressed", "7z\xbc\xaf\x27\x1c"sv},
    Signature{"application/x-rar-compressed", "Rar!\x1a\x07"sv},
    Signature{"application/zstd", "\x28\xb5\x2f\xfd"sv},
    Signature{"application/x-ole-storage", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv},
    Signature{"application/x-executable",
              "\x7f"
              "ELF"sv},
    Signature{"application/x-msdownload", "MZ\x90\0"sv},
    Signature{"application/wasm", "\0asm"sv},
    Signature{"application/vnd.sqlite3", "SQLite format 3\0"sv},
    Signature{"audio/wav", "WAVE"sv, 8},
    Signature{"audio/mpeg", "ID3"sv},
    Signature{"audio/ogg", "OggS"sv},
    Signature{"audio/flac", "fLaC"sv},
    Signature{"video/mp4", "ftyp"sv, 4},
    Signature{"video/webm", "\x1a\x45\xdf\xa3"sv},
};

bool has_signature(std::string_view type) {
  for (const Signature& signature : kSignatures) {
    if (signature.type == type) return true;
  }
  return false;
}

// Containers hold what has types of its own: a .docx is a zip, a .doc an OLE file, a .heic or .mov
// looks like an .mp4.
bool may_contain(std::string_view found, std::string_view declared) {
  if (found == declared) return true;
  bool is_document = declared.starts_with("application/");
  if (found == "application/zip" || found == "application/gzip" ||
      found == "application/x-ole-storage" || found == "application/zstd") {
    return is_document && !has_signature(declared);
  }
  bool is_media = declared.starts_with("video/") || declared.starts_with("audio/") ||
                  declared.starts_with("image/");
  if (found == "video/mp4" || found == "video/webm" || found == "audio/ogg") {
    return is_media && (!has_signature(declared) || declared.starts_with("audio/"));
  }
  // The same formats have several names (audio/x-wav, application/x-pdf, application/x-sqlite3).
  return is_document && declared.starts_with("application/x-") && !has_signature(declared) &&
         found.starts_with("application/");
}

Error mismatch(std::string_view declared, std::string_view found) {
  auto what = found.empty() ? std::string("does not look like that") : fmt::format("is {}", found);
  return invalid_field("Content-Type", "mismatch",
                       fmt::format("The file was declared as {} and {}.", declared, what));
}

}  // namespace

std::string media_type_of(std::string_view content_type) {
  auto text = content_type.substr(0, content_type.find(';'));
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  auto slash = text.find('/');
  if (text.size() > 127 || slash == std::string_view::npos ||
      !net::is_token(text.substr(0, slash)) || !net::is_token(text.substr(slash + 1))) {
    return {};
  }
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

std::string_view sniff_media_type(std::string_view beginning) {
  for (const Signature& signature : kSignatures) {
    if (beginning.size() < signature.at + signature.bytes.size()) continue;
    if (beginning.substr(signature.at, signature.bytes.size()) == signature.bytes) {
      return signature.type;
    }
  }
  return {};
}

Result<std::string> settle_media_type(std::string_view declared, std::string_view beginning) {
  auto found = sniff_media_type(beginning);
  if (declared.empty() || declared == kAnyBytes) {
    if (!found.empty()) return std::string(found);
    // A character may be cut where the beginning ends.
    auto whole = beginning.substr(0, beginning.size() >= 4 ? beginning.size() - 3 : 0);
    while (!whole.empty() && !is_utf8(whole) && beginning.size() - whole.size() < 7) {
      whole.remove_suffix(1);
    }
    bool is_text =
        !whole.empty() && is_utf8(whole) && beginning.find('\0') == std::string_view::npos;
    return std::string(is_text ? "text/plain" : kAnyBytes);
  }
  if (found.empty() && has_signature(declared) && !beginning.empty()) {
    return mismatch(declared, found);
  }
  if (!found.empty() && !may_contain(found, declared)) return mismatch(declared, found);
  return std::string(declared);
}

}  // namespace elevaite
