// Finds the few fields that the stub decides by, without building a document: the stub must cost
// the machine next to nothing. It tolerates bad JSON (it skips); strings come out still escaped.
#pragma once
#include <cstring>
#include <string_view>

namespace elevaite::bench {

class JsonSkimmer {
 public:
  explicit JsonSkimmer(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

  char peek() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return at_ < end_ ? *at_ : '\0';
  }

  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++at_;
    return true;
  }

  std::string_view string() {
    if (!take('"')) return {};
    const char* const begin = at_;
    while (at_ < end_) {
      const auto* quote =
          static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
      if (quote == nullptr) break;
      const char* first = quote;
      while (first > begin && first[-1] == '\\') --first;
      at_ = quote + 1;
      if ((quote - first) % 2 == 0) return {begin, static_cast<std::size_t>(quote - begin)};
    }
    at_ = end_;
    return {};
  }

  void skip() {
    const char first = peek();
    if (first == '"') {
      string();
    } else if (first == '{' || first == '[') {
      skip_nested();
    } else {
      while (at_ < end_ && *at_ != ',' && *at_ != '}' && *at_ != ']') ++at_;
    }
  }

  // `visit(key)` consumes the value, or leaves it to be skipped.
  template <class Visit>
  void object(Visit visit) {
    if (!take('{')) return skip();
    while (at_ < end_ && !take('}')) {
      const std::string_view key = string();
      if (!take(':')) return;
      const char* const before = at_;
      visit(key);
      if (at_ == before) skip();
      if (!take(',')) {
        take('}');
        return;
      }
    }
  }

  // `visit()` consumes one element, or leaves it to be skipped.
  template <class Visit>
  void array(Visit visit) {
    if (!take('[')) return skip();
    while (at_ < end_ && !take(']')) {
      const char* const before = at_;
      visit();
      if (at_ == before) skip();
      if (!take(',')) {
        take(']');
        return;
      }
    }
  }

 private:
  void skip_nested() {
    for (int depth = 0; at_ < end_;) {
      if (*at_ == '"') {
        string();
        continue;
      }
      if (*at_ == '{' || *at_ == '[') ++depth;
      if (*at_ == '}' || *at_ == ']') --depth;
      ++at_;
      if (depth == 0) return;
    }
  }

  const char* at_;
  const char* end_;
};

}  // namespace elevaite::bench
