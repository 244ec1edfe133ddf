// A message as it was sent (RFC 5322, MIME): who, when, about what, and its text.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "adapters/parser/block_list.hpp"
#include "adapters/parser/charset.hpp"
#include "adapters/parser/formats.hpp"

namespace elevaite::adapters::parser {
namespace {

constexpr std::size_t kMaxParts = 1000;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;  // line ends, padding, and what is broken
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    if (++count % 4 == 0) {
      out += static_cast<char>(bits >> 16);
      out += static_cast<char>(bits >> 8);
      out += static_cast<char>(bits);
    }
  }
  if (count % 4 == 2) out += static_cast<char>(bits >> 4);
  if (count % 4 == 3) {
    out += static_cast<char>(bits >> 10);
    out += static_cast<char>(bits >> 2);
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// `is_word`: of a header, where an underscore is a blank.
std::string from_quoted_printable(std::string_view text, bool is_word) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && is_word) {
      out += ' ';
    } else if (text[i] != '=') {
      out += text[i];
    } else if (i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      // A soft line break.
      if (i + 1 < text.size() && text[i + 1] == '\r') ++i;
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  return out;
}

// "=?utf-8?B?…?=" within a header (RFC 2047).
std::string decode_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto begin = text.find("=?");
    auto charset_end = begin == text.npos ? text.npos : text.find('?', begin + 2);
    auto kind_end = charset_end == text.npos ? text.npos : text.find('?', charset_end + 1);
    auto end = kind_end == text.npos ? text.npos : text.find("?=", kind_end + 1);
    if (end == text.npos || kind_end != charset_end + 2) {
      out += text;
      break;
    }
    // Blanks between two such words are only there to fold the line.
    auto between = text.substr(0, begin);
    if (out.empty() || between.find_first_not_of(" \t") != between.npos) out += between;
    auto charset = text.substr(begin + 2, charset_end - begin - 2);
    auto word = text.substr(kind_end + 1, end - kind_end - 1);
    bool is_base64 = text[charset_end + 1] == 'B' || text[charset_end + 1] == 'b';
    out += to_utf8(is_base64 ? from_base64(word) : from_quoted_printable(word, true), charset);
    text.remove_prefix(end + 2);
  }
  return out;
}

struct MailPart {
  std::map<std::string, std::string> headers;  // names in lower case
  std::string_view body;

  std::string_view header(const std::string& name) const {
    auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
  std::string type() const {
    auto value = lower(header("content-type").substr(0, header("content-type").find(';')));
    std::erase(value, ' ');
    return value.empty() ? "text/plain" : value;
  }
  // boundary="…" of Content-Type and the like.
  std::string parameter(const std::string& field, std::string_view name) const {
    auto value = header(field);
    auto low = lower(value);
    auto at = low.find(std::string(name) + "=");
    if (at == std::string::npos) return "";
    auto rest = value.substr(at + name.size() + 1);
    if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
    return std::string(rest.substr(0, rest.find_first_of("; \t")));
  }
};

MailPart split_head(std::string_view text) {
  MailPart part;
  std::string* last = nullptr;
  while (!text.empty()) {
    auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {
      last->append(" ").append(line.substr(line.find_first_not_of(" \t") == line.npos
                                               ? line.size()
                                               : line.find_first_not_of(" \t")));
      continue;
    }
    auto colon = line.find(':');
    if (colon == line.npos) continue;
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    last = &part.headers[lower(line.substr(0, colon))];
    *last = value;
  }
  part.body = text;
  return part;
}

std::vector<std::string_view> split_parts(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + boundary;
  std::size_t begin = body.npos;
  std::size_t at = body.find(mark);
  while (at != body.npos && parts.size() < kMaxParts) {
    bool begins_line = at == 0 || body[at - 1] == '\n';
    if (begins_line) {
      if (begin != body.npos) parts.push_back(body.substr(begin, at - begin));
      if (body.substr(at + mark.size()).starts_with("--")) return parts;
      auto line_end = body.find('\n', at);
      if (line_end == body.npos) return parts;
      begin = line_end + 1;
    }
    at = body.find(mark, at + mark.size());
  }
  if (begin != body.npos && begin < body.size()) parts.push_back(body.substr(begin));
  return parts;
}

std::string content_of(const MailPart& part) {
  auto encoding = lower(part.header("content-transfer-encoding"));
  std::erase(encoding, ' ');
  if (encoding == "base64") return from_base64(part.body);
  if (encoding == "quoted-printable") return from_quoted_printable(part.body, false);
  return std::string(part.body);
}

class MailReader {
 public:
  explicit MailReader(const ParseLimits& limits) : limits_(limits), blocks_(limits) {}

