#include "knowledge/chunker.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace elevaite::knowledge {
namespace {

using model::Block;

constexpr std::string_view kTitleSeparator = " › ";
constexpr std::size_t kMaxTitleBytes = 1250;
// A longer heading is text as well.
constexpr std::size_t kMaxHeadingBytes = 200;

// The end of the longest beginning that may be a piece of its own, best kind of break first; 0: no
// break of that kind.
std::size_t last_break(std::string_view text, std::string_view mark) {
  auto at = text.rfind(mark);
  return at == std::string_view::npos ? 0 : at + mark.size();
}

std::size_t last_sentence_end(std::string_view text) {
  std::size_t best = 0;
  for (std::string_view mark : {". ", "! ", "? ", ".\n", "!\n", "?\n", "。", "！", "？"}) {
    best = std::max(best, last_break(text, mark));
  }
  return best;
}

// Where to cut a text of which `fits` bytes may be taken: after a line, a sentence or a word in its
// second half, and else within a word, never within a character.
std::size_t cut_point(std::string_view text, std::size_t fits) {
  if (text.size() <= fits) return text.size();
  auto beginning = clip_utf8(text, fits);
  for (std::size_t at : {last_break(beginning, "\n\n"), last_sentence_end(beginning),
                         last_break(beginning, "\n"), last_break(beginning, " ")}) {
    if (at > fits / 2) return at;
  }
  if (!beginning.empty()) return beginning.size();
  // A character larger than what fits.
  std::size_t at = 1;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
  return at;
}

// How many bytes of the text's beginning are about so many tokens.
std::size_t bytes_of_tokens(std::string_view text, std::int64_t tokens) {
  auto budget = tokens * 4;
  std::size_t at = 0;
  while (at < text.size()) {
    auto byte = static_cast<unsigned char>(text[at]);
    std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    budget -= length >= 3 ? 4 : static_cast<std::int64_t>(length);
    if (budget < 0) break;
    at += length;
  }
  return std::min(at, text.size());
}

bool fits(std::string_view text, std::int64_t tokens) {
  return bytes_of_tokens(text, tokens) == text.size();
}

// The end of a text that the next chunk repeats: whole sentences where there are such, else words.
std::string_view tail_of(std::string_view text, std::int64_t tokens) {
  if (tokens <= 0) return {};
  auto bytes = static_cast<std::size_t>(tokens) * 4;
  if (text.size() <= bytes) return {};
  auto tail = text.substr(text.size() - bytes);
  for (std::string_view mark : {". ", "! ", "? ", "\n", " "}) {
    auto at = tail.find(mark);
    if (at != tail.npos && at + mark.size() < tail.size()) {
      tail = tail.substr(at + mark.size());
      // Tokens of dense scripts are shorter than was reckoned with.
      return fits(tail, tokens) ? tail : std::string_view();
    }
  }
  return {};
}

class Cutter {
 public:
  explicit Cutter(const ChunkOptions& options) : options_(options) {}

  void add(const Block& block) {
    switch (block.kind) {
      case Block::Kind::heading:
        return add_heading(block);
      case Block::Kind::table:
        return add_table(block);
      case Block::Kind::text:
        return add_text(block);
    }
  }

  std::vector<CutChunk> finish() && {
    flush();
    keep_lone_heading();
    return std::move(chunks_);
  }

 private:
  void add_heading(const Block& block) {
    flush();
    auto level = static_cast<std::size_t>(std::max(block.level, 1));
    // A heading below another one is text below that one.
    if (level <= titles_.size()) keep_lone_heading();
    // A level that was left out has no title.
    titles_.resize(level - 1);
    titles_.push_back(block.text);
    heading_page_ = block.page;
    has_text_below_ = false;
    tail_.clear();
    if (block.text.size() > kMaxHeadingBytes) add_text(block);
  }

  // A heading that nothing follows is found by its own words.
  void keep_lone_heading() {
    if (titles_.empty() || has_text_below_) return;
    std::string text = titles_.back();
    titles_.back().clear();
    cut(text, heading_page_);
    flush();
    has_text_below_ = true;
  }

