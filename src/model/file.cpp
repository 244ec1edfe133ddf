#include "model/file.hpp"

#include "core/assert.hpp"
#include "core/net/uri.hpp"
#include "core/utf8.hpp"

namespace elevaite::model {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxFileNameBytes = 255;
// U+200E/F, U+2028–202E, U+2066–2069 and U+FEFF in UTF-8: marks and overrides of direction, line
// separators, the byte order mark.
constexpr std::array kInvisible = {
    "\xe2\x80\x8e"sv, "\xe2\x80\x8f"sv, "\xe2\x80\xa8"sv, "\xe2\x80\xa9"sv, "\xe2\x80\xaa"sv,
    "\xe2\x80\xab"sv, "\xe2\x80\xac"sv, "\xe2\x80\xad"sv, "\xe2\x80\xae"sv, "\xe2\x81\xa6"sv,
    "\xe2\x81\xa7"sv, "\xe2\x81\xa8"sv, "\xe2\x81\xa9"sv, "\xef\xbb\xbf"sv};

bool is_control(std::string_view text, std::size_t at) {
  auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20 || byte == 0x7f) return true;
  // U+0080–U+009F
  return byte == 0xc2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0;
}

}  // namespace

std::string_view to_string(FileStatus status) {
  switch (status) {
    case FileStatus::uploading:
      return "uploading";
    case FileStatus::stored:
      return "stored";
    case FileStatus::deleted:
      return "deleted";
  }
  ASSERT(false);
}

std::string blob_key_of(TenantId tenant_id, FileId id) {
  return "tenants/" + tenant_id.str() + "/files/" + id.str();
}

Result<void> check_file_name(std::string_view name) {
  auto wrong = [](std::string message) {
    return invalid_field("name", "invalid", std::move(message));
  };
  if (name.empty() || name.size() > kMaxFileNameBytes || !is_utf8(name)) {
    return wrong("Name the file with 1 to 255 bytes of text.");
  }
  if (name == "." || name == ".." || name.find_first_of("/\\") != std::string_view::npos) {
    return wrong("A file's name is no path: it holds no / and no \\.");
  }
  if (name.front() == ' ' || name.back() == ' ') {
    return wrong("A file's name neither begins nor ends with a space.");
  }
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_control(name, i)) return wrong("The name holds a control character.");
  }
  for (std::string_view invisible : kInvisible) {
    if (name.find(invisible) != std::string_view::npos) {
      return wrong("The name holds a character that cannot be seen and changes how it reads.");
    }
  }
  return {};
}

std::string content_disposition_of(std::string_view name) {
  std::string ascii;
  for (char c : name) {
    bool is_plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%';
    ascii += is_plain ? c : '_';
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + net::percent_encode(name);
}

}  // namespace elevaite::model
