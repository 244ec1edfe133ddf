// The files of migrations/, compiled in by cmake/migrations.cmake.
#pragma once
#include <span>
#include <string_view>

namespace elevaite::adapters::database {

struct EmbeddedFile {
  std::string_view name;  // "0001_identity.sql"
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_migration_files();

}  // namespace elevaite::adapters::database
