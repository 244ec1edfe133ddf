// A file: an object in the blob store that a person or a run gave a name.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::model {

// uploading → stored → deleted, or uploading → deleted. Only what is stored is seen by anybody.
enum class FileStatus { uploading, stored, deleted };
std::string_view to_string(FileStatus status);

struct File {
  FileId id;
  TenantId tenant_id;
  UserId created_by;
  std::string name;
  std::string content_type;
  std::uint64_t size = 0;
  std::string sha256;  // lower-case hex
  Instant created_at;
};

// Where the content lies. Made of ids only: nobody's words become part of a path.
std::string blob_key_of(TenantId tenant_id, FileId id);

// 1 to 255 bytes of UTF-8 that can be shown and saved anywhere: no separators of paths, no control
// characters, none that reorder text so that "exe.pdf" reads as something else.
Result<void> check_file_name(std::string_view name);

// attachment, with the name for old and new clients (RFC 6266): never shown inside our origin.
std::string content_disposition_of(std::string_view name);

}  // namespace elevaite::model
