// Makes text of a document that a stranger may have written.
#pragma once
#include <string>

#include "core/task.hpp"
#include "model/parsed_document.hpp"

namespace elevaite::ports {

struct SourceDocument {
  std::string name;          // its extension says what it is when the type does not
  std::string content_type;  // as it was declared
  std::string bytes;
};

// Errors: invalid_argument (the document is broken, or of a kind that is not read; names the page
// or place where there is one), limit_exceeded (too large in some way), timeout, unavailable.
class DocumentParser {
 public:
  virtual ~DocumentParser() = default;
  virtual Task<Result<model::ParsedDocument>> parse(SourceDocument source) = 0;
};

}  // namespace elevaite::ports