  Parsed read(std::string_view bytes) {
    MailPart mail = split_head(bytes);
    if (mail.header("from").empty() && mail.header("subject").empty() &&
        mail.header("date").empty()) {
      return invalid_argument("The document is no e-mail: it has no header fields of one.");
    }
    blocks_.heading(1, decode_words(to_utf8(mail.header("subject"))));
    std::string head;
    for (const char* name : {"From", "To", "Cc", "Date"}) {
      auto value = mail.header(lower(name));
      if (!value.empty()) head += fmt::format("{}: {}\n", name, decode_words(to_utf8(value)));
    }
    blocks_.text(head);
    CHECK(read_part(mail, 0));
    return std::move(blocks_).finish();
  }

 private:
  Result<void> read_part(const MailPart& part, std::size_t depth) {
    if (depth > kMaxMailDepth) return too_large("The e-mail nests", kMaxMailDepth, "levels");
    const auto type = part.type();
    if (type.starts_with("multipart/")) {
      return read_parts(part, type == "multipart/alternative", depth);
    }
    auto name = part.parameter("content-disposition", "filename");
    if (!name.empty() || part.header("content-disposition").starts_with("attachment")) {
      blocks_.text("Attachment: " + decode_words(to_utf8(name)));
      return {};
    }
    if (type != "text/plain" && type != "text/html") return {};
    std::string text = to_utf8(content_of(part), part.parameter("content-type", "charset"));
    auto parsed = type == "text/html" ? parse_html(text, limits_) : parse_plain_text(text, limits_);
    if (!parsed && parsed.error().reason == "no_text") return {};
    if (!parsed) return std::move(parsed).error();
    for (const model::Block& block : parsed->blocks) add(block);
    return {};
  }

  Result<void> read_parts(const MailPart& part, bool is_alternative, std::size_t depth) {
    auto boundary = part.parameter("content-type", "boundary");
    if (boundary.empty()) return invalid_argument("The e-mail's parts have no boundary.");
    std::vector<MailPart> parts;
    for (auto text : split_parts(part.body, boundary)) parts.push_back(split_head(text));
    if (is_alternative) {
      // The same text several times: the plain one of them.
      auto plain = std::ranges::find(parts, "text/plain", &MailPart::type);
      if (plain != parts.end()) return read_part(*plain, depth + 1);
      if (!parts.empty()) return read_part(parts.back(), depth + 1);
    }
    for (const MailPart& inner : parts) CHECK(read_part(inner, depth + 1));
    return {};
  }

  void add(const model::Block& block) {
    switch (block.kind) {
      case model::Block::Kind::heading:
        return blocks_.heading(block.level + 1, block.text);
      case model::Block::Kind::table:
        return blocks_.table(block.text);
      case model::Block::Kind::text:
        return blocks_.text(block.text);
    }
  }

  static constexpr std::size_t kMaxMailDepth = 20;
  const ParseLimits& limits_;
  BlockList blocks_;
};

}  // namespace

Parsed parse_email(std::string_view bytes, const ParseLimits& limits) {
  return MailReader(limits).read(bytes);
}

}  // namespace elevaite::adapters::parser