  void add_text(const Block& block) {
    has_text_below_ = true;
    // A chunk is cited by its page, so it has only one.
    if (block.page != page_) {
      flush();
      tail_.clear();
    }
    std::string joined = pending_.empty() ? tail_ : pending_;
    if (!joined.empty()) joined += "\n\n";
    joined += block.text;
    if (fits(joined, options_.max_tokens)) {
      if (pending_.empty()) page_ = block.page;
      pending_ = std::move(joined);
      return;
    }
    flush();
    cut(block.text, block.page);
  }

  // The rest, which fits, waits in pending_ for what may follow.
  void cut(std::string_view text, std::int64_t page) {
    while (!fits(text, options_.max_tokens)) {
      std::string piece = tail_;
      if (!piece.empty()) piece += ' ';
      auto room = std::max<std::int64_t>(options_.max_tokens - estimate_tokens(piece) - 1, 1);
      auto end = cut_point(text, std::max<std::size_t>(bytes_of_tokens(text, room), 1));
      piece += text.substr(0, end);
      emit(std::move(piece), page);
      text.remove_prefix(end);
    }
    if (text.empty()) return;
    page_ = page;
    pending_ = tail_.empty() ? std::string(text) : tail_ + " " + std::string(text);
    if (!fits(pending_, options_.max_tokens)) pending_ = text;
  }

  void add_table(const Block& block) {
    has_text_below_ = true;
    flush();
    tail_.clear();
    if (fits(block.text, options_.max_tokens)) {
      emit(block.text, block.page);
      tail_.clear();
      return;
    }
    std::string_view rest = block.text;
    auto head_end = rest.find('\n');
    std::string head(rest.substr(0, head_end));
    // A first row that fills half a chunk is not repeated.
    if (head_end == rest.npos || estimate_tokens(head) * 2 > options_.max_tokens) head.clear();
    cut_rows(rest, head, block.page);
    tail_.clear();
  }

  // Every part begins with `head`, which is the first of the rows, or empty.
  void cut_rows(std::string_view rows, const std::string& head, std::int64_t page) {
    std::string part;
    bool has_head = head.empty();
    auto emit_part = [&] {
      if (part.empty() || (part == head && has_head)) return;
      emit(std::move(part), page);
      tail_.clear();
      has_head = true;
    };
    while (!rows.empty()) {
      auto end = rows.find('\n');
      const std::string row(rows.substr(0, end));
      rows.remove_prefix(end == rows.npos ? rows.size() : end + 1);
      std::string longer = part.empty() ? row : part + "\n" + row;
      if (fits(longer, options_.max_tokens)) {
        part = std::move(longer);
        continue;
      }
      if (part != head) emit_part();
      part = head.empty() ? row : head + "\n" + row;
      if (fits(part, options_.max_tokens)) continue;
      // A row larger than a chunk is cut as text is.
      part = head;
      emit_part();
      cut(row, page);
      flush();
      tail_.clear();
      part = head;
    }
    emit_part();
  }

  void flush() {
    if (!pending_.empty()) emit(std::move(pending_), page_);
    pending_.clear();
  }

  void emit(std::string text, std::int64_t page) {
    tail_ = tail_of(text, options_.overlap_tokens);
    auto tokens = estimate_tokens(text);
    chunks_.push_back({page, title_path(), std::move(text), tokens});
  }

  std::string title_path() const {
    std::string path;
    for (const std::string& title : titles_) {
      if (title.empty()) continue;
      if (!path.empty()) path += kTitleSeparator;
      path += title;
    }
    return std::string(clip_utf8(path, kMaxTitleBytes));
  }

  ChunkOptions options_;
  std::vector<CutChunk> chunks_;
  std::vector<std::string> titles_;  // by level
  std::string pending_;
  std::string tail_;  // what the next chunk begins with
  std::int64_t page_ = 0;
  std::int64_t heading_page_ = 0;
  bool has_text_below_ = true;
};

}  // namespace

std::int64_t estimate_tokens(std::string_view text) {
  std::int64_t quarters = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    // The lead byte of three or four: a character that is mostly a token of its own.
    if (byte >= 0xe0) {
      quarters += 4;
    } else if (byte < 0x80 || byte >= 0xc0) {
      quarters += byte < 0x80 ? 1 : 2;
    }
  }
  return (quarters + 3) / 4;
}

std::vector<CutChunk> cut_into_chunks(const model::ParsedDocument& document,
                                      const ChunkOptions& options) {
  Cutter cutter(options);
  for (const Block& block : document.blocks) cutter.add(block);
  return std::move(cutter).finish();
}

}  // namespace elevaite::knowledge
