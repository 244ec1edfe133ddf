// Short-lived links to a file's content on our own address, for blob stores without links of their
// own. The link is a sealed note of the file and the time; nobody else can write one.
#pragma once
#include <optional>
#include <string>

#include "identity/master_keys.hpp"
#include "model/file.hpp"

namespace elevaite::http {

struct FileLink {
  model::TenantId tenant_id;
  model::FileId file_id;
  Instant expires_at;
};

std::string seal_file_link(const identity::MasterKeys& keys, const FileLink& link);
// not_found for what we did not write; reason "gone" after its time.
Result<FileLink> open_file_link(const identity::MasterKeys& keys, std::string_view token,
                                Instant now);

}  // namespace elevaite::http
