#include "adapters/blob/open.hpp"

namespace elevaite::adapters::blob {

Result<std::unique_ptr<ports::BlobStore>> open_blob_store(Executor executor, std::string_view url,
                                                          BlobStoreOptions options) {
  if (url.starts_with("file:")) return open_directory_store(url);
  if (url.starts_with("memory:")) return open_memory_store(*options.clock);
  if (url.starts_with("s3://")) return open_s3_store(executor, url, std::move(options));
  return invalid_field("files.url", "scheme", "files.url must begin with file:, s3:// or memory:.");
}

}  // namespace elevaite::adapters::blob
