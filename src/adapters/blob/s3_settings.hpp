// What an s3:// URL says.
#pragma once
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace elevaite::adapters::blob {

struct S3Settings {
  std::string bucket;
  std::string prefix{};  // empty, or with a '/' at its end
  std::string region;
  std::string base_url;     // "https://host[:port]", the bucket in its host unless path_style
  std::string host;         // as the Host field says it
  std::string path_prefix;  // "/" or "/bucket/"
  std::string encryption{};
  std::string kms_key_id{};
  std::size_t part_bytes = 8 << 20;
};

Result<S3Settings> parse_s3_url(std::string_view url, const std::string& default_region);

}  // namespace elevaite::adapters::blob
