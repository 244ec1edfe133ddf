#include "adapters/blob/s3_settings.hpp"

#include "core/config.hpp"
#include "core/net/uri.hpp"

namespace elevaite::adapters::blob {
namespace {

constexpr std::int64_t kMinPartBytes = 5 << 20;  // S3's own, except for the last part
constexpr std::int64_t kMaxPartBytes = 64 << 20;

Error wrong(std::string_view part, std::string_view what) {
  return invalid_field("files.url", std::string(part), fmt::format("files.url: {}", what));
}

bool is_bucket(std::string_view name) {
  return name.size() >= 3 && name.size() <= 63 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

Result<void> place(S3Settings& settings, std::string endpoint, bool is_path_style) {
  if (endpoint.empty()) endpoint = "https://s3." + settings.region + ".amazonaws.com";
  auto parts = net::parse_url(endpoint);
  if (!parts || (parts->scheme != "http" && parts->scheme != "https") || parts->has_userinfo) {
    return wrong("endpoint", "endpoint must be http://host or https://host.");
  }
  if (!is_path_style) parts->host = settings.bucket + "." + parts->host;
  settings.host = net::host_field(*parts);
  settings.base_url = parts->scheme + "://" + settings.host;
  settings.path_prefix = is_path_style ? "/" + settings.bucket + "/" : "/";
  return {};
}

Result<bool> read_option(S3Settings& settings, const std::string& name, const std::string& value) {
  if (name == "region") {
    settings.region = value;
  } else if (name == "sse") {
    if (value != "AES256" && value != "aws:kms") {
      return wrong("sse", "sse is AES256 or aws:kms.");
    }
    settings.encryption = value;
  } else if (name == "kms_key_id") {
    settings.kms_key_id = value;
  } else if (name == "part_size") {
    auto bytes = parse_bytes(value);
    if (!bytes || *bytes < kMinPartBytes || *bytes > kMaxPartBytes) {
      return wrong("part_size", "part_size is between 5MiB and 64MiB.");
    }
    settings.part_bytes = static_cast<std::size_t>(*bytes);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<S3Settings> parse_s3_url(std::string_view url, const std::string& default_region) {
  S3Settings settings;
  auto rest = url.substr(std::string_view("s3://").size());
  auto question = rest.find('?');
  auto place_text = rest.substr(0, question);
  auto slash = place_text.find('/');
  settings.bucket = place_text.substr(0, slash);
  if (!is_bucket(settings.bucket)) return wrong("bucket", "write it as s3://bucket/prefix.");
  if (slash != std::string_view::npos) {
    TRY(settings.prefix, net::percent_decode(place_text.substr(slash + 1)));
  }
  if (!settings.prefix.empty() && settings.prefix.back() != '/') settings.prefix += '/';
  settings.region = default_region;
  std::string endpoint;
  bool is_path_style = false;
  TRY(auto query, net::parse_query(question == std::string_view::npos ? std::string_view()
                                                                      : rest.substr(question + 1)));
  for (const auto& [name, value] : query) {
    if (name == "endpoint") {
      endpoint = value;
    } else if (name == "path_style") {
      is_path_style = value == "true";
    } else {
      TRY(bool is_known, read_option(settings, name, value));
      if (!is_known) return wrong(name, "there is no parameter " + name + ".");
    }
  }
  if (settings.region.empty())
    return wrong("region", "region is missing: s3://…?region=us-east-1.");
  CHECK(place(settings, std::move(endpoint), is_path_style));
  return settings;
}

}  // namespace elevaite::adapters::blob
