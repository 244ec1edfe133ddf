#include "adapters/parser/block_list.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::adapters::parser {
namespace {

bool is_control(char c) {
  auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || is_control(c); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Error too_large(std::string_view what, std::size_t limit, std::string_view unit) {
  return Error{ErrorCode::limit_exceeded, fmt::format("{} more than {} {}.", what, limit, unit),
               "document_too_large"};
}

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : trimmed(text)) {
    if (!is_blank(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string clean_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t breaks = 0;
  text = trimmed(text);
  while (!text.empty()) {
    auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (line.empty()) {
      ++breaks;
      continue;
    }
    if (!out.empty()) out.append(std::min<std::size_t>(breaks, 2), '\n');
    breaks = 1;
    std::ranges::copy_if(line, std::back_inserter(out), [](char c) { return !is_control(c); });
  }
  return out;
}

std::string table_cell(std::string_view text) {
  std::string cell = one_line(text);
  std::ranges::replace(cell, '|', '/');
  return cell;
}

void BlockList::add(model::Block::Kind kind, int level, std::string text) {
  bytes_ += text.size();
  if (text.empty() || full()) return;
  document_.blocks.push_back({kind, level, page_, std::move(text)});
}

void BlockList::heading(int level, std::string_view text) {
  add(model::Block::Kind::heading, std::clamp(level, 1, 6), one_line(text));
}

void BlockList::text(std::string_view text) { add(model::Block::Kind::text, 0, clean_lines(text)); }

void BlockList::table(std::string_view rows) {
  add(model::Block::Kind::table, 0, clean_lines(rows));
}

Result<model::ParsedDocument> BlockList::finish(std::int64_t page_count) && {
  if (full()) return too_large("The document's text takes", limits_.text_bytes, "bytes");
  if (document_.blocks.empty()) {
    Error error = invalid_argument(
        "There is no text in the document. Scanned pages have to go through text recognition "
        "first.");
    error.reason = "no_text";
    return error;
  }
  document_.page_count = page_count;
  return std::move(document_);
}

}  // namespace elevaite::adapters::parser
