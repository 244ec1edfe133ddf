// The files in a ZIP archive, read one by one within a budget for all of them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/parser/limits.hpp"

struct zip;

namespace elevaite::adapters::parser {

class Archive {
 public:
  static Result<Archive> open(std::string_view bytes, const ParseLimits& limits);
  Archive(Archive&& other) noexcept;
  Archive& operator=(Archive&&) = delete;
  ~Archive();

  bool has(const std::string& name) const;
  // The names that begin and end so, with numbers in the order of numbers: slide2 before slide10.
  std::vector<std::string> names(std::string_view prefix, std::string_view suffix) const;
  // not_found; invalid_argument when it is damaged or encrypted; limit_exceeded.
  Result<std::string> read(const std::string& name);

 private:
  Archive(zip* handle, const ParseLimits& limits);

  zip* handle_;
  const ParseLimits* limits_;
  std::size_t budget_;
};

}  // namespace elevaite::adapters::parser
