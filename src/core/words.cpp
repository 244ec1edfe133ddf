#include "core/words.hpp"

#include "core/utf8.hpp"

namespace elevaite {
namespace {

void append_utf8(std::string& out, char32_t c) {
  auto add = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xc0 | (c >> 6));
    add(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    add(0xe0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3f));
    add(0x80 | (c & 0x3f));
  } else {
    add(0xf0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3f));
    add(0x80 | ((c >> 6) & 0x3f));
    add(0x80 | (c & 0x3f));
  }
}

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Everything beyond ASCII counts as a letter but for what is known as punctuation and symbols.
bool is_word_character(char32_t c) {
  if (c < 0x80) return is_within(c, 'a', 'z') || is_within(c, 'A', 'Z') || is_within(c, '0', '9');
  if (c == 0xaa || c == 0xb5 || c == 0xba) return true;
  return c >= 0xc0 && c != 0xd7 && c != 0xf7 && c != 0xfffd && !is_within(c, 0x2000, 0x206f) &&
         !is_within(c, 0x20a0, 0x20cf) && !is_within(c, 0x2190, 0x2bff) &&
         !is_within(c, 0x3000, 0x3004) && !is_within(c, 0x3008, 0x3020) &&
         !is_within(c, 0xff00, 0xff0f) && !is_within(c, 0xfe30, 0xfe4f);
}

// Latin, Greek and Cyrillic; other scripts have one case, or stay as they are.
char32_t folded(char32_t c) {
  if (is_within(c, 'A', 'Z')) return c + 32;
  if (is_within(c, 0xc0, 0xde) && c != 0xd7) return c + 32;
  if (is_within(c, 0x100, 0x137) || is_within(c, 0x14a, 0x177)) return c | 1;
  if (is_within(c, 0x139, 0x147) || is_within(c, 0x179, 0x17d)) return c + (c & 1);
  if (is_within(c, 0x391, 0x3a9) || is_within(c, 0x410, 0x42f)) return c + 32;
  if (is_within(c, 0x400, 0x40f)) return c + 80;
  return c;
}

}  // namespace

std::u32string code_points_of(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  std::string repaired;
  if (!is_utf8(text)) {
    repaired = replace_invalid_utf8(text);
    text = repaired;
  }
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    }
    points += c;
    i += length;
  }
  return points;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (char32_t c : code_points_of(text)) {
    if (is_word_character(c)) {
      append_utf8(word, folded(c));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace elevaite
