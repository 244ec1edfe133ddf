// Reading a file of the export, on a pool thread.
#pragma once
#include <string>

#include "http/web/site_index.hpp"

namespace elevaite::http::web {

struct LoadedFile {
  SiteForm form;          // with its etag, and when it was modified
  bool is_known = false;  // the client has it; then `bytes` is empty
  std::string bytes{};
};

// Blocks. A file that has not changed since it was last read, and that If-None-Match names, is not
// read again.
Result<LoadedFile> load_file(SiteForm form, std::string_view if_none_match);

}  // namespace elevaite::http::web
